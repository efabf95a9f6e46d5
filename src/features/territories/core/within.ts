import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '#platform/auth/actor'
import type { Handle } from '#platform/db/handle'
import { db } from './tables.ts'

/** Where a row lies, each as SQL: of a column that it has not, what stands for it, or null. */
type Lies = { place_id: RawBuilder<unknown>; department_id: RawBuilder<unknown>; country: RawBuilder<unknown> }

/**
 * The one condition that keeps rows within an actor's territory: their town, department or country is in it. Regions come as their departments.
 * `row`: the name in the query of a table with the three columns, or where they come from.
 */
export function withinTerritory(scope: Scope, row: string | Lies): RawBuilder<boolean> {
  if (scope === 'everywhere') return sql`true`
  const { place_id, department_id, country } = typeof row === 'string' ? columnsOf(row) : row
  return sql`(${place_id} = any(${scope}::text[]) or ${department_id} = any(${scope}::text[]) or ${country} = any(${scope}::text[]))`
}

const columnsOf = (name: string): Lies => ({
  place_id: sql.ref(`${name}.place_id`),
  department_id: sql.ref(`${name}.department_id`),
  country: sql.ref(`${name}.country`),
})

/** Ids of the towns and areas of which each has all of a territory in it, itself among them. One query. Null: nothing but everything has. */
export async function coveringOf(handle: Handle, scope: Scope): Promise<string[] | null> {
  if (scope === 'everywhere') return null
  const { rows } = await sql<{ id: string }>`with recursive up as (
      select id as part, id from unnest(${scope}::text[]) id
      union select up.part, coalesce(area.parent_id, place.department_id, place.country)
        from up left join area on area.id = up.id left join place on place.id = up.id
        where coalesce(area.parent_id, place.department_id, place.country) is not null)
    select id from up group by id having count(*) = ${scope.length}::integer`.execute(db(handle))
  return rows.map(({ id }) => id)
}

/** The same of what is not in the database yet. */
export function liesWithin(
  scope: Scope,
  { place_id, department_id, country }: { place_id: string | null; department_id: string | null; country: string },
): boolean {
  return scope === 'everywhere' || [place_id, department_id, country].some((one) => one !== null && scope.includes(one))
}
