import type { Handle } from '#platform/db/handle'
import type { GroupId } from '#groups'
import { db } from '../tables.ts'

/** What groups are called, by id. One query, none where none is asked for. */
export async function namesOfGroups(handle: Handle, ids: readonly GroupId[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const rows = await db(handle)
    .selectFrom('local_group')
    .select(['id', 'name'])
    .where('id', 'in', [...new Set(ids)])
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}
