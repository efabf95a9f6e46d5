import type { PersonId } from '#people'
import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { Conflict, Invalid } from '#platform/errors'
import { fieldErrors, formValues } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { clockIn } from '#platform/i18n/moments'
import { joinTexts, ofAnyKey } from '#platform/i18n/texts'
import { paragraphsOf } from '#platform/text/paragraphs'
import type { FormState } from '#ui/form'
import { nameFor } from '../../core/index.ts'
import { meetingForMember, meetingForOrganiser, type MeetingStanding } from '../access.ts'
import { cancelMeeting, changeMeeting } from '../commands/set.ts'
import { momentOf, settingOf } from '../describing.ts'
import { MeetingPage } from '../meeting.page.tsx'
import { meetingPath, meetingsPath } from '../paths.ts'
import { type Attending, attending, type MeetingRecord } from '../queries.ts'
import { type MeetingState, stateOf } from '../rules.ts'
import { MeetingForm, MeetingParams } from '../schema.ts'
import { type T, texts } from '../texts.ts'

const config = { permission: 'signed-in' } as const
const formTexts = joinTexts([httpTexts, texts])

/** One meeting of a group: who comes, when it changes, what came of it. */
export const meetingRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  const schema = { params: MeetingParams, hide: true }

  server.get('/groups/:group/meetings/:meeting', { config, schema }, async (request, reply) =>
    showMeeting(app, reply, await meetingForMember(app, request)),
  )

  server.post(
    '/groups/:group/meetings/:meeting',
    { config, schema: { ...schema, body: MeetingForm }, attachValidation: true },
    async (request, reply) => {
      const standing = await meetingForOrganiser(app, request)
      const { group, meeting } = standing
      const again = (code: number, errors: Record<string, string>, notice?: string) => {
        const form = { values: formValues(request.body), errors, ...(notice ? { notice } : {}) }
        return showMeeting(app, reply.code(code), { ...standing, form })
      }
      if (request.validationError) return again(422, fieldErrors(request.validationError))
      const setting = settingOf(request.body, group.time_zone)
      if (!setting) return again(422, { day: 'meetings.when.none' })
      try {
        await transact((tx) => changeMeeting(tx, { group: group.id, meeting: meeting.id, ...setting }, app.now()))
      } catch (error) {
        if (error instanceof Invalid) return again(422, error.fields)
        if (error instanceof Conflict) return again(409, {}, error.key)
        throw error
      }
      return reply.back(meetingPath(group.id, meeting.id), 'saved')
    },
  )

  server.post('/groups/:group/meetings/:meeting/cancellation', { config, schema }, async (request, reply) => {
    const { group, meeting } = await meetingForOrganiser(app, request)
    await transact((tx) => cancelMeeting(tx, { group: group.id, meeting: meeting.id }, app.now()))
    return reply.back(meetingsPath(group.id), 'removed')
  })
}

/** The page of a meeting, as this member may see it. */
export async function showMeeting(
  app: App,
  reply: FastifyReply,
  { group, person, role, newUntil, meeting, form }: MeetingStanding & { form?: FormState },
) {
  const { locale, link } = reply.request
  const t = formTexts.in(locale)
  const state = stateOf(meeting, app.now())
  const people = await attending(app.database.read, group.id, meeting.id)
  const path = link(meetingPath(group.id, meeting.id))
  const own = people.find(({ person_id }) => person_id === person)
  const when = momentOf(locale, meeting)
  const page = {
    t,
    locale,
    title: when,
    notice: noticeOf(state, form, t),
    facts: [
      { label: t('meetings.group'), value: group.name },
      { label: t('meetings.place'), value: meeting.where },
    ],
    agenda: paragraphsOf(meeting.agenda),
    answer: state === 'coming' ? { own: own?.answer ?? null, action: `${path}/answer` } : undefined,
    calendar: state === 'coming' ? `${path}/calendar.ics` : undefined,
    people: newUntil ? [] : namesOf(people, { person, role, state, t }),
    report: meeting.reported_at ? { facts: figuresOf(meeting, t), done: paragraphsOf(meeting.done) } : undefined,
    need: meeting.need ? { words: meeting.need, answer: meeting.need_answer ?? undefined } : undefined,
    ...(role === 'organiser' ? actsOf({ meeting, state, path, form, t }) : {}),
    back: link(meetingsPath(group.id)),
  }
  return reply.page({ title: `${group.name} · ${when}`, body: <MeetingPage {...page} /> })
}

/** What an organiser typed cannot be shown again once the meeting has begun: why, can. */
function noticeOf(state: MeetingState, form: FormState | undefined, t: T): string | undefined {
  if (state === 'cancelled') return t('meetings.cancelled')
  return state !== 'coming' && form?.notice ? ofAnyKey(t)(form.notice) : undefined
}

type Acting = { meeting: MeetingRecord; state: MeetingState; path: string; form: FormState | undefined; t: T }

/** What an organiser can do with a meeting, as it stands. */
function actsOf({ meeting, state, path, form, t }: Acting) {
  const report = `${path}/report`
  if (state === 'reported') return { reporting: { href: report, text: t('meetings.report.again') } }
  if (state === 'to-report') return { reporting: { href: report, text: t('meetings.report.write') } }
  if (state === 'cancelled') return {}
  return { change: { action: path, form: form ?? { values: valuesOf(meeting), errors: {} }, cancel: `${path}/cancellation` } }
}

function valuesOf({ starts_at, time_zone, place, agenda }: MeetingRecord) {
  return { ...clockIn(time_zone, starts_at), place: place ?? '', agenda: agenda ?? '' }
}

type Reader = { person: PersonId; role: 'member' | 'organiser'; state: MeetingState; t: T }

/** Who says that she comes; afterwards, who was there. Each by the name that the reader may know. */
function namesOf(people: Attending[], { person, role, state, t }: Reader) {
  const named = (some: Attending[]) => some.map((one) => nameFor({ person, role }, one))
  const lists =
    state === 'coming'
      ? [
          { title: t('meetings.who-comes'), names: named(people.filter(({ answer }) => answer === 'yes')) },
          { title: t('meetings.who-not'), names: named(people.filter(({ answer }) => answer === 'no')) },
        ]
      : [{ title: t('meetings.who-came'), names: named(people.filter(({ present }) => present)) }]
  return lists.filter(({ names }) => names.length > 0)
}

function figuresOf({ present, guests, doors, met }: MeetingRecord, t: T) {
  return [
    { label: t('meetings.report.present'), value: String(present ?? 0) },
    { label: t('meetings.report.guests'), value: String(guests ?? 0) },
    { label: t('meetings.report.doors'), value: String(doors ?? 0) },
    { label: t('meetings.report.met'), value: String(met ?? 0) },
  ]
}
