import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Scope, Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { jsonb } from '#platform/db/jsonb'
import { Conflict } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { lockPeople, type Rule } from '#people'
import { record } from '#staff'
import { stillToAsk } from '../queries.ts'
import { planDrawing, planInviting, seatMail } from '../queues.ts'
import { BOUNDS, LINK_HOLDS } from '../rules.ts'
import { db, type PlanId, type PlannedGroupId, type SeatId } from '../tables.ts'

export type NewPlan = { name: string; rule: Rule; size: number; reach: number; after?: After }
type After = { plan: PlanId; scope: Scope; made_by: string | null }

/** Asks for a plan. A job draws it; nobody in it learns of it before it is asked. */
export async function makePlan(tx: Tx, { actor, now }: Hand, { after, ...asked }: NewPlan): Promise<PlanId> {
  const id = newId()
  const scope = after?.scope ?? actor.scope('groups.plan')
  await db(tx)
    .insertInto('plan')
    .values({
      id,
      ...asked,
      rule: jsonb(asked.rule),
      scope: jsonb(scope),
      state: 'drawing',
      after_id: after?.plan ?? null,
      made_by: after ? after.made_by : actor.account,
      made_at: now,
    })
    .execute()
  enqueue(tx, planDrawing, { plan: id })
  await record(tx, { actor, now }, { action: 'add', object: 'plan', id })
  return id
}

type OfPlan = { plan: PlanId; group: PlannedGroupId }

/** Says where a group meets and what it is called, until its people decide. */
export async function changePlanned(
  tx: Tx,
  { plan, group, ...change }: OfPlan & { name: string; place_id: string },
): Promise<void> {
  await lockDrawn(tx, plan)
  await requireProposed(tx, plan, [group])
  await db(tx).updateTable('planned_group').set(change).where('id', '=', group).execute()
}

/** Takes a proposed group out of a plan: its people are left over, and asked nothing. */
export async function dropPlanned(tx: Tx, { plan, group }: OfPlan): Promise<void> {
  await lockDrawn(tx, plan)
  await requireProposed(tx, plan, [group])
  await db(tx)
    .updateTable('planned_seat')
    .set({ state: 'left', planned_group_id: null })
    .where('planned_group_id', '=', group)
    .execute()
  await db(tx).deleteFrom('planned_group').where('id', '=', group).execute()
}

/** Puts the people of one proposed group into another. Conflict when they would be more than a group has. */
export async function joinPlanned(tx: Tx, { plan, group, into }: OfPlan & { into: PlannedGroupId }): Promise<void> {
  await lockDrawn(tx, plan)
  if (group === into) throw new Conflict('planning.gone')
  await requireProposed(tx, plan, [group, into])
  const seats = await db(tx).selectFrom('planned_seat').select('id').where('planned_group_id', 'in', [group, into]).execute()
  if (seats.length > BOUNDS.max) throw new Conflict('planning.join.many')
  await db(tx).updateTable('planned_seat').set({ planned_group_id: into }).where('planned_group_id', '=', group).execute()
  await db(tx).deleteFrom('planned_group').where('id', '=', group).execute()
}

/** Invites everybody in the proposed groups of a plan. Pressed twice, it invites once. */
export async function invitePlan(tx: Tx, hand: Hand, plan: PlanId): Promise<void> {
  await lockDrawn(tx, plan)
  await db(tx)
    .updateTable('planned_group')
    .set({ state: 'inviting' })
    .where('plan_id', '=', plan)
    .where('state', '=', 'proposed')
    .execute()
  await db(tx).updateTable('plan').set({ state: 'inviting' }).where('id', '=', plan).execute()
  const { length } = await db(tx)
    .selectFrom('planned_seat')
    .select('id')
    .where('plan_id', '=', plan)
    .where('state', '=', 'proposed')
    .execute()
  enqueue(tx, planInviting, { plan })
  await record(tx, hand, { action: 'invite', object: 'plan', id: plan, count: length })
}

/** At most so many of a plan's people, in one transaction. */
type Some = { plan: PlanId; limit: number }

/**
 * Takes some more people of a plan as asked; their mails leave when all of it is. Whoever may no longer be asked since it was drawn, by another plan or by
 * what she did, is left out. Gives how many seats were looked at.
 */
export async function askSome(tx: Tx, app: App, { plan: id, limit }: Some): Promise<number> {
  const plan = await invitingPlan(tx, id)
  if (!plan) return 0
  const due = await db(tx)
    .selectFrom('planned_seat')
    .select(['id', 'person_id'])
    .where('plan_id', '=', id)
    .where('state', '=', 'proposed')
    .orderBy('person_id')
    .limit(limit)
    .execute()
  const people = due.map(({ person_id }) => person_id)
  // Held in the order of their ids: two plans that ask the same people take turns.
  await lockPeople(tx, people)
  const free = await stillToAsk(tx, app, { plan, people })
  for (const { id: seat, person_id } of due) await takeOrLeave(tx, seat, free.has(person_id))
  return due.length
}

async function takeOrLeave(tx: Tx, seat: SeatId, taken: boolean): Promise<void> {
  if (!taken) return leaveOut(tx, seat, 'proposed')
  await db(tx)
    .updateTable('planned_seat')
    .set({ state: 'invited' })
    .where('id', '=', seat)
    .where('state', '=', 'proposed')
    .execute()
}

/** Drops the groups of a plan in which fewer than three are left to be asked: they could never come about. Before any mail. */
export async function dropSmall(tx: Tx, plan: PlanId): Promise<void> {
  if (!(await invitingPlan(tx, plan))) return
  const { rows } = await sql<{ id: PlannedGroupId }>`select g.id from planned_group g
    where g.plan_id = ${plan}::uuid and g.state = 'inviting'
      and (select count(*) from planned_seat s where s.planned_group_id = g.id) < ${BOUNDS.min}`.execute(db(tx))
  if (rows.length === 0) return
  const small = rows.map(({ id }) => id)
  await db(tx).updateTable('planned_group').set({ state: 'dropped' }).where('id', 'in', small).execute()
  await db(tx)
    .updateTable('planned_seat')
    .set({ state: 'left', planned_group_id: null })
    .where('planned_group_id', 'in', small)
    .where('invited_at', 'is', null)
    .execute()
}

/** Leaves mails to some more of those who are asked. Gives to how many. */
export async function mailSome(tx: Tx, { plan, limit }: Some, now: Date): Promise<number> {
  if (!(await invitingPlan(tx, plan))) return 0
  const due = db(tx)
    .selectFrom('planned_seat')
    .select('id')
    .where('plan_id', '=', plan)
    .where('state', '=', 'invited')
    .where('invited_at', 'is', null)
    .orderBy('id')
    .limit(limit)
  const asked = await db(tx)
    .updateTable('planned_seat')
    .set({ invited_at: now })
    .where('id', 'in', due)
    .where('state', '=', 'invited')
    .returning('id')
    .execute()
  for (const { id } of asked) enqueue(tx, seatMail, { seat: id })
  return asked.length
}

/** Leaves somebody out of a plan: another asked her first, or she no longer agrees to be asked. */
export async function leaveOut(tx: Tx, seat: SeatId, state: 'proposed' | 'invited'): Promise<void> {
  await db(tx)
    .updateTable('planned_seat')
    .set({ state: 'left', planned_group_id: null })
    .where('id', '=', seat)
    .where('state', '=', state)
    .execute()
}

/** Ends invitations whose links are over: silence is an answer, and she may be asked again later. */
export async function endInvitations(tx: Tx, now: Date): Promise<void> {
  await db(tx)
    .updateTable('planned_seat')
    .set({ state: 'silent' })
    .where('state', '=', 'invited')
    .where('invited_at', '<', new Date(now.getTime() - LINK_HOLDS * 86_400_000))
    .execute()
}

/**
 * Ends a plan, and plans what is left of it anew: those who said yes and whose group did not come about, those who were never asked, and who has come into
 * the audience since. Who said no or nothing is left in peace. Gives the new plan.
 */
export async function planAgain(tx: Tx, hand: Hand, plan: PlanId): Promise<PlanId> {
  const { name, rule, size, reach, scope, made_by } = await lockPlan(tx, plan, ['inviting', 'drawn', 'empty'])
  await closePlan(tx, plan)
  // Whoever presses: it stays the plan of whose it is, and within her territory.
  return makePlan(tx, hand, { name, rule, size, reach, after: { plan, scope, made_by } })
}

/** Takes away a plan of which nobody was asked anything. */
export async function removePlan(tx: Tx, hand: Hand, plan: PlanId): Promise<void> {
  await lockPlan(tx, plan, ['drawn', 'empty', 'drawing'])
  await db(tx).deleteFrom('plan').where('id', '=', plan).execute()
  await record(tx, hand, { action: 'remove', object: 'plan', id: plan })
}

/** Groups before seats, as those who answer take them. */
async function closePlan(tx: Tx, plan: PlanId): Promise<void> {
  await db(tx)
    .updateTable('planned_group')
    .set({ state: 'dropped' })
    .where('plan_id', '=', plan)
    .where('state', 'in', ['proposed', 'inviting'])
    .execute()
  const seats = () => db(tx).updateTable('planned_seat').where('plan_id', '=', plan)
  await seats().set({ state: 'silent' }).where('state', '=', 'invited').execute()
  await seats().set({ state: 'released', agreed: null }).where('state', '=', 'accepted').execute()
  await seats().set({ state: 'left', planned_group_id: null }).where('state', '=', 'proposed').execute()
  await db(tx).updateTable('plan').set({ state: 'closed' }).where('id', '=', plan).execute()
}

type State = 'drawing' | 'drawn' | 'empty' | 'inviting' | 'closed'

/** Holds a plan. Conflict when it is no longer as whoever pressed saw it. */
async function lockPlan(tx: Tx, id: PlanId, states: State[]) {
  const plan = await db(tx).selectFrom('plan').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!plan || !states.includes(plan.state)) throw new Conflict('planning.changed')
  return plan
}

/** Holds a plan while it invites; undefined: it does not, any more. */
async function invitingPlan(tx: Tx, id: PlanId) {
  const plan = await db(tx).selectFrom('plan').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return plan?.state === 'inviting' ? plan : undefined
}

const lockDrawn = (tx: Tx, plan: PlanId) => lockPlan(tx, plan, ['drawn'])

async function requireProposed(tx: Tx, plan: PlanId, groups: PlannedGroupId[]): Promise<void> {
  const found = await db(tx)
    .selectFrom('planned_group')
    .select('id')
    .where('plan_id', '=', plan)
    .where('id', 'in', groups)
    .where('state', '=', 'proposed')
    .execute()
  if (found.length !== groups.length) throw new Conflict('planning.gone')
}
