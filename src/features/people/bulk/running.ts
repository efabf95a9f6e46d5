import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { codeOf, Conflict } from '#platform/errors'
import { emit } from '#platform/jobs/queue'
import { leaveBatch, mayStillMerge, merge, mergesOf, REVERSIBLE_FOR, undoMerge } from '../duplicates/index.ts'
import { erasePerson, lockPeople, ownMailboxesOf, personErased, type PersonId } from '../core/index.ts'
import { erasing } from '../addresses/index.ts'
import { record } from '#staff'
import { gatherSome } from './gathering.ts'
import { type ActRecord, findAct, nextToErase } from './queries.ts'
import { type ActId, db } from './tables.ts'

/** Targets of one transaction: short enough that nobody waits for it. A merge writes its own line of the journal, so it stands alone. */
const CHUNK = { erase: 50, merge: 1 }

/** Does an act, or takes it back, a few targets at a time, until it is done. A worker that died goes on where it was. */
export async function runAct(app: App, id: ActId): Promise<void> {
  for (;;) {
    // Before the people themselves: whoever dies in between finds them here again, and their accounts gone.
    for (const mailbox of await ownMailboxesOf(app.database.read, await nextToErase(app.database.read, id, CHUNK.erase)))
      await app.auth.removeIdle(mailbox)
    if (!(await step(app, id))) return
  }
}

/** One transaction of an act. Whether there is more to do. */
async function step(app: App, id: ActId): Promise<boolean> {
  const act = await findAct(app.database.read, id)
  const next: Partial<Record<ActRecord['state'], Work>> = {
    gathering: gatherNext,
    waiting: act?.kind === 'erase' ? eraseSome : mergeNext,
  }
  const work = act && next[act.state]
  if (work) return app.database.transact((tx) => inTurn(tx, act, (act) => work(tx, app, act)))
  return act?.state === 'undoing' ? undoNext(app, act) : false
}

type Work = (tx: Tx, app: App, act: ActRecord) => Promise<boolean>

/** Two workers on one act take turns; whoever comes when it is done does nothing. */
async function inTurn(tx: Tx, { id, state }: ActRecord, work: (act: ActRecord) => Promise<boolean>): Promise<boolean> {
  const act = await db(tx).selectFrom('bulk_act').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  return act?.state === state ? work(act) : false
}

/** Writes the next people down; when all are, the journal says how many they came to. */
async function gatherNext(tx: Tx, app: App, act: ActRecord): Promise<boolean> {
  if (await gatherSome(tx, app, act)) return true
  const { targets } = (await findAct(tx, act.id))!
  await record(tx, { actor: byOf(act), now: app.now() }, { action: 'ask', object: 'bulk.erase', id: act.id, count: targets })
  return false
}

type Found = { n: number; person_id: PersonId; other_id: PersonId | null }

/** The next targets, their people locked. */
async function nextTargets(tx: Tx, act: ActRecord): Promise<Found[]> {
  const found = await db(tx)
    .selectFrom('bulk_target')
    .select(['n', 'person_id', 'other_id'])
    .where('act_id', '=', act.id)
    .orderBy('n')
    .limit(CHUNK[act.kind])
    .execute()
  await lockPeople(
    tx,
    found.flatMap(({ person_id, other_id }) => [person_id, ...(other_id ? [other_id] : [])]),
  )
  return found
}

async function eraseSome(tx: Tx, app: App, act: ActRecord): Promise<boolean> {
  const found = await nextTargets(tx, act)
  const people = await untouched(
    tx,
    found.map(({ person_id }) => person_id),
    act.asked_at,
  )
  const now = app.now()
  for (const person of people) await erasePerson(tx, { person, now, ...erasing(app), reason: 'staff' })
  await count(tx, act, { found, done: people.length })
  if (people.length > 0)
    await record(
      tx,
      { actor: byOf(act), now },
      { action: 'erase', object: 'person', id: act.id, count: people.length, reason: 'bulk' },
    )
  return found.length > 0
}

/** Of people, those under no restriction whom nobody touched since a moment. */
async function untouched(tx: Tx, people: PersonId[], since: Date): Promise<PersonId[]> {
  const rows = await db(tx)
    .selectFrom('person')
    .select('id')
    .where('id', '=', sql<string>`any(${people}::uuid[])`)
    .where('updated_at', '<=', since)
    .where('restricted_at', 'is', null)
    .execute()
  return rows.map(({ id }) => id)
}

/** Merges the next pair, unless somebody set it aside or touched one of the two meanwhile. */
async function mergeNext(tx: Tx, app: App, act: ActRecord): Promise<boolean> {
  const [target] = await nextTargets(tx, act)
  if (!target) return count(tx, act, { found: [], done: 0 }).then(() => false)
  const pair: [PersonId, PersonId] = [target.person_id, target.other_id!]
  const may = await mayStillMerge(tx, pair, { since: act.asked_at, batch: act.id })
  await count(tx, act, { found: [target], done: may ? 1 : 0 })
  if (!may) return true
  const [keep, drop] = await olderFirst(tx, pair)
  const hand = { actor: byOf(act), now: app.now() }
  await merge(tx, hand, { keep: keep!, drop: drop!, choices: {}, tables: app.personalData, batch: act.id })
  return true
}

/** The record that has been there longest stays. */
async function olderFirst(tx: Tx, pair: [PersonId, PersonId]): Promise<PersonId[]> {
  const { rows } = await sql<{
    id: PersonId
  }>`select id from person where id = any(${pair}::uuid[]) order by created_at, id`.execute(db(tx))
  return rows.map(({ id }) => id)
}

/** Takes the last merge back that stands. One that cannot be (somebody of it was erased since) stays, and keeps none of the others. */
async function undoNext(app: App, act: ActRecord): Promise<boolean> {
  const now = app.now()
  const [last] = await mergesOf(app.database.read, { batch: act.id, since: new Date(now.getTime() - REVERSIBLE_FOR) }, 1)
  if (!last) {
    await app.database.transact((tx) =>
      db(tx).updateTable('bulk_act').set({ state: 'undone' }).where('id', '=', act.id).execute(),
    )
    return false
  }
  try {
    await app.database.transact((tx) => undoMerge(tx, { actor: byOf(act), now }, last))
  } catch (error) {
    if (!(error instanceof Conflict) && codeOf(error) !== '23503') throw error
    await app.database.transact((tx) => leaveBatch(tx, last))
  }
  return true
}

/** Takes targets off the list and counts what was done. An act without targets is done; what went by itself was left alone too. */
async function count(tx: Tx, act: ActRecord, { found, done }: { found: Found[]; done: number }): Promise<void> {
  await db(tx)
    .deleteFrom('bulk_target')
    .where('act_id', '=', act.id)
    .where('n', '=', sql<number>`any(${found.map(({ n }) => n)}::int[])`)
    .execute()
  const over = found.length === 0
  await db(tx)
    .updateTable('bulk_act')
    .set((q) => ({
      done: q('done', '+', done),
      left_alone: over ? q('targets', '-', q.ref('done')) : q('left_alone', '+', found.length - done),
      ...(over ? { state: 'done' as const } : {}),
    }))
    .where('id', '=', act.id)
    .execute()
  if (over && act.kind === 'erase' && act.done > 0) emit(tx, personErased, {})
}

const byOf = ({ asked_by }: ActRecord) => ({ account: asked_by, roles: [] })
