import type { Handle } from '#platform/db/handle'
import type { AccountId } from '#platform/auth/session'
import { db, type RequestId } from './tables.ts'

export function findRequest(handle: Handle, id: RequestId) {
  return db(handle).selectFrom('sign_in_request').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Moves that were asked for and not followed yet. */
export function openMoves(handle: Handle) {
  return db(handle)
    .selectFrom('sign_in_request')
    .select('id')
    .where('account_id', 'is not', null)
    .where('done_at', 'is', null)
    .execute()
}

/** Whether an address has an account of its own, other than this. */
export async function hasAccount(handle: Handle, email: string, other: AccountId): Promise<boolean> {
  const found = await db(handle)
    .selectFrom('account')
    .select('id')
    .where('email', '=', email)
    .where('id', '!=', other)
    .executeTakeFirst()
  return found !== undefined
}
