import type { Handle } from '#platform/db/handle'
import { db, type LetterId } from '../tables.ts'

export function findLetter(handle: Handle, id: LetterId) {
  return db(handle).selectFrom('letter').selectAll().where('id', '=', id).executeTakeFirst()
}

export type LetterRecord = NonNullable<Awaited<ReturnType<typeof findLetter>>>

/** Drafts, those that somebody touched last first. */
export function letters(handle: Handle, limit = 50) {
  return db(handle)
    .selectFrom('letter')
    .select(['id', 'title', 'updated_at', 'written_by', 'scope'])
    .orderBy('updated_at', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute()
}
