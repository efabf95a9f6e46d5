import { sql } from 'kysely'
import { territoryName } from '#territories'
import type { Handle } from '#platform/db/handle'
import { db } from './tables.ts'

/** The key of that hash, while it holds; departments of a region beside it. */
export function findKey(handle: Handle, token_hash: Buffer, now: Date) {
  return db(handle)
    .selectFrom('api_key')

    .select(['id', 'permissions', 'area_id', 'place_id', 'given_by', sql<string | null>`used_on::text`.as('used_on')])
    .select(sql<string[]>`array(select id from area where parent_id = api_key.area_id and kind = 'department')`.as('departments'))
    .where('token_hash', '=', token_hash)
    .where('ends_at', '>', now)
    .executeTakeFirst()
}

/** Keys that hold, newest first. */
export function keys(handle: Handle, now: Date) {
  return db(handle)
    .selectFrom('api_key')
    .leftJoin('account', 'account.id', 'api_key.given_by')
    .leftJoin('area', 'area.id', 'api_key.area_id')
    .leftJoin('place', 'place.id', 'api_key.place_id')
    .select(['api_key.id', 'api_key.name', 'hint', 'permissions', 'ends_at', 'account.email as giver'])
    .select(territoryName().as('territory'))
    .select(sql<string | null>`used_on::text`.as('used_on'))
    .where('ends_at', '>', now)
    .orderBy('given_at', 'desc')
    .limit(200)
    .execute()
}
