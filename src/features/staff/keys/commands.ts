import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Actor, Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict, Invalid, NotFound } from '#platform/errors'
import { askApproval, record, requireHeld, type Territory, useApproval } from '../core/index.ts'
import { isOneTerritory, readsElsewhere } from './queries.ts'
import { offeredIn } from './programs.ts'
import { hashOfKey, KEY_LIFE, newKey } from './rules.ts'
import { db, type KeyId } from './tables.ts'

type KeyGiving = {
  name: string
  permissions: string[]
  territory: Territory
  ends: Date
  /** null: as many as anybody. */
  personsADay: number | null
  /** What a second person reads of it. */
  about: string
}

/**
 * Writes down what a key gives a program, and makes it: it is seen this once. One that reads the persons of more than one territory, together with the
 * other keys of its giver, or more of them in a day than anybody, is made when a second person has allowed it; undefined until then. Denied when the
 * giver does not hold as much.
 */
export async function giveKey(
  tx: Tx,
  app: App,
  { actor, giving }: { actor: Actor; giving: KeyGiving },
): Promise<string | undefined> {
  const now = app.now()
  const { name, permissions, territory, ends, personsADay } = giving
  await requireHeld(tx, actor, { permissions: ['keys.give', ...permissions], at: territory })
  for (const { name: given, needs } of offeredIn(app).permissions)
    if (needs && permissions.includes(given) && !permissions.includes(needs.name)) throw new Conflict(needs.otherwise)
  if (!(ends > now) || ends.getTime() > now.getTime() + KEY_LIFE) throw new Invalid({ ends: 'api.key.ends-wrong' })
  const id = newId()
  const written = {
    id,
    name,
    permissions,
    ...territory,
    persons_a_day: personsADay,
    given_by: actor.account,
    given_at: now,
    ends_at: ends,
  }
  await db(tx)
    .insertInto('api_key')
    .values({ ...written, token_hash: null, hint: null, used_on: null })
    .execute()
  if (await takesTwo(tx, app, { actor, giving })) {
    await askApproval(tx, { actor, now }, { kind: KEY, subject: id, reason: name, about: giving.about })
    return undefined
  }
  return made(tx, { actor, now }, { id, permissions })
}

const DAY = 24 * 60 * 60 * 1000
/** As approvals call it. */
export const KEY = 'key'

/** A key for each department would be the whole file: those of one giver count together, for a day after their end, as the ceiling counts by the day. */
async function takesTwo(tx: Tx, app: App, { actor, giving }: { actor: Actor; giving: KeyGiving }): Promise<boolean> {
  const { permissions, territory, personsADay } = giving
  const reading = offeredIn(app).permissions.flatMap(({ name, reads }) => (reads ? [name] : []))
  if (!reading.some((name) => permissions.includes(name))) return false
  if ((personsADay ?? 0) > app.config.personsADay || !(await isOneTerritory(tx, territory))) return true
  // Of two that are given at once, one sees the other.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`keys ${actor.account}`}, 0))`.execute(db(tx))
  return readsElsewhere(tx, { giver: actor.account, reading, territory, since: new Date(app.now().getTime() - DAY) })
}

/** Makes a key that a second person has allowed: whoever asked for it, once. NotFound where nobody has. */
export async function makeKey(tx: Tx, hand: Hand, id: KeyId): Promise<string> {
  const key = await db(tx)
    .selectFrom('api_key')
    .select(['permissions', 'area_id', 'place_id'])
    .where('id', '=', id)
    .where('given_by', '=', hand.actor.account)
    .where('token_hash', 'is', null)
    .where('ends_at', '>', hand.now)
    .forUpdate()
    .executeTakeFirst()
  if (!key) throw new NotFound('error.not-found')
  await requireHeld(tx, hand.actor, { permissions: ['keys.give', ...key.permissions], at: key })
  await useApproval(tx, hand, { kind: KEY, subject: id })
  return made(tx, hand, { id, permissions: key.permissions })
}

async function made(tx: Tx, hand: Hand, { id, permissions }: { id: KeyId; permissions: string[] }): Promise<string> {
  const key = newKey()
  await db(tx)
    .updateTable('api_key')
    .set({ token_hash: hashOfKey(key), hint: key.slice(-4) })
    .where('id', '=', id)
    .execute()
  await record(tx, hand, { action: 'give', object: 'key', id, fields: permissions, count: 0 })
  return key
}

/** Ends a key: the next request that shows it is refused. */
export async function endKey(tx: Tx, { actor, now }: Hand, id: KeyId): Promise<void> {
  const key = await db(tx)
    .updateTable('api_key')
    .set({ ends_at: now })
    .where('id', '=', id)
    .where('ends_at', '>', now)
    .returning(['permissions', 'area_id', 'place_id'])
    .executeTakeFirst()
  if (!key) throw new NotFound('error.not-found')
  await requireHeld(tx, actor, { permissions: ['keys.give'], at: key })
  await record(tx, { actor, now }, { action: 'end', object: 'key', id, count: 0 })
}

/** Notes the day on which a key was used: one write a day. */
export async function touchKey(tx: Tx, id: KeyId, day: string): Promise<void> {
  await db(tx).updateTable('api_key').set({ used_on: day }).where('id', '=', id).execute()
}

type Answer = { status: number; body: unknown }
export type Asking = { caller: string; idempotencyKey: string; fingerprint: Buffer; now: Date }

/**
 * Does a piece of work once for each key of a caller, and gives the same answer to whoever asks again: the second of two at once waits for
 * the first. Conflict when the key was used for something else. What fails leaves nothing, and may be tried again.
 */
export async function once(
  tx: Tx,
  { caller, idempotencyKey, fingerprint, now }: Asking,
  work: () => Promise<Answer>,
): Promise<Answer & { again: boolean }> {
  const named = { caller, idempotency_key: idempotencyKey }
  const first = await db(tx)
    .insertInto('api_answer')
    .values({ ...named, fingerprint, status: null, body: null, answered_at: now })
    .onConflict((on) => on.doNothing())
    .returning('caller')
    .executeTakeFirst()
  if (!first) {
    const known = await db(tx)
      .selectFrom('api_answer')
      .select(['fingerprint', 'status', 'body'])
      .where('caller', '=', caller)
      .where('idempotency_key', '=', idempotencyKey)
      .executeTakeFirstOrThrow()
    if (!known.fingerprint.equals(fingerprint)) throw new Conflict('api.idempotency.other')
    return { status: known.status!, body: known.body, again: true }
  }
  const answer = await work()
  await db(tx)
    .updateTable('api_answer')
    .set({ status: answer.status, body: JSON.stringify(answer.body) })
    .where('caller', '=', caller)
    .where('idempotency_key', '=', idempotencyKey)
    .execute()
  return { ...answer, again: false }
}

/** Forgets answers that nobody may ask for again. */
export async function forgetAnswers(tx: Tx, before: Date): Promise<void> {
  await db(tx).deleteFrom('api_answer').where('answered_at', '<', before).execute()
}
