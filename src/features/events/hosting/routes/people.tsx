import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { newId } from '#platform/db/id'
import { NotFound } from '#platform/errors'
import { readCursor, writeCursor } from '#platform/http/cursors'
import { submitted } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { formatNumber } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import { Type } from 'typebox'
import type { FormState } from '#ui/form'
import { type Coming, comingTo, SHOWN } from '../../attending/index.ts'
import {
  eventForHolder,
  eventPath,
  type EventRecord,
  findSignUp,
  giveBack,
  hoursText,
  peoplePath,
  placerOf,
  questionsOf,
  rolesOf,
  roleText,
  stateOf,
} from '../../core/index.ts'
import { PeoplePage } from '../people.page.tsx'
import { ByHandForm, EventParams, PeopleQuery } from '../schema.ts'
import { pageTexts } from '../texts.ts'

const config = { permission: 'signed-in' } as const
const formTexts = joinTexts([httpTexts, pageTexts])
const uuid = Type.String({ format: 'uuid' })

/** Who comes, for who holds the event. */
export const peopleRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database
  const schema = { params: EventParams, hide: true } as const

  server.get('/events/:event/people', { config, schema: { ...schema, querystring: PeopleQuery } }, async (request, reply) => {
    const { event } = await eventForHolder(app, request)
    return showPeople(app, reply, { event, after: readCursor(request.query.after) })
  })

  // Somebody asked by telephone, or on paper: a name is enough.
  server.post(
    '/events/:event/people',
    { config, schema: { ...schema, body: ByHandForm }, attachValidation: true },
    async (request, reply) => {
      const { event } = await eventForHolder(app, request)
      return submitted(request, {
        again: (code, form) => showPeople(app, reply.code(code), { event, form }),
        work: async () => {
          const { name, seats, role } = request.body
          const visitor = { name: name.trim(), email: null, mailbox_hash: null }
          const asking = { id: newId(), event: event.id, person: null, visitor, seats: Number(seats ?? 1), role: role ?? null }
          const rest = { locale: request.locale, answers: {}, remind_day: false, remind_hours: false }
          await placerOf(app)({ ...asking, ...rest, how: 'organiser' })
          return reply.back(peoplePath(event.id), 'added')
        },
      })
    },
  )

  server.post(
    '/events/:event/people/:sign_up/removal',
    { config, schema: { params: Type.Object({ event: uuid, sign_up: uuid }), hide: true } },
    async (request, reply) => {
      const { event } = await eventForHolder(app, request)
      const signUp = await findSignUp(read, request.params.sign_up)
      if (signUp?.event_id !== event.id) throw new NotFound('events.own.gone')
      await transact((tx) => giveBack(tx, signUp.id, { now: app.now(), byHolder: true }))
      return reply.back(peoplePath(event.id), 'removed')
    },
  )
}

type Shown = { event: EventRecord; after?: ReturnType<typeof readCursor>; form?: FormState }

async function showPeople(app: App, reply: FastifyReply, { event, after, form }: Shown) {
  const { locale, link } = reply.request
  const { read } = app.database
  const t = formTexts.in(locale)
  const path = link(peoplePath(event.id))
  const [found, roles, questions] = [
    await comingTo(read, event.id, after && { asked_at: after.at, id: after.id }),
    await rolesOf(read, event.id),
    await questionsOf(read, event.id),
  ]
  const people = found.slice(0, SHOWN)
  const last = people.at(-1)
  const roleNames = new Map(
    roles.map((role) => [
      role.id,
      [role.name, hoursText(t, locale, { ...role, time_zone: event.time_zone })].filter(Boolean).join(' '),
    ]),
  )
  const said = ({ answers }: Coming) =>
    questions.flatMap(({ id, words }) => (answers[id] ? [`${words} ${answers[id]}`] : [])).join(' · ')
  const page = {
    t,
    locale,
    title: event.title,
    stats: [
      { label: t('hosting.people.stat-coming'), value: formatNumber(locale, event.taken) },
      { label: t('hosting.people.stat-waiting'), value: formatNumber(locale, event.waiting) },
      ...(event.capacity ? [{ label: t('hosting.people.stat-capacity'), value: formatNumber(locale, event.capacity) }] : []),
    ],
    rows: people.map((one) => ({
      id: one.id,
      name: [one.name ?? t('hosting.people.erased'), one.family_name?.slice(0, 1)].filter(Boolean).join(' '),
      note: [
        ...(one.seats > 1 ? [t('hosting.people.seats', { n: one.seats })] : []),
        ...(one.role_id ? [roleNames.get(one.role_id) ?? ''] : []),
        said(one),
      ]
        .filter(Boolean)
        .join(' · '),
      // Of who left or never confirmed, the list does not tell (`comingTo`).
      state: t(one.on_way_at ? 'hosting.people.on-way' : `hosting.people.state-${one.state as 'coming'}`),
      good: one.state === 'coming',
      remove: `${path}/${one.id}/removal`,
    })),
    next: found.length > SHOWN && last ? `${path}?after=${writeCursor({ at: last.asked_at, id: last.id })}` : undefined,
    add: ['coming', 'on', 'unread'].includes(stateOf(event, app.now()))
      ? {
          action: path,
          form: form ?? { values: { seats: '1' }, errors: {} },
          roles: roles.map((role) => ({ value: role.id, text: roleText(t, locale, { ...role, time_zone: event.time_zone }) })),
        }
      : undefined,
    back: link(eventPath(event.id)),
  }
  return reply.page({ title: t('hosting.people.title'), body: <PeoplePage {...page} /> })
}
