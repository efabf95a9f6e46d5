import { type RawBuilder, sql } from 'kysely'
import { NEWS, reached } from '#people'

/**
 * Whether somebody may be asked to come into a group, now: a supporter in none, who agrees to get news by mail and wants no pause. Of a statement that calls
 * her `person`.
 */
export function mayBeAsked(now: Date): RawBuilder<boolean> {
  return sql`(person.confirmed_on is not null and ${reached({ purpose: NEWS, channel: 'email', now })}
    and not exists (select from membership m where m.person_id = person.id))`
}
