import type { FastifyReply } from 'fastify'
import type { Static } from 'typebox'
import type { App } from '#platform/app'
import { Conflict, Invalid } from '#platform/errors'
import { fieldErrors, formValues } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import { nameFor } from '../../core/index.ts'
import { meetingForOrganiser, type MeetingStanding } from '../access.ts'
import { reportMeeting } from '../commands/report.ts'
import { setMeeting } from '../commands/set.ts'
import { momentOf, settingOf } from '../describing.ts'
import { ReportPage } from '../meeting.page.tsx'
import { meetingPath } from '../paths.ts'
import { type Attending, attending, type MeetingRecord } from '../queries.ts'
import { stateOf } from '../rules.ts'
import { MeetingParams, ReportForm } from '../schema.ts'
import { texts } from '../texts.ts'

const config = { permission: 'signed-in' } as const
const formTexts = joinTexts([httpTexts, texts])

/** What came of a meeting, written down by an organiser, with the next one in the same breath. */
export const reportRoutes: Routes = (app: App) => async (server) => {
  const schema = { params: MeetingParams, hide: true }

  server.get('/groups/:group/meetings/:meeting/report', { config, schema }, async (request, reply) =>
    showReport(app, reply, await meetingForOrganiser(app, request)),
  )

  server.post(
    '/groups/:group/meetings/:meeting/report',
    { config, schema: { ...schema, body: ReportForm }, attachValidation: true },
    async (request, reply) => {
      const standing = await meetingForOrganiser(app, request)
      const again = (code: number, errors: Record<string, string>, notice?: string) => {
        const form = { values: formValues(request.body), errors, ...(notice ? { notice } : {}) }
        return showReport(app, reply.code(code), { ...standing, form })
      }
      if (request.validationError) return again(422, fieldErrors(request.validationError))
      const refused = await write(app, standing, request.body)
      if (!refused) return reply.back(meetingPath(standing.group.id, standing.meeting.id), 'saved')
      return again(refused.code, refused.errors, refused.notice)
    },
  )
}

type Refused = { code: number; errors: Record<string, string>; notice?: string }

/** Writes the report and sets the next meeting, both or none. */
async function write(
  app: App,
  { group, meeting, person }: MeetingStanding,
  typed: Static<typeof ReportForm>,
): Promise<Refused | undefined> {
  const { next_day, next_hour } = typed
  const next = next_day && next_hour ? settingOf({ day: next_day, hour: next_hour }, group.time_zone) : undefined
  if ((next_day || next_hour) && !next) return { code: 422, errors: { next_day: 'meetings.when.none' } }
  const now = app.now()
  if (next && next.starts_at <= now) return { code: 422, errors: { next_day: 'meetings.when.over' } }
  const report = { group: group.id, meeting: meeting.id, by: person, ...saidIn(typed) }
  try {
    await app.database.transact(async (tx) => {
      await reportMeeting(tx, report, now)
      if (next) await setMeeting(tx, { group: group.id, by: person, ...next, place: meeting.place }, now)
    })
  } catch (error) {
    if (error instanceof Invalid) return { code: 422, errors: { next_day: error.fields.day! } }
    if (error instanceof Conflict) return { code: 409, errors: {}, notice: error.key }
    throw error
  }
  return undefined
}

function saidIn({ present = {}, guests, doors, met, done, need }: Static<typeof ReportForm>) {
  const figures = { guests: Number(guests ?? 0), doors: Number(doors ?? 0), met: Number(met ?? 0) }
  return { present: Object.keys(present), ...figures, done: done?.trim() || null, need: need?.trim() || null }
}

async function showReport(
  app: App,
  reply: FastifyReply,
  { group, person, role, meeting, form }: MeetingStanding & { form?: FormState },
) {
  const { locale, link } = reply.request
  if (['coming', 'cancelled'].includes(stateOf(meeting, app.now()))) throw new Conflict('meetings.report.early')
  const t = formTexts.in(locale)
  const people = await attending(app.database.read, group.id, meeting.id)
  const page = {
    t,
    locale,
    when: momentOf(locale, meeting),
    action: `${link(meetingPath(group.id, meeting.id))}/report`,
    form: form ?? { values: valuesOf(meeting, people), errors: {} },
    members: people
      .toSorted((a, b) => rankOf(a) - rankOf(b))
      .map((one) => ({
        id: one.person_id,
        name: nameFor({ person, role }, one),
        said: one.answer ? t(`meetings.said-${one.answer}`) : undefined,
      })),
    next: !group.next_meeting_at || group.next_meeting_at <= app.now(),
  }
  return reply.page({ title: t('meetings.report.title', { when: page.when }), body: <ReportPage {...page} /> })
}

/** Who said that she comes stands first: she was probably there. */
const rankOf = ({ answer }: Attending) => ['yes', null, 'no'].indexOf(answer)

/** What was written down before, to be corrected. */
function valuesOf({ reported_at, guests, doors, met, done, need }: MeetingRecord, people: Attending[]): Record<string, string> {
  if (!reported_at) return {}
  const figures = { guests: String(guests ?? 0), doors: String(doors ?? 0), met: String(met ?? 0) }
  const present = people.filter((one) => one.present).map(({ person_id }) => [`present[${person_id}]`, 'true'])
  return { ...figures, done: done ?? '', need: need ?? '', ...Object.fromEntries(present) }
}
