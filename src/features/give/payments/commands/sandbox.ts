import type { Tx } from '#platform/db/handle'
import type { Mode, Part } from '../../providers/index.ts'
import { db, type PaymentId, type Tables } from '../tables.ts'

type State = Tables['sandbox_payment']['state']

/** Makes a payment of the sandbox, once. Gives its name there. */
export async function beginSandbox(tx: Tx, payment: PaymentId, now: Date): Promise<string> {
  const ref = `sandbox_${payment}`
  await db(tx)
    .insertInto('sandbox_payment')
    .values({ ref, payment_id: payment, state: 'open', parts: '[]', made_at: now, changed_at: now })
    .onConflict((on) => on.doNothing())
    .execute()
  return ref
}

/**
 * Takes a payment of the sandbox by what it kept of another, once: as that one said that it would. A debit is on its way first. Gives its name.
 */
export async function chargeSandbox(
  tx: Tx,
  { id, mode }: { id: PaymentId; mode: Mode },
  { method, now }: { method: string; now: Date },
) {
  const kept = await db(tx).selectFrom('sandbox_payment').select('later').where('ref', '=', method).executeTakeFirst()
  const state: State = kept?.later !== 'paid' ? 'failed' : mode === 'debit' ? 'pending' : 'paid'
  const ref = `sandbox_${id}`
  await db(tx)
    .insertInto('sandbox_payment')
    .values({ ref, payment_id: id, state, parts: '[]', made_at: now, changed_at: now })
    .onConflict((on) => on.doNothing())
    .execute()
  return ref
}

/** How it will answer when it takes money by what it keeps of that payment. */
export async function playLater(tx: Tx, ref: string, later: 'paid' | 'failed'): Promise<void> {
  await db(tx).updateTable('sandbox_payment').set({ later }).where('ref', '=', ref).execute()
}

/** From where each may be reached: a page that is shown twice plays nothing twice. */
const FROM: Partial<Record<State, State[]>> = {
  pending: ['open'],
  paid: ['open', 'pending'],
  failed: ['open', 'pending'],
  cancelled: ['open'],
  expired: ['open'],
}

/** Lets something happen to a payment of the sandbox. Whether it could. */
export async function playSandbox(tx: Tx, ref: string, { state, now }: { state: State; now: Date }): Promise<boolean> {
  const played = await db(tx)
    .updateTable('sandbox_payment')
    .set({ state, changed_at: now })
    .where('ref', '=', ref)
    .where('state', 'in', FROM[state] ?? [])
    .returning('ref')
    .executeTakeFirst()
  return played !== undefined
}

type Refund = { ref: string; amount: number; asked: string; now: Date }

/** Gives money back that was never there: once for each key, and never more than came. Undefined when it was not paid. */
export async function refundInSandbox(tx: Tx, { ref, amount, asked, now }: Refund): Promise<Part | undefined> {
  const part: Part = { kind: 'refund', ref: `${ref}_${asked}`, amount, state: 'done', asked }
  return (await addPart(tx, ref, { part, now })) ? part : undefined
}

/** Adds a refund or a dispute to a payment of the sandbox, or brings it further. */
export async function addPart(tx: Tx, ref: string, { part, now }: { part: Part; now: Date }): Promise<boolean> {
  const found = await db(tx)
    .selectFrom('sandbox_payment')
    .select('parts')
    .where('ref', '=', ref)
    .where('state', '=', 'paid')
    .forUpdate()
    .executeTakeFirst()
  if (!found) return false
  const parts = [...found.parts.filter((other) => other.ref !== part.ref), part]
  await db(tx)
    .updateTable('sandbox_payment')
    .set({ parts: JSON.stringify(parts), changed_at: now })
    .where('ref', '=', ref)
    .execute()
  return true
}
