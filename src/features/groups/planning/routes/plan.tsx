import type { FastifyReply } from 'fastify'
import type { App } from '#platform/app'
import { entriesIn } from '#platform/named'
import type { Words } from '#platform/i18n/texts'
import { handOf } from '#platform/http/asked'
import { Conflict } from '#platform/errors'
import type { Routes } from '#platform/http/server'
import { formatNumber } from '#platform/i18n/locales'
import { planFor } from '../access.ts'
import { invitePlan, planAgain, removePlan } from '../commands/plan.ts'
import { InvitePlanPage, PlanPage } from '../plans.page.tsx'
import { homes, type PlannedGroupInList, plannedGroups, type PlanRecord, seatsByState } from '../queries.ts'
import { MOST_PLANNED } from '../rules.ts'
import { PlanParams } from '../schema.ts'
import { type T, texts } from '../texts.ts'

const config = { permission: 'groups.plan' } as const
/** Seconds after which the page of a plan under way asks again. */
const ASK_AGAIN = 2

/** One plan: how far it is, what it proposes, what people answered; and what is done with it. */
export const planRoutes: Routes = (app: App) => async (server) => {
  const { read, transact } = app.database
  const schema = { params: PlanParams, hide: true }

  server.get('/staff/plans/:plan', { config, schema }, async (request, reply) =>
    showPlan(app, reply, await planFor(app, request)),
  )

  server.get('/staff/plans/:plan/invitation', { config, schema }, async (request, reply) => {
    const plan = await planFor(app, request)
    const t = texts.in(request.locale)
    const [groups, seats] = await Promise.all([plannedGroups(read, plan.id), seatsByState(read, plan.id)])
    const path = request.link(`/staff/plans/${plan.id}`)
    const n = seats.get('proposed') ?? 0
    const says = [
      t('planning.invite-says', { n, groups: groups.length }),
      t('planning.invite-names'),
      t('planning.invite-once'),
      t('planning.invite-founded'),
    ]
    const title = t('planning.invite-title', { n })
    return reply.page({ title, body: <InvitePlanPage {...{ t, title, says, action: `${path}/invitation`, back: path }} /> })
  })

  server.post('/staff/plans/:plan/invitation', { config, schema }, async (request, reply) => {
    const { id } = await planFor(app, request)
    return orAsItIs(reply, id, async () => {
      await transact((tx) => invitePlan(tx, handOf(app, request), id))
      return reply.back(`/staff/plans/${id}`, 'begun')
    })
  })

  server.post('/staff/plans/:plan/again', { config, schema }, async (request, reply) => {
    const { id } = await planFor(app, request)
    return orAsItIs(reply, id, async () => {
      const next = await transact((tx) => planAgain(tx, handOf(app, request), id))
      return reply.back(`/staff/plans/${next}`, 'begun')
    })
  })

  server.post('/staff/plans/:plan/removal', { config, schema }, async (request, reply) => {
    const { id } = await planFor(app, request)
    await transact((tx) => removePlan(tx, handOf(app, request), id))
    return reply.back('/staff/plans', 'removed')
  })
}

/** Pressed twice, or by two: whoever comes second sees the plan as it is now. */
async function orAsItIs(reply: FastifyReply, plan: string, act: () => Promise<FastifyReply>): Promise<FastifyReply> {
  try {
    return await act()
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    return reply.redirect(reply.request.link(`/staff/plans/${plan}`), 303)
  }
}

async function showPlan(app: App, reply: FastifyReply, plan: PlanRecord) {
  const { locale, link } = reply.request
  const { read } = app.database
  const t = texts.in(locale)
  const [groups, seats, towns] = await Promise.all([
    plannedGroups(read, plan.id),
    seatsByState(read, plan.id),
    homes(read, plan.id),
  ])
  const path = link(`/staff/plans/${plan.id}`)
  const working = plan.state === 'drawing' || (plan.state === 'inviting' && seats.has('proposed'))
  if (working) reply.header('refresh', String(ASK_AGAIN))
  const drawn = plan.state === 'drawn'
  const page = {
    t,
    name: plan.name,
    lead: t('planning.asked-for', { size: plan.size, reach: plan.reach }),
    path,
    working: working ? workingOf(plan, seats, { t, locale }) : undefined,
    notice: noticeOf(plan, t),
    cut: plan.people >= MOST_PLANNED ? t('planning.cut', { n: MOST_PLANNED }) : undefined,
    stats: plan.state === 'drawing' ? [] : statsOf(groups, seats, { t, locale }),
    map: groups.length > 0 ? mapOf(groups, towns, t) : undefined,
    groups: groups.map((group) => lineOf(group, { t, locale, href: hrefOf(group, { path, link, drawn }) })),
    acts: {
      invite: drawn ? `${path}/invitation` : undefined,
      again: ['drawn', 'inviting', 'empty'].includes(plan.state),
      remove: ['drawing', 'drawn', 'empty'].includes(plan.state),
    },
    after: plan.after_id ? link(`/staff/plans/${plan.after_id}`) : undefined,
    back: link('/staff/plans'),
  }
  return reply.page({ title: plan.name, body: <PlanPage {...page} /> })
}

type Seats = Map<string, number>

function workingOf({ state, people, done }: PlanRecord, seats: Seats, { t, locale }: Words<T>) {
  const waiting = seats.get('proposed') ?? 0
  const all = [...seats.values()].reduce((sum, n) => sum + n, 0)
  const [value, most] = state === 'drawing' ? [done, people] : [all - waiting, all]
  const said = { done: formatNumber(locale, value), all: formatNumber(locale, most) }
  return { value, most, label: t(state === 'drawing' ? 'planning.drawing' : 'planning.inviting', said) }
}

function noticeOf({ state }: PlanRecord, t: T): string | undefined {
  if (state === 'empty') return t('planning.empty')
  if (state === 'drawn') return t('planning.look')
  return state === 'closed' ? t('planning.closed') : undefined
}

function statsOf(groups: PlannedGroupInList[], seats: Seats, { t, locale }: Words<T>) {
  const sum = (of: 'people' | 'mean_km') =>
    groups.reduce((total, one) => total + (of === 'mean_km' ? one.mean_km * one.people : one.people), 0)
  const people = sum('people')
  const figures = {
    groups: groups.length,
    planned: people,
    km: people > 0 ? Math.round((10 * sum('mean_km')) / people) / 10 : 0,
    left: seats.get('left') ?? 0,
    invited:
      (seats.get('invited') ?? 0) + (seats.get('accepted') ?? 0) + (seats.get('placed') ?? 0) + (seats.get('declined') ?? 0),
    yes: (seats.get('accepted') ?? 0) + (seats.get('placed') ?? 0),
    founded: groups.filter(({ state }) => state === 'founded').length,
  }
  return entriesIn(figures)
    .filter(([, n]) => n > 0)
    .map(([name, n]) => ({ label: t(`planning.stat-${name}`, { n }), value: formatNumber(locale, n) }))
}

type Home = Awaited<ReturnType<typeof homes>>[number]

/** People where they live, groups where they would meet. */
function mapOf(groups: PlannedGroupInList[], towns: Home[], t: T) {
  const dots = towns.map(({ lng, lat, n, left }) => ({ lng, lat, n, tone: left ? ('second' as const) : ('first' as const) }))
  const marks = groups.map(({ lng, lat, name }) => ({ lng, lat, n: 1, tone: 'mark' as const, label: name }))
  return { dots: [...dots, ...marks], summary: t('planning.map', { groups: groups.length, towns: towns.length }) }
}

/** A group that is there leads to its desk, one that is only proposed to where it is adjusted. */
function hrefOf(
  { id, group_id }: PlannedGroupInList,
  { path, link, drawn }: { path: string; link: (path: string) => string; drawn: boolean },
): string | undefined {
  if (group_id) return link(`/staff/groups/${group_id}`)
  return drawn ? `${path}/groups/${id}` : undefined
}

function lineOf(group: PlannedGroupInList, { t, locale, href }: Words<T> & { href: string | undefined }) {
  const km = (value: number) => t('planning.km', { km: formatNumber(locale, Math.round(value)) })
  const asked = group.state !== 'proposed'
  return {
    id: group.id,
    href,
    name: group.name,
    cells: [
      [group.town, group.department_id?.slice(3)].filter(Boolean).join(' '),
      formatNumber(locale, group.people),
      km(group.mean_km),
      km(group.far_km),
      asked ? t('planning.answers', { yes: group.accepted + group.placed, no: group.declined, open: group.invited }) : '',
    ],
    badges: [
      t(`planning.group-${group.state === 'dropped' ? 'proposed' : group.state}`),
      ...(asked && group.state !== 'founded' && group.accepted >= 3 && group.organisers === 0
        ? [t('planning.nobody-leads')]
        : []),
    ],
  }
}
