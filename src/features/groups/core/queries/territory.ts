import { type RawBuilder, sql } from 'kysely'
import type { Scope } from '#platform/auth/actor'

/** Whether a group is in a territory: its town, its department or its country. Of a statement that calls it `g`. */
export function liesIn(scope: Scope): RawBuilder<boolean> {
  if (scope === 'everywhere') return sql`true`
  return sql`(g.place_id = any(${scope}::text[]) or g.department_id = any(${scope}::text[]) or g.country = any(${scope}::text[]))`
}
