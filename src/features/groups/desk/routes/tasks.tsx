import type { PersonId } from '#people'
import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { Conflict } from '#platform/errors'
import { type FieldErrors, fieldErrors, formValues } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { formatDay, type Locale } from '#platform/i18n/locales'
import { clockIn, momentIn } from '#platform/i18n/moments'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { GroupParams, groupForMember, type MemberStanding, membersPath, nameFor } from '../../core/index.ts'
import { addTask, finishTask, leaveTask, removeTask, takeTask } from '../commands.ts'
import { tasksPath } from '../paths.ts'
import { type TaskInList, tasks } from '../queries.ts'
import { isLate } from '../rules.ts'
import { TaskAct, TaskForm, TaskParams } from '../schema.ts'
import { type Doing, TasksPage } from '../tasks.page.tsx'
import { type T, texts } from '../texts.ts'

const config = { permission: 'signed-in' } as const
const formTexts = joinTexts([httpTexts, texts])
/** How long what was done stays in sight. */
const KEPT = 30 * 86_400_000

/** What members of a group want to do: all of them add, take and finish. */
export const taskRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get('/groups/:group/tasks', { config, schema: { params: GroupParams, hide: true } }, async (request, reply) =>
    showTasks(app, reply, await groupForMember(app, request)),
  )

  server.post(
    '/groups/:group/tasks',
    { config, schema: { params: GroupParams, body: TaskForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const standing = await groupForMember(app, request)
      const { group, person } = standing
      const again = (code: number, errors: FieldErrors, notice?: string) => {
        const form = { values: formValues(request.body), errors, ...(notice ? { notice } : {}) }
        return showTasks(app, reply.code(code), { ...standing, form })
      }
      if (request.validationError) return again(422, fieldErrors(request.validationError))
      const { words, due_on = null } = request.body
      if (due_on && !momentIn(group.time_zone, due_on, '12:00')) return again(422, { due_on: 'form.wrong' })
      try {
        await transact((tx) => addTask(tx, { group: group.id, by: person, words: words.trim(), due_on }, app.now()))
      } catch (error) {
        if (error instanceof Conflict) return again(409, {}, error.key)
        throw error
      }
      return reply.back(tasksPath(group.id), 'added')
    },
  )

  server.post(
    '/groups/:group/tasks/:task',
    { config, schema: { params: TaskParams, body: TaskAct, hide: true } },
    async (request, reply) => {
      const standing = await groupForMember(app, request)
      const { group, person, role } = standing
      const handling = { group: group.id, task: request.params.task, person }
      const act = (tx: Tx) => {
        if (request.body.act === 'take') return takeTask(tx, handling)
        if (request.body.act === 'leave') return leaveTask(tx, handling)
        if (request.body.act === 'finish') return finishTask(tx, handling, app.now())
        return removeTask(tx, { ...handling, organiser: role === 'organiser' })
      }
      try {
        await transact(act)
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        // Somebody was faster: the list as it is now, and why.
        const form = { values: {}, errors: {}, notice: error.key }
        return showTasks(app, reply.code(409), { ...standing, form })
      }
      return reply.back(tasksPath(group.id), request.body.act === 'remove' ? 'removed' : 'saved')
    },
  )
}

async function showTasks(
  app: App,
  reply: FastifyReply,
  { group, person, role, form = { values: {}, errors: {} } }: MemberStanding & { form?: FormState },
) {
  const { locale, link } = reply.request
  const t = formTexts.in(locale)
  const all = await tasks(app.database.read, group.id, new Date(app.now().getTime() - KEPT))
  const today = clockIn(group.time_zone, app.now()).day
  const page = {
    t,
    locale,
    name: group.name,
    path: link(tasksPath(group.id)),
    form,
    open: all
      .filter(({ done_at }) => done_at === null)
      .map((task) => ({
        id: task.id,
        words: task.words,
        note: noteOf(task, { t, locale, reader: { person, role } }),
        late: isLate(task, today),
        acts: actsFor(task, { person, role }),
      })),
    done: all
      .filter(({ done_at }) => done_at !== null)
      .map((task) => ({ id: task.id, words: task.words, note: noteOf(task, { t, locale, reader: { person, role } }) })),
    back: link(membersPath(group.id)),
  }
  return reply.page({ title: t('desk.tasks.title', { name: group.name }), body: <TasksPage {...page} /> })
}

type Reader = { person: PersonId; role: 'member' | 'organiser' }

/** By when, and who does it. */
export function noteOf(task: TaskInList, { t, locale, reader }: { t: T; locale: Locale; reader: Reader }): string {
  const { due_on, taken_by, given_name } = task
  const who =
    taken_by && given_name !== null
      ? t('desk.tasks.by', { name: nameFor(reader, { ...task, person_id: taken_by, given_name }) })
      : ''
  const by = due_on ? t('desk.tasks.until', { day: formatDay(locale, due_on) }) : ''
  return [by, who || t('desk.tasks.free')].filter(Boolean).join(' · ')
}

/** What somebody may do with a task that is open. */
function actsFor({ taken_by, made_by }: TaskInList, { person, role }: Reader): Doing[] {
  const own = taken_by === person
  return [
    ...(taken_by ? [] : (['take'] as const)),
    'finish',
    ...(own ? (['leave'] as const) : []),
    ...(made_by === person || role === 'organiser' ? (['remove'] as const) : []),
  ]
}
