import type { Generated } from 'kysely'
import type { Locale } from '#platform/i18n/locales'
import { narrow } from '#platform/db/handle'
import type { Id } from '#platform/db/id'

export type ReminderId = Id<'roll-reminder'>

type Reminder = {
  id: ReminderId
  email: string
  mailbox_hash: Buffer
  locale: Locale
  election_id: string
  /** Before the first day of the vote. */
  days_before: number
  asked_at: Date
  confirmed_at: Generated<Date | null>
  leaving_at: Generated<Date | null>
}

/** Whoever wants none any more. */
type Never = { mailbox_hash: Buffer; said_at: Date }

export const db = narrow<{ roll_reminder: Reminder; roll_reminder_never: Never }, object>()
