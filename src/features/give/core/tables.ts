import type { ColumnType, Generated } from 'kysely'
import type { AccountId } from '#platform/auth/session'
import { narrow, type Published } from '#platform/db/handle'
import type { Id } from '#platform/db/id'

export type RecipientId = Id<'recipient'>
export type ElectionId = Id<'election'>
/** Words of a page by the law's name for them. */
export type Mentions = Record<string, string>

type Recipient = {
  id: RecipientId
  name: string
  kind: string
  country: string
  currency: string
  election_id: ElectionId | null
  beneficiary: string
  holder: Generated<string | null>
  /** YYYY-MM-DD */
  declared_on: Generated<string | null>
  opens_on: Generated<string | null>
  closes_on: Generated<string | null>
  /** What may be spent, in the smallest unit; null: nobody has said. */
  ceiling: ColumnType<string | null, number | null | undefined, number | null>
  filed_at: Generated<Date | null>
  mentions: ColumnType<Mentions, string | undefined, string>
  iban: Generated<string | null>
  payment_account_id: Generated<Id<'payment-account'> | null>
  made_at: Date
  public_at: Generated<Date | null>
}

type Officer = { recipient_id: RecipientId; account_id: AccountId; since: Date; until: Generated<Date | null> }
type Check = { recipient_id: RecipientId; item: string; account_id: AccountId; at: Date }

type Tables = { recipient: Recipient; recipient_officer: Officer; recipient_check: Check }

/** What other rooms may join of recipients. */
export type RecipientCard = {
  recipient: Published<Recipient, 'id' | 'name' | 'kind' | 'country' | 'currency' | 'election_id' | 'public_at'>
}

/** Of an account, its address. Written by better-auth alone. */
type AccountCard = { account: { id: AccountId; email: string } }

export const db = narrow<Tables, AccountCard>()
