import type { Handle } from '#platform/db/handle'
import { db, type RequestId } from './tables.ts'

export function findRequest(handle: Handle, id: RequestId) {
  return db(handle).selectFrom('sign_in_request').selectAll().where('id', '=', id).executeTakeFirst()
}
