import { sql } from 'kysely'
import { territoryName } from '#territories'
import type { AccountId } from '#platform/auth/session'
import type { Handle } from '#platform/db/handle'
import type { Territory } from '../core/index.ts'
import { db } from './tables.ts'

/** The key of that hash, while it holds; departments of a region beside it. */
export function findKey(handle: Handle, token_hash: Buffer, now: Date) {
  return db(handle)
    .selectFrom('api_key')
    .select([
      'id',
      'permissions',
      'area_id',
      'place_id',
      'given_by',
      'persons_a_day',
      sql<string | null>`used_on::text`.as('used_on'),
    ])
    .select(sql<string[]>`array(select id from area where parent_id = api_key.area_id and kind = 'department')`.as('departments'))
    .where('token_hash', '=', token_hash)
    .where('ends_at', '>', now)
    .executeTakeFirst()
}

/** Whether a territory is one commune, or an area that no other area lies in: a department. */
export async function isOneTerritory(handle: Handle, { area_id, place_id }: Territory): Promise<boolean> {
  if (place_id) return true
  if (!area_id) return false
  const inner = await db(handle).selectFrom('area').select('id').where('parent_id', '=', area_id).limit(1).executeTakeFirst()
  return inner === undefined
}

type Giving = { giver: AccountId; reading: string[]; territory: Territory; since: Date }

/** Whether somebody gave a key that has held since then, and reads persons elsewhere than there. */
export async function readsElsewhere(handle: Handle, { giver, reading, territory, since }: Giving): Promise<boolean> {
  const { area_id, place_id } = territory
  const other = await db(handle)
    .selectFrom('api_key')
    .select('id')
    .where('given_by', '=', giver)
    .where('token_hash', 'is not', null)
    .where('ends_at', '>', since)
    .where(sql<boolean>`permissions && ${reading}::text[]`)
    .where(sql<boolean>`(area_id, place_id) is distinct from (${area_id}::text, ${place_id}::text)`)
    .limit(1)
    .executeTakeFirst()
  return other !== undefined
}

/** Keys that hold, and those that wait for a second person, newest first. */
export function keys(handle: Handle, now: Date) {
  return db(handle)
    .selectFrom('api_key')
    .leftJoin('account', 'account.id', 'api_key.given_by')
    .leftJoin('area', 'area.id', 'api_key.area_id')
    .leftJoin('place', 'place.id', 'api_key.place_id')
    .select([
      'api_key.id',
      'api_key.name',
      'hint',
      'permissions',
      'ends_at',
      'persons_a_day',
      'given_by',
      'account.email as giver',
    ])
    .select(territoryName().as('territory'))
    .select(sql<string | null>`used_on::text`.as('used_on'))
    .where('ends_at', '>', now)
    .orderBy('given_at', 'desc')
    .limit(200)
    .execute()
}
