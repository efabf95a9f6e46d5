import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '#platform/auth/actor'
import { withinTerritory } from '#territories'

/** Those whom staff may see in lists: within their territory, and not under restriction (GDPR art. 18). Of a statement that calls her `person`. */
export function visibleTo(scope: Scope): RawBuilder<boolean> {
  return sql`(${withinTerritory(scope, 'person')} and person.restricted_at is null)`
}
