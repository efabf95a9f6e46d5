import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { emit } from '#platform/jobs/queue'
import { merge, mergesOf, REVERSIBLE_FOR, undoMerge } from '#duplicates'
import { erasePerson, hashOf, lockPeople, personErased, type PersonId } from '#people'
import { record } from '#staff'
import { type ActRecord, mailboxesOf } from './queries.ts'
import { type ActId, db } from './tables.ts'

/** Targets of one transaction: short enough that nobody waits for it. */
const CHUNK = { erase: 100, merge: 20 }

/** Does an act, or takes it back, a few targets at a time, until it is done. A worker that died goes on where it was. */
export async function runAct(app: App, id: ActId): Promise<void> {
  for (;;) {
    const { more, mailboxes } = await app.database.transact((tx) => step(tx, app, id))
    for (const mailbox of mailboxes) await app.auth.removeIdle(mailbox)
    if (!more) return
  }
}

type Stepped = { more: boolean; mailboxes: string[] }
const finished: Stepped = { more: false, mailboxes: [] }

async function step(tx: Tx, app: App, id: ActId): Promise<Stepped> {
  // Two workers on one act take turns.
  const act = await db(tx).selectFrom('bulk_act').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (act?.state === 'waiting') return act.kind === 'erase' ? eraseSome(tx, app, act) : mergeSome(tx, app, act)
  if (act?.state === 'undoing') return undoSome(tx, app, act)
  return finished
}

type Found = { n: number; person_id: PersonId; other_id: PersonId | null; free: boolean }

/** The next targets, locked; `free`: not under restriction, and when they are to be erased, untouched since that was asked for. */
async function nextTargets(tx: Tx, act: ActRecord): Promise<Found[]> {
  const ids = await db(tx)
    .selectFrom('bulk_target')
    .select(['n', 'person_id', 'other_id'])
    .where('act_id', '=', act.id)
    .orderBy('n')
    .limit(CHUNK[act.kind])
    .execute()
  await lockPeople(
    tx,
    ids.flatMap(({ person_id, other_id }) => [person_id, ...(other_id ? [other_id] : [])]),
  )
  const { rows } = await sql<Found>`select n, person_id, other_id,
      not exists (select from person where id in (person_id, other_id) and (restricted_at is not null or (updated_at > ${act.asked_at}::timestamptz and ${act.kind} = 'erase'))) as free
    from bulk_target where act_id = ${act.id} and n = any(${ids.map(({ n }) => n)}::int[]) order by n`.execute(db(tx))
  return rows
}

async function eraseSome(tx: Tx, app: App, act: ActRecord): Promise<Stepped> {
  const found = await nextTargets(tx, act)
  const people = found.filter(({ free }) => free).map(({ person_id }) => person_id)
  const mailboxes = await mailboxesOf(tx, people)
  const now = app.now()
  for (const person of people) await erasePerson(tx, { person, now, hashOf: hashOf(app), reason: 'staff' })
  if (people.length > 0) {
    emit(tx, personErased, {})
    await record(tx, byOf(act), { action: 'erase', object: 'person', id: act.id, count: people.length, reason: 'bulk' }, now)
  }
  await count(tx, act, found, people.length)
  return { more: found.length > 0, mailboxes }
}

async function mergeSome(tx: Tx, app: App, act: ActRecord): Promise<Stepped> {
  const found = await nextTargets(tx, act)
  let done = 0
  for (const { person_id, other_id, free } of found) {
    // One of a pair may just have gone into another.
    const [keep, drop] = await olderFirst(tx, [person_id, other_id!])
    if (!free || !keep || !drop) continue
    const hand = { actor: byOf(act), now: app.now() }
    await merge(tx, hand, { keep, drop, choices: {}, tables: app.personalData, batch: act.id })
    done += 1
  }
  await count(tx, act, found, done)
  return { more: found.length > 0, mailboxes: [] }
}

/** The record that has been there longest stays. */
async function olderFirst(tx: Tx, pair: [PersonId, PersonId]): Promise<PersonId[]> {
  const { rows } = await sql<{
    id: PersonId
  }>`select id from person where id = any(${pair}::uuid[]) order by created_at, id`.execute(db(tx))
  return rows.map(({ id }) => id)
}

async function undoSome(tx: Tx, app: App, act: ActRecord): Promise<Stepped> {
  const now = app.now()
  const merges = await mergesOf(tx, act.id, new Date(now.getTime() - REVERSIBLE_FOR), CHUNK.merge)
  for (const id of merges) await undoMerge(tx, { actor: byOf(act), now }, id)
  if (merges.length === 0) await db(tx).updateTable('bulk_act').set({ state: 'undone' }).where('id', '=', act.id).execute()
  return { more: merges.length > 0, mailboxes: [] }
}

/** Counts what was done and what was left alone; an act without targets is done. */
async function count(tx: Tx, act: ActRecord, found: Found[], done: number): Promise<void> {
  await db(tx)
    .deleteFrom('bulk_target')
    .where('act_id', '=', act.id)
    .where('n', '=', sql<number>`any(${found.map(({ n }) => n)}::int[])`)
    .execute()
  const left_alone = found.length - done
  await db(tx)
    .updateTable('bulk_act')
    .set((q) => ({
      done: q('done', '+', done),
      left_alone: q('left_alone', '+', left_alone),
      ...(found.length === 0 ? { state: 'done' as const } : {}),
    }))
    .where('id', '=', act.id)
    .execute()
}

const byOf = ({ asked_by }: ActRecord) => ({ account: asked_by, roles: [] as string[] })
