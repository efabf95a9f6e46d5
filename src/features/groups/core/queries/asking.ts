import { type RawBuilder, sql } from 'kysely'
import { type Contact, mayNot } from '#contact'
import { NEWS } from '#people'

/** What asks somebody into a group, as the gate takes it: it is about the movement, and says who speaks, why it comes and how it ends. */
export const invitation = (now: Date): Contact => ({
  purpose: NEWS,
  channel: 'email',
  kind: 'propaganda',
  carries: ['speaker', 'reason', 'leave'],
  now,
})

/**
 * Whether somebody may be asked to come into a group, now: a supporter in none, who agrees to get news by mail and wants no pause. Of a statement that calls
 * her `person`.
 */
export function mayBeAsked(now: Date): RawBuilder<boolean> {
  return sql`(person.confirmed_on is not null and ${mayNot(invitation(now)).may}
    and not exists (select from membership m where m.person_id = person.id))`
}
