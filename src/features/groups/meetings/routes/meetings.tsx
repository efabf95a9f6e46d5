import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { Conflict, Invalid } from '#platform/errors'
import { fieldErrors, formValues } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { httpTexts } from '#platform/http/texts'
import { dateFormat } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import {
  GroupParams,
  findMembership,
  groupForNewcomer,
  groupForOrganiser,
  type MemberStanding,
  membersPath,
} from '../../core/index.ts'
import { setMeeting } from '../commands/set.ts'
import { momentOf, settingOf, statsOf } from '../describing.ts'
import { MeetingsPage } from '../meetings.page.tsx'
import { meetingPath, meetingsPath } from '../paths.ts'
import { figuresSince, type MeetingInList, meetingsBefore, meetingsToCome } from '../queries.ts'
import { MOST_TO_COME } from '../rules.ts'
import { MeetingForm, MeetingsQuery, momentOrNone } from '../schema.ts'
import { type T, texts } from '../texts.ts'

const config = { permission: 'signed-in' } as const
const formTexts = joinTexts([httpTexts, texts])
const SHOWN = 20
const YEAR = 365 * 86_400_000

/** When a group meets: for its members; set by its organisers. */
export const meetingsRoutes: Routes = (app: App) => async (server) => {
  server.get(
    '/groups/:group/meetings',
    { config, schema: { params: GroupParams, querystring: MeetingsQuery, hide: true } },
    async (request, reply) =>
      showMeetings(app, reply, { ...(await groupForNewcomer(app, request)), before: request.query.before }),
  )

  server.post(
    '/groups/:group/meetings',
    { config, schema: { params: GroupParams, body: MeetingForm, hide: true }, attachValidation: true },
    async (request, reply) => {
      const standing = await groupForOrganiser(app, request)
      const { group, person } = standing
      const again = (code: number, errors: Record<string, string>, notice?: string) =>
        showMeetings(app, reply.code(code), {
          ...standing,
          form: { values: formValues(request.body), errors, ...(notice ? { notice } : {}) },
        })
      if (request.validationError) return again(422, fieldErrors(request.validationError))
      const setting = settingOf(request.body, group.time_zone)
      if (!setting) return again(422, { day: 'meetings.when.none' })
      const now = app.now()
      try {
        const id = await app.database.transact((tx) => setMeeting(tx, { group: group.id, by: person, ...setting }, now))
        const path = meetingPath(group.id, id)
        return reply.back(setting.starts_at > now ? meetingsPath(group.id) : `${path}/report`, 'added')
      } catch (error) {
        if (error instanceof Invalid) return again(422, error.fields)
        if (error instanceof Conflict) return again(409, {}, error.key)
        throw error
      }
    },
  )
}

type Shown = MemberStanding & { before?: string | undefined; form?: FormState }

async function showMeetings(app: App, reply: FastifyReply, { group, person, role, newUntil, before, form }: Shown) {
  const { locale, link } = reply.request
  const { read } = app.database
  const t = formTexts.in(locale)
  const now = app.now()
  const { joined_at, line_since } = (await findMembership(read, group.id, person))!
  const reading = { group: group.id, person, since: line_since ?? joined_at, now, limit: SHOWN }
  const [coming, past, figures] = await Promise.all([
    meetingsToCome(read, { ...reading, limit: MOST_TO_COME }),
    newUntil ? [] : meetingsBefore(read, { ...reading, before: momentOrNone(before) }),
    figuresSince(read, group.id, new Date(now.getTime() - YEAR)),
  ])
  const last = past.at(-1)
  const path = link(meetingsPath(group.id))
  const page = {
    t,
    locale,
    name: group.name,
    coming: coming.map((meeting) => ({
      id: meeting.id,
      when: momentOf(locale, { ...meeting, time_zone: group.time_zone }),
      where: meeting.place ?? group.address ?? group.town,
      coming: t('meetings.coming', { n: meeting.coming }),
      href: link(meetingPath(group.id, meeting.id)),
      answer: { own: meeting.own_answer, action: `${link(meetingPath(group.id, meeting.id))}/answer` },
    })),
    stats: statsOf(figures, t, locale),
    past: past.map((meeting) => ({
      key: meeting.id,
      when: dateFormat(locale, { dateStyle: 'long', timeZone: group.time_zone }).format(meeting.starts_at),
      said: saidOf(meeting, t),
      own: meeting.own_present ? t('meetings.own-present') : undefined,
      href: meeting.group_id === group.id ? link(meetingPath(group.id, meeting.id)) : undefined,
      report:
        role === 'organiser' && meeting.group_id === group.id && !meeting.reported_at
          ? `${link(meetingPath(group.id, meeting.id))}/report`
          : undefined,
    })),
    older: past.length === SHOWN && last ? `${path}?before=${encodeURIComponent(last.starts_at.toISOString())}` : undefined,
    setting: role === 'organiser' ? { action: path, form: form ?? { values: {}, errors: {} } } : undefined,
    back: link(membersPath(group.id)),
  }
  return reply.page({ title: t('meetings.title', { name: group.name }), body: <MeetingsPage {...page} /> })
}

function saidOf({ reported_at, present, guests, doors, met, done }: MeetingInList, t: T): string[] {
  if (!reported_at) return [t('meetings.not-reported')]
  const figures = [
    t('meetings.said.present', { n: present + (guests ?? 0) }),
    ...(doors ? [t('meetings.said.doors', { n: doors })] : []),
    ...(met ? [t('meetings.said.met', { n: met })] : []),
  ]
  return [figures.join(' · '), ...(done ? [done] : [])]
}
