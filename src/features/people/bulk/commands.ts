import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Actor, Scope, Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { jsonb } from '#platform/db/jsonb'
import { Conflict, Denied } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { frozen, type Rule } from '../audiences/index.ts'
import { pairsBecause, REVERSIBLE_FOR, type Reason } from '../duplicates/index.ts'
import { askApproval, record, useApproval, withdrawApprovals } from '#staff'
import { gatherSome } from './gathering.ts'
import { type ActRecord, findAct, openActs } from './queries.ts'
import { bulkRun } from './queues.ts'
import { BEGIN_WITHIN, MOST_OPEN, MOST_PAIRS, PERMISSION, takesTwo } from './rules.ts'
import { type ActId, db } from './tables.ts'

/** Asks to erase whom a rule selects now within a territory; a job goes on writing down a large number. Conflict when that is nobody. */
export async function askErasure(
  tx: Tx,
  app: App,
  { actor, name, rule, scope }: { actor: Actor; name: string; rule: Rule; scope: Scope },
): Promise<ActId> {
  const hand = { actor, now: app.now() }
  const act = await ask(tx, hand, { kind: 'erase', about: name, rule: await frozen(tx, rule), scope })
  if (await gatherSome(tx, app, act)) enqueue(tx, bulkRun, { act: act.id })
  return asked(tx, hand, act)
}

/** Asks to merge the pairs that may be one for a reason, within a territory. Conflict when there are none. */
export async function askMerges(tx: Tx, hand: Hand, { reason, scope }: { reason: Reason; scope: Scope }): Promise<ActId> {
  const act = await ask(tx, hand, { kind: 'merge', about: reason, rule: null, scope })
  const pairs = await pairsBecause(tx, { reason, scope }, MOST_PAIRS)
  await sql`insert into bulk_target (act_id, n, person_id, other_id)
    select ${act.id}, n, a, b from unnest(${pairs.map(({ a }) => a)}::uuid[], ${pairs.map(({ b }) => b)}::uuid[])
      with ordinality as pair (a, b, n)`.execute(db(tx))
  if (pairs.length > 0) await move(tx, { id: act.id, from: ['gathering'] }, { state: 'asked', targets: pairs.length })
  return asked(tx, hand, act)
}

type Asking = Pick<ActRecord, 'kind' | 'about' | 'rule' | 'scope'>

async function ask(tx: Tx, { actor, now }: Hand, asking: Asking): Promise<ActRecord> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`bulk ${actor.account}`}, 0))`.execute(db(tx))
  if ((await openActs(tx, actor.account!)) >= MOST_OPEN) throw new Conflict('bulk.many')
  return db(tx)
    .insertInto('bulk_act')
    .values({
      ...asking,
      id: newId(),
      rule: asking.rule && jsonb(asking.rule),
      scope: jsonb(asking.scope),
      targets: 0,
      state: 'gathering',
      done: 0,
      left_alone: 0,
      asked_by: actor.account!,
      asked_at: now,
      begun_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow()
}

/** Notes that it was asked for, unless nobody is concerned. */
async function asked(tx: Tx, hand: Hand, { id, kind }: ActRecord): Promise<ActId> {
  const act = await findAct(tx, id)
  if (act!.targets === 0) throw new Conflict(`bulk.${kind}.nobody`)
  await record(tx, hand, { action: 'ask', object: `bulk.${kind}`, id, count: act!.targets })
  return id
}

/** Asks a second person to allow an act whose targets are all written down. */
export async function askSecond(
  tx: Tx,
  hand: Hand,
  { id, ...asking }: { id: ActId; about: string; reason: string; path: string },
) {
  const act = await move(tx, { id, from: ['asked'] }, { begun_at: null })
  await askApproval(tx, hand, { kind: act.kind, subject: id, ...asking })
}

/** Begins an act: whoever asked for it, once, within a day, with a second person's approval where it takes one. */
export async function beginAct(tx: Tx, { actor, now }: Hand, id: ActId): Promise<void> {
  const act = await move(tx, { id, from: ['asked'] }, { state: 'waiting', begun_at: now })
  if (act.asked_by !== actor.account || !stillHolds(actor.scope(PERMISSION[act.kind]), act.scope))
    throw new Denied('error.denied')
  if (now.getTime() - act.asked_at.getTime() > BEGIN_WITHIN) throw new Conflict('bulk.late')
  if (takesTwo(act)) await useApproval(tx, { actor, now }, { kind: act.kind, subject: id })
  enqueue(tx, bulkRun, { act: id })
  await record(tx, { actor, now }, { action: 'begin', object: `bulk.${act.kind}`, id, count: act.targets })
}

const stillHolds = (now: Scope, then: Scope) =>
  now === 'everywhere' || (then !== 'everywhere' && then.every((area) => now.includes(area)))

/** Begins to take all merges of an act back. */
export async function undoAct(tx: Tx, { actor, now }: Hand, id: ActId): Promise<void> {
  const act = await move(tx, { id, from: ['done'] }, { state: 'undoing' })
  actor.scope(PERMISSION.merge)
  const late = now.getTime() - act.begun_at!.getTime() > REVERSIBLE_FOR
  if (act.kind !== 'merge' || act.asked_by !== actor.account || late) throw new Conflict('bulk.late')
  enqueue(tx, bulkRun, { act: id })
  await record(tx, { actor, now }, { action: 'undo', object: 'bulk.merge', id, count: act.done })
}

/** Moves an act on. Conflict when somebody did already. */
async function move(
  tx: Tx,
  { id, from }: { id: ActId; from: ActRecord['state'][] },
  to: Partial<Pick<ActRecord, 'state' | 'begun_at' | 'targets'>>,
): Promise<ActRecord> {
  const act = await db(tx)
    .updateTable('bulk_act')
    .set(to)
    .where('id', '=', id)
    .where('state', 'in', from)
    .returningAll()
    .executeTakeFirst()
  if (!act) throw new Conflict('bulk.begun')
  return act
}

/** Gives up what was asked for and not begun; the people written down for it go with it. */
export async function dropAct(tx: Tx, { actor, now }: Hand, id: ActId): Promise<void> {
  const act = await move(tx, { id, from: ['gathering', 'asked'] }, { begun_at: null })
  if (act.asked_by !== actor.account) throw new Denied('error.denied')
  await withdrawApprovals(tx, { kind: act.kind, subject: id })
  await db(tx).deleteFrom('bulk_act').where('id', '=', id).execute()
  await record(tx, { actor, now }, { action: 'remove', object: `bulk.${act.kind}`, id, count: act.targets })
}

/** Forgets acts that nobody began in time, with their targets. */
export async function forgetActs(tx: Tx, now: Date): Promise<void> {
  await db(tx)
    .deleteFrom('bulk_act')
    .where('state', 'in', ['gathering', 'asked'])
    .where('asked_at', '<', new Date(now.getTime() - 2 * BEGIN_WITHIN))
    .execute()
}
