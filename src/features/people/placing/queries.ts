import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '#platform/auth/actor'
import type { Handle } from '#platform/db/handle'
import { withinTerritory } from '#territories'
import { type PersonId, visibleTo } from '../core/index.ts'
import { db, type PlacingId, type TypedPlace } from './tables.ts'

/** People who typed the same. `key`: names it without saying it. */
export type Unplaced = TypedPlace & { key: string; n: number }

/** After which line a page begins. */
export type Cursor = { n: number; key: string }

const KEY = sql<string>`typed_place(person.country, person.postal_code, person.town)`

/** Those whom nobody placed, and who are seen; the index `person_unplaced` knows the first condition. */
const unplaced = (scope: Scope): RawBuilder<boolean> =>
  sql`(person.place_id is null and (person.postal_code is not null or person.town is not null) and ${visibleTo(scope)})`

/** What was typed and is no place, where towns are known, most people first. What was left as it is does not come again. */
export async function unplacedIn(
  handle: Handle,
  { scope, countries, after, limit }: { scope: Scope; countries: string[]; after: Cursor | undefined; limit: number },
): Promise<Unplaced[]> {
  const { rows } = await sql<Unplaced>`select key, country, postal_code, town, n from (
      select ${KEY} as key, min(person.country) as country, min(person.postal_code) as postal_code, min(person.town) as town, count(*)::int as n
      from person where ${unplaced(scope)} and person.country = any(${countries}::text[])
        and not exists (select from placement where placement.key = ${KEY} and placement.place_id is null and placement.undone_at is null)
      group by 1) as line
    where ${after ? sql`(-n, key) > (${-after.n}::int, ${after.key})` : sql`true`}
    order by -n, key limit ${sql.lit(limit)}`.execute(db(handle))
  return rows
}

/** One line of them; undefined when nobody who is seen typed that. */
export async function findUnplaced(handle: Handle, { scope, key }: { scope: Scope; key: string }): Promise<Unplaced | undefined> {
  const { rows } =
    await sql<Unplaced>`select ${KEY} as key, min(person.country) as country, min(person.postal_code) as postal_code,
      min(person.town) as town, count(*)::int as n from person where ${unplaced(scope)} and ${KEY} = ${key} group by 1`.execute(
      db(handle),
    )
  return rows[0]
}

/** Who they are. */
export async function peopleUnplaced(handle: Handle, { scope, key }: { scope: Scope; key: string }): Promise<PersonId[]> {
  const { rows } = await sql<{ id: PersonId }>`select person.id from person where ${unplaced(scope)} and ${KEY} = ${key}`.execute(
    db(handle),
  )
  return rows.map(({ id }) => id)
}

/** Of those whom somebody placed, who still is there by that alone, and is seen. */
export async function peoplePlaced(handle: Handle, { scope, id }: { scope: Scope; id: PlacingId }): Promise<PersonId[]> {
  const { rows } = await sql<{ id: PersonId }>`select person.id from placement_person
      join placement on placement.id = placement_id join person on person.id = placement_person.person_id
      join place on place.id = placement.place_id
    where placement.id = ${id} and person.place_id = placement.place_id and ${visibleTo(scope)}
      and typed_place(placement.country, person.postal_code, person.town) = placement.key`.execute(db(handle))
  return rows.map(({ id }) => id)
}

/** What was settled of late, within a territory: it led into it, or was left in its country. */
export function placings(handle: Handle, scope: Scope, limit: number) {
  return placed(handle, scope).orderBy('settled_at', 'desc').orderBy('placement.id').limit(limit).execute()
}

export function findPlacing(handle: Handle, scope: Scope, id: PlacingId) {
  return placed(handle, scope).where('placement.id', '=', id).where('undone_at', 'is', null).executeTakeFirst()
}

function placed(handle: Handle, scope: Scope) {
  const lies = {
    place_id: sql`placement.place_id`,
    department_id: sql`place.department_id`,
    country: sql`coalesce(place.country, placement.country)`,
  }
  return db(handle)
    .selectFrom('placement')
    .leftJoin('place', 'place.id', 'placement.place_id')
    .select([
      'placement.id',
      'placement.key',
      'placement.country',
      'postal_code',
      'town',
      'placement.place_id',
      'people',
      'settled_at',
    ])
    .select(['undone_at', 'place.name', 'place.department_id'])
    .where(withinTerritory(scope, lies))
}
