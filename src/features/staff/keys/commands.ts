import type { App } from '#platform/app'
import type { Actor, Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict, Invalid, NotFound } from '#platform/errors'
import { record, requireHeld } from '../core/index.ts'
import { offeredIn } from './programs.ts'
import { hashOfKey, KEY_LIFE, newKey } from './rules.ts'
import { db, type KeyId } from './tables.ts'

type KeyGiving = {
  actor: Actor
  name: string
  permissions: string[]
  territory: { area_id: string | null; place_id: string | null }
  ends: Date
}

/** Gives a program a key, and the key itself: it is seen this once. Denied when the giver does not hold as much. */
export async function giveKey(tx: Tx, app: App, { actor, name, permissions, territory, ends }: KeyGiving): Promise<string> {
  const now = app.now()
  await requireHeld(tx, actor, { permissions: ['keys.give', ...permissions], at: territory })
  for (const { name: given, needs } of offeredIn(app).permissions)
    if (needs && permissions.includes(given) && !permissions.includes(needs.name)) throw new Conflict(needs.otherwise)
  if (!(ends > now) || ends.getTime() > now.getTime() + KEY_LIFE) throw new Invalid({ ends: 'api.key.ends-wrong' })
  const [id, key] = [newId(), newKey()]
  await db(tx)
    .insertInto('api_key')
    .values({
      id,
      name,
      token_hash: hashOfKey(key),
      hint: key.slice(-4),
      permissions,
      ...territory,
      given_by: actor.account,
      given_at: now,
      ends_at: ends,
      used_on: null,
    })
    .execute()
  await record(tx, { actor, now }, { action: 'give', object: 'key', id, fields: permissions, count: 0 })
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
