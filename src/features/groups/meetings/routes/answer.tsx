import type { PersonId } from '#people'
import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { calendarOf } from '#platform/calendar/calendars'
import type { Asked } from '#platform/http/asked'
import { Conflict, NotFound } from '#platform/errors'
import type { Routes } from '#platform/http/server'
import { joinTexts } from '#platform/i18n/texts'
import { httpTexts } from '#platform/http/texts'
import { paragraphsOf } from '#platform/text/paragraphs'
import { roleOf } from '../../core/index.ts'
import { meetingForMember } from '../access.ts'
import { AnswerPage } from '../answer.page.tsx'
import { meetingEntry } from '../calendar.ts'
import { answerMeeting } from '../commands/report.ts'
import { momentOf } from '../describing.ts'
import { answerLinks } from '../links.ts'
import { meetingPath } from '../paths.ts'
import { findAnswer, findMeeting, type MeetingRecord } from '../queries.ts'
import { stateOf } from '../rules.ts'
import { AnswerForm, MeetingParams, TokenParams } from '../schema.ts'
import { texts } from '../texts.ts'
import { showMeeting } from './meeting.tsx'

const config = { permission: 'signed-in' } as const
const anyone = { permission: 'anyone' } as const
const formTexts = joinTexts([httpTexts, texts])

/** Saying whether one comes, and putting it into one's calendar: signed in, or by the link of a mail. */
export const answerRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database
  const schema = { params: MeetingParams, hide: true }
  const tokens = { params: TokenParams, hide: true }

  server.get('/groups/:group/meetings/:meeting/calendar.ics', { config, schema }, async (request, reply) => {
    const { meeting } = await meetingForMember(app, request)
    return sendCalendar(app, reply, meeting)
  })

  server.post(
    '/groups/:group/meetings/:meeting/answer',
    { config, schema: { ...schema, body: AnswerForm } },
    async (request, reply) => {
      const standing = await meetingForMember(app, request)
      const { group, meeting, person } = standing
      const answering = { group: group.id, meeting: meeting.id, person, answer: request.body.answer }
      try {
        await transact((tx) => answerMeeting(tx, answering, app.now()))
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        // It has begun, or was called off, since the page was opened: the page as it is now says so.
        const form = { values: {}, errors: {}, notice: error.key }
        return showMeeting(app, reply.code(409), { ...(await meetingForMember(app, request)), form })
      }
      return reply.back(meetingPath(group.id, meeting.id), 'saved')
    },
  )

  server.get('/meeting/:token', { config: anyone, schema: tokens }, async (request, reply) =>
    showAnswer(app, reply, await invitedIn(app, request)),
  )

  server.get('/meeting/:token/calendar.ics', { config: anyone, schema: tokens }, async (request, reply) => {
    const { meeting } = await invitedIn(app, request)
    return sendCalendar(app, reply, meeting)
  })

  server.post('/meeting/:token', { config: anyone, schema: { ...tokens, body: AnswerForm } }, async (request, reply) => {
    const { meeting, person } = await invitedIn(app, request)
    const answering = { group: meeting.group_id, meeting: meeting.id, person, answer: request.body.answer }
    try {
      await transact((tx) => answerMeeting(tx, answering, app.now()))
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      return showAnswer(app, reply.code(409), await invitedIn(app, request))
    }
    return reply.back(request.plainPath, 'saved')
  })
}

/** Whose link it is, as long as she is in the group. */
async function invitedIn(app: App, { params }: Asked<{ token: string }>) {
  const { read } = app.database
  const both = answerLinks.open(app, params.token)
  const meeting = both && (await findMeeting(read, both.meeting))
  if (!both || !meeting || !(await roleOf(read, meeting.group_id, both.person))) throw new NotFound('meetings.gone')
  return { meeting, person: both.person }
}

function sendCalendar(app: App, reply: FastifyReply, meeting: MeetingRecord) {
  const url = new URL(reply.request.link(meetingPath(meeting.group_id, meeting.id)), app.config.publicUrl)
  return reply
    .header('content-disposition', 'attachment; filename="meeting.ics"')
    .header('cache-control', 'private, no-store')
    .type('text/calendar; charset=utf-8')
    .send(calendarOf([meetingEntry(meeting, url)], { zone: meeting.time_zone }))
}

async function showAnswer(app: App, reply: FastifyReply, { meeting, person }: { meeting: MeetingRecord; person: PersonId }) {
  const { locale, link, plainPath } = reply.request
  const t = formTexts.in(locale)
  const when = momentOf(locale, meeting)
  const coming = stateOf(meeting, app.now()) === 'coming'
  const path = link(plainPath)
  const page = {
    t,
    title: when,
    facts: [
      { label: t('meetings.group'), value: meeting.group },
      { label: t('meetings.place'), value: meeting.where },
    ],
    agenda: paragraphsOf(meeting.agenda),
    answer: coming ? { own: (await findAnswer(app.database.read, meeting.id, person)) ?? null, action: path } : undefined,
    notice: coming ? undefined : t(meeting.cancelled_at ? 'meetings.cancelled' : 'meetings.begun'),
    calendar: coming ? `${path}/calendar.ics` : undefined,
    open: link(meetingPath(meeting.group_id, meeting.id)),
  }
  return reply.page({ title: `${meeting.group} · ${when}`, body: <AnswerPage {...page} /> })
}
