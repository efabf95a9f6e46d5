import type { PersonId } from '#people'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from '#platform/app'
import { Conflict } from '#platform/errors'
import { formValues } from '#platform/http/forms'
import type { Routes } from '#platform/http/server'
import { dateFormat, formatNumber, type Locale } from '#platform/i18n/locales'
import { joinTexts } from '#platform/i18n/texts'
import type { FormState } from '#ui/form'
import {
  GroupParams,
  groupForOrganiser,
  groupPath,
  groupTexts,
  handOver,
  members,
  type MemberStanding,
  membersPath,
  nameFor,
  nextMeeting,
} from '../../core/index.ts'
import { requests } from '../../joining/index.ts'
import {
  figuresSince,
  firstMeetings,
  lastSeen,
  meetingPath,
  meetingsPath,
  meetingTexts,
  statsOf,
  toReport,
} from '../../meetings/index.ts'
import { isDue, unreached, visitsPath } from '../../visits/index.ts'
import { printPoster } from '../poster.ts'
import { tickStep } from '../commands.ts'
import { DeskPage } from '../desk.page.tsx'
import { deskPath, tasksPath } from '../paths.ts'
import { cameSince, tasks, tickedSteps } from '../queries.ts'
import { firstSteps } from '../rules.ts'
import { HandOverForm, StepForm, StepParams } from '../schema.ts'
import { type T, texts } from '../texts.ts'
import { noteOf } from './tasks.tsx'

const config = { permission: 'signed-in' } as const
const deskTexts = joinTexts([groupTexts, texts])
const DAY = 86_400_000
/** Days that the figures of the desk look back, and those for which a meeting can still be reported. */
const BACK = 90
const REPORTED_WITHIN = 30
const SHOWN = 5

/** The desk of a group's organisers. */
export const deskRoutes: Routes = (app: App) => async (server) => {
  const { transact } = app.database

  server.get('/groups/:group/desk', { config, schema: { params: GroupParams, hide: true } }, async (request, reply) =>
    showDesk(app, reply, await groupForOrganiser(app, request)),
  )

  server.get(
    '/groups/:group/desk/poster.pdf',
    { config, schema: { params: GroupParams, hide: true } },
    async (request, reply) => {
      const { group } = await groupForOrganiser(app, request)
      return reply
        .type('application/pdf')
        .header('cache-control', 'private, no-store')
        .send(await printPoster(posterOf(app, request, group)))
    },
  )

  server.post(
    '/groups/:group/desk/steps/:step',
    { config, schema: { params: StepParams, body: StepForm, hide: true } },
    async (request, reply) => {
      const { group } = await groupForOrganiser(app, request)
      const ticking = { group: group.id, step: request.params.step, done: request.body.done === 'yes' }
      await transact((tx) => tickStep(tx, ticking, app.now()))
      return reply.back(deskPath(group.id), 'saved')
    },
  )

  server.post(
    '/groups/:group/desk/hand-over',
    { config, schema: { params: GroupParams, body: HandOverForm, hide: true } },
    async (request, reply) => {
      const standing = await groupForOrganiser(app, request)
      const { group, person } = standing
      try {
        await transact((tx) => handOver(tx, { group: group.id, from: person, to: request.body.to }))
      } catch (error) {
        if (!(error instanceof Conflict)) throw error
        const form = { values: formValues(request.body), errors: {}, notice: error.key }
        return showDesk(app, reply.code(409), { ...standing, form })
      }
      return reply.back(membersPath(group.id), 'done')
    },
  )
}

/** The group as its public page has it, for paper. */
function posterOf(app: App, { locale, link }: FastifyRequest, group: Group) {
  const t = texts.in(locale)
  const { name: movement } = app.movement.current
  const url = app.config.publicUrl + link(groupPath(group.id))
  const meets = nextMeeting(locale, group, app.now())
  const lines = [group.town, group.habits, meets && t('desk.next', { at: meets }), t('desk.poster.welcome')]
  const shown = url.replace(/^https?:\/\//, '')
  return {
    locale,
    movement,
    title: group.name,
    lines: lines.filter((line) => typeof line === 'string'),
    url,
    scan: t('desk.poster.scan'),
    shown,
  }
}

/** All that the desk shows: the same number of queries, whatever the group did. */
async function deskOf(app: App, { id }: { id: string }) {
  const { read } = app.database
  const now = app.now()
  const since = new Date(now.getTime() - BACK * DAY)
  const [people, asking, reports, visiting, doing, ticked, figures, seen, came, first] = await Promise.all([
    members(read, id),
    requests(read, id),
    toReport(read, id, { now, since: new Date(now.getTime() - REPORTED_WITHIN * DAY) }),
    unreached(read, id, now),
    tasks(read, id, now),
    tickedSteps(read, id),
    figuresSince(read, id, since),
    lastSeen(read, id),
    cameSince(read, id, since),
    firstMeetings(read, id),
  ])
  const due = visiting.filter((one) => isDue(one, now)).length
  return {
    people,
    asking: asking.length,
    reports,
    due,
    doing,
    ticked,
    figures,
    seen: new Map(seen.map((one) => [one.person_id, one.seen])),
    came,
    first,
  }
}

async function showDesk(
  app: App,
  reply: FastifyReply,
  { group, person, role, form = { values: {}, errors: {} } }: MemberStanding & { form?: FormState },
) {
  const { request } = reply
  const { locale, link } = request
  const t = deskTexts.in(locale)
  const found = await deskOf(app, group)
  const path = link(groupPath(group.id))
  const meets = nextMeeting(locale, group, app.now())
  const steps = firstSteps({ ...group, meets: found.first.set, reported: found.first.reported, ticked: found.ticked })
  const page = {
    t,
    locale,
    name: group.name,
    lead: meets ? t('desk.next', { at: meets }) : t('desk.next-none'),
    tabs: [
      { href: link(membersPath(group.id)), text: t('desk.members'), daily: true },
      ...app
        .tabsOf('group', role)
        .flatMap(({ path: tab, text, daily }) => (tab === '/desk' ? [] : [{ href: path + tab, text: text(locale), daily }])),
    ],
    waiting: waitingOf(group, found, { t, link }),
    tasks: found.doing
      .slice(0, SHOWN)
      .map((task) => ({ key: task.id, text: task.words, note: noteOf(task, { t, locale, reader: { person, role } }) })),
    allTasks: link(tasksPath(group.id)),
    steps: steps.map(({ step, done, ticked }) => ({
      id: step,
      text: t(`desk.step-${step}`),
      done,
      action: ticked ? `${link(deskPath(group.id))}/steps/${step}` : undefined,
      help: step === 'poster' ? { href: `${link(deskPath(group.id))}/poster.pdf`, text: t('desk.poster.print') } : undefined,
    })),
    stats: [
      { label: t('desk.stats-came', { n: found.came }), value: formatNumber(locale, found.came) },
      ...statsOf(found.figures, meetingTexts.in(locale), locale),
    ],
    seen: seenOf(found, { t, locale, person, zone: group.time_zone }),
    handing: {
      action: `${link(deskPath(group.id))}/hand-over`,
      form,
      options: found.people
        .filter((one) => one.person_id !== person && one.role === 'member')
        .map((one) => ({ value: one.person_id, text: nameFor({ person, role }, one) })),
    },
  }
  return reply.page({ title: t('desk.title', { name: group.name }), body: <DeskPage {...page} /> })
}

type Found = Awaited<ReturnType<typeof deskOf>>
type Group = MemberStanding['group']

/** What an organiser should do next, the most pressing first. */
function waitingOf(group: Group, { asking, reports, due }: Found, { t, link }: { t: T; link: (path: string) => string }) {
  const at = (path: string) => link(groupPath(group.id)) + path
  const [report] = reports
  const all = [
    group.over_since && { key: 'split', text: t('desk.wait.split'), href: at('/split') },
    asking > 0 && { key: 'asking', text: t('desk.wait.asking', { n: asking }), href: link(membersPath(group.id)) },
    report && { key: 'report', text: t('desk.wait.report'), href: `${link(meetingPath(group.id, report.id))}/report` },
    !group.next_meeting_at && { key: 'meeting', text: t('desk.wait.meeting'), href: link(meetingsPath(group.id)) },
    !group.description && { key: 'words', text: t('desk.wait.words'), href: `${at('/settings')}#field-description` },
    due > 0 && { key: 'visits', text: t('desk.wait.visits', { n: due }), href: link(visitsPath(group.id)) },
    group.organisers < 2 && group.size > 1 && { key: 'second', text: t('desk.wait.second'), href: link(membersPath(group.id)) },
    group.size < 3 && { key: 'small', text: t('desk.wait.small'), href: at('/neighbours') },
  ]
  return all.filter((one) => typeof one === 'object' && one !== null)
}

/** When each member was last at a meeting; who was not seen for longest stands first. */
function seenOf({ people, seen }: Found, { t, locale, person, zone }: { t: T; locale: Locale; person: PersonId; zone: string }) {
  const day = dateFormat(locale, { dateStyle: 'long', timeZone: zone })
  const sorted = people.toSorted((a, b) => (seen.get(a.person_id)?.getTime() ?? 0) - (seen.get(b.person_id)?.getTime() ?? 0))
  return sorted.map((one) => {
    const last = seen.get(one.person_id)
    return {
      key: one.person_id,
      name: nameFor({ person, role: 'organiser' }, one),
      organiser: one.role === 'organiser',
      when: last ? t('desk.seen-on', { day: day.format(last) }) : t('desk.seen-never'),
    }
  })
}
