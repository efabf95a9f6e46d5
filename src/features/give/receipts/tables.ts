import type { ColumnType, Generated } from 'kysely'
import { narrow } from '#platform/db/handle'
import type { Id } from '#platform/db/id'
import type { Locale } from '#platform/i18n/locales'
import type { RecipientCard, RecipientId } from '../core/index.ts'
import type { DonorId, GiftCard, GiftId } from '../giving/index.ts'
import type { Mode } from '../law/index.ts'
import type { Why } from './rules.ts'

export type AcknowledgementId = Id<'acknowledgement'>
type LetterId = Id<'gift-letter'>

/** All that stands on the paper, as it was when it was written. */
export type Said = {
  locale: Locale
  /** Who gave, as she spelt herself. */
  name: string
  recipient: string
  beneficiary: string
  /** Who collects for it, where the law has such. */
  holder: string | null
  movement: string
  mode: Mode
  /** YYYY-MM-DD on which it came, by the clocks of its law. */
  day: string
  reference: string
  /** What was given; more than is acknowledged where a part went back. */
  given: number
  /** Who gives the receipts for taxes, where the law leaves it to nobody else. */
  authority: string | null
  /** The number of the cancelled one in whose place it is. */
  replaces: string | null
}

type Acknowledgement = {
  id: AcknowledgementId
  gift_id: GiftId
  donor_id: DonorId
  recipient_id: RecipientId
  year: number
  number: number
  /** A bigint, as the driver gives it: a text. */
  amount: ColumnType<string, number, never>
  currency: string
  said: ColumnType<Said, string, never>
  made_at: Date
  cancelled_at: Generated<Date | null>
  cancelled_for: Generated<Why | null>
  asked: Generated<number>
  asked_at: Generated<Date | null>
  /** `asked` before the first letter of `asked_at`. */
  asked_then: Generated<number>
}

type Series = { recipient_id: RecipientId; year: number; last: number }
type GiftYear = { donor_id: DonorId; year: number; letter: LetterId; made_at: Date }

/** `day`: YYYY-MM-DD */
type GiftLink = { donor_id: DonorId; day: string }

type Tables = {
  acknowledgement: Acknowledgement
  acknowledgement_series: Series
  gift_year: GiftYear
  gift_link: GiftLink
}

export const db = narrow<Tables, GiftCard & RecipientCard>()
