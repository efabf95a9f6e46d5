import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '#platform/auth/actor'

/**
 * The one condition that keeps people within an actor's territory: her town, her department or her country is in it. Regions
 * come as their departments. For queries in which `person` has no other name.
 */
export function withinTerritory(scope: Scope): RawBuilder<boolean> {
  if (scope === 'everywhere') return sql`true`
  return sql`(person.place_id = any(${scope}::text[]) or person.department_id = any(${scope}::text[]) or person.country = any(${scope}::text[]))`
}

/** Whether somebody who lives there lies within a territory: for people who are not in the file yet. */
export function liesWithin(
  scope: Scope,
  { place_id, department_id, country }: { place_id: string | null; department_id: string | null; country: string },
): boolean {
  return scope === 'everywhere' || [place_id, department_id, country].some((one) => one !== null && scope.includes(one))
}

/** Those whom staff may see in lists: within their territory, and not under restriction (GDPR art. 18). */
export function visibleTo(scope: Scope): RawBuilder<boolean> {
  return sql`(${withinTerritory(scope)} and person.restricted_at is null)`
}
