import { sql } from 'kysely'
import type { Actor, Scope } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict, Denied } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { type Rule, selectedBy } from '#audiences'
import { pairsBecause, REVERSIBLE_FOR, type Reason } from '#duplicates'
import { record, useApproval } from '#staff'
import type { ActRecord } from './queries.ts'
import { bulkRun } from './queues.ts'
import { BEGIN_WITHIN, MOST_PAIRS, PERMISSION, takesTwo } from './rules.ts'
import { type ActId, db, type Kind } from './tables.ts'

type Hand = { actor: Actor; now: Date }

/** Asks to erase whom a rule selects now within a territory. Conflict when that is nobody. */
export async function askErasure(
  tx: Tx,
  hand: Hand,
  { name, rule, scope }: { name: string; rule: Rule; scope: Scope },
): Promise<ActId> {
  const condition = await selectedBy(tx, rule, scope)
  return ask(
    tx,
    hand,
    { kind: 'erase', about: name, rule, scope },
    (id) =>
      sql`insert into bulk_target (act_id, n, person_id)
      select ${id}, row_number() over (order by person.id), person.id from person where ${condition}`,
  )
}

/** Asks to merge the pairs that may be one for a reason, within a territory. Conflict when there are none. */
export async function askMerges(tx: Tx, hand: Hand, { reason, scope }: { reason: Reason; scope: Scope }): Promise<ActId> {
  const pairs = await pairsBecause(tx, reason, scope, MOST_PAIRS)
  return ask(
    tx,
    hand,
    { kind: 'merge', about: reason, rule: null, scope },
    (id) =>
      sql`insert into bulk_target (act_id, n, person_id, other_id)
      select ${id}, n, a, b from unnest(${pairs.map(({ a }) => a)}::uuid[], ${pairs.map(({ b }) => b)}::uuid[]) with ordinality as pair (a, b, n)`,
  )
}

type Asked = { kind: Kind; about: string; rule: Rule | null; scope: Scope }

async function ask(
  tx: Tx,
  { actor, now }: Hand,
  { rule, scope, ...asked }: Asked,
  select: (id: ActId) => ReturnType<typeof sql>,
): Promise<ActId> {
  const id = newId()
  const state = { state: 'asked' as const, asked_by: actor.account, asked_at: now, begun_at: null }
  await db(tx)
    .insertInto('bulk_act')
    .values({
      id,
      ...asked,
      ...state,
      rule: rule && (JSON.stringify(rule) as never),
      scope: JSON.stringify(scope) as never,
      targets: 1,
      done: 0,
      left_alone: 0,
    })
    .execute()
  const { numAffectedRows: targets = 0n } = await select(id).execute(db(tx))
  if (targets === 0n) throw new Conflict(`bulk.${asked.kind}.nobody`)
  await db(tx)
    .updateTable('bulk_act')
    .set({ targets: Number(targets) })
    .where('id', '=', id)
    .execute()
  await record(tx, actor, { action: 'ask', object: `bulk.${asked.kind}`, id, count: Number(targets) }, now)
  return id
}

/** Begins an act: whoever asked for it, once, within a day, with a second person's approval where it takes one. */
export async function beginAct(tx: Tx, { actor, now }: Hand, id: ActId): Promise<void> {
  const act = await move(tx, id, 'asked', { state: 'waiting', begun_at: now })
  if (act.asked_by !== actor.account || !stillHolds(actor.scope(PERMISSION[act.kind]), act.scope))
    throw new Denied('error.denied')
  if (now.getTime() - act.asked_at.getTime() > BEGIN_WITHIN) throw new Conflict('bulk.late')
  if (takesTwo(act)) await useApproval(tx, actor, { kind: act.kind, subject: id }, now)
  enqueue(tx, bulkRun, { act: id })
  await record(tx, actor, { action: 'begin', object: `bulk.${act.kind}`, id, count: act.targets }, now)
}

const stillHolds = (now: Scope, then: Scope) =>
  now === 'everywhere' || (then !== 'everywhere' && then.every((area) => now.includes(area)))

/** Begins to take all merges of an act back. */
export async function undoAct(tx: Tx, { actor, now }: Hand, id: ActId): Promise<void> {
  const act = await move(tx, id, 'done', { state: 'undoing' })
  actor.scope(PERMISSION.merge)
  const late = now.getTime() - act.begun_at!.getTime() > REVERSIBLE_FOR
  if (act.kind !== 'merge' || act.asked_by !== actor.account || late) throw new Conflict('bulk.late')
  enqueue(tx, bulkRun, { act: id })
  await record(tx, actor, { action: 'undo', object: 'bulk.merge', id, count: act.done }, now)
}

/** Moves an act on. Conflict when somebody did already. */
async function move(
  tx: Tx,
  id: ActId,
  from: ActRecord['state'],
  to: Partial<Pick<ActRecord, 'state' | 'begun_at'>>,
): Promise<ActRecord> {
  const act = await db(tx)
    .updateTable('bulk_act')
    .set(to)
    .where('id', '=', id)
    .where('state', '=', from)
    .returningAll()
    .executeTakeFirst()
  if (!act) throw new Conflict('bulk.begun')
  return act
}

/** Forgets acts that nobody began in time, with their targets. */
export async function forgetActs(tx: Tx, now: Date): Promise<void> {
  await db(tx)
    .deleteFrom('bulk_act')
    .where('state', '=', 'asked')
    .where('asked_at', '<', new Date(now.getTime() - 2 * BEGIN_WITHIN))
    .execute()
}
