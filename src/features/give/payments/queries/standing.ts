import type { Handle } from '#platform/db/handle'
import { BEGIN_WITHIN } from '../rules.ts'
import { db, type PaymentId } from '../tables.ts'

/** How a payment stands, and since when; undefined: there is none. */
export function stateOf(handle: Handle, id: PaymentId) {
  return db(handle).selectFrom('payment').select(['state', 'created_at', 'changed_at']).where('id', '=', id).executeTakeFirst()
}

/** Whether who comes to pay it may still be led to its page. */
export async function mayStillBegin(handle: Handle, id: PaymentId, now: Date): Promise<boolean> {
  const found = await stateOf(handle, id)
  const isYoung = found !== undefined && now.getTime() - found.created_at.getTime() < BEGIN_WITHIN
  return isYoung && (found.state === 'begun' || found.state === 'open')
}
