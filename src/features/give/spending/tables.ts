import type { ColumnType, Generated } from 'kysely'
import type { AccountId } from '#platform/auth/session'
import { narrow, type Published } from '#platform/db/handle'
import type { Id } from '#platform/db/id'
import type { GroupCard, GroupId } from '#groups'
import type { PersonCard, PersonId } from '#people'
import type { RecipientCard, RecipientId } from '../core/index.ts'
import type { State } from './rules/states.ts'

export type SpendingId = Id<'spending'>
export type VoucherId = Id<'voucher'>
export type Kind = 'bill' | 'in-kind'
export const MEANS = ['transfer', 'card', 'cheque', 'cash', 'debit'] as const
export type Means = (typeof MEANS)[number]
export const GIVERS = ['person', 'party', 'body'] as const
export type Giver = (typeof GIVERS)[number]

/** A bigint, as the driver gives it: a text. */
type Big = ColumnType<string, number, number>
/** A date, written `YYYY-MM-DD`; a Date would be midnight of the machine, so it is read as a text. */
type Day = ColumnType<unknown, string, string>

export type Asked = {
  category: string
  words: string
  payee: string
  payee_iban: string | null
  bill: string | null
  amount: number
  spent_on: string
  valued: string | null
  giver: Giver | null
}

type Spending = Omit<Asked, 'amount' | 'spent_on'> & {
  id: SpendingId
  recipient_id: RecipientId
  group_id: GroupId | null
  kind: Kind
  state: State
  step: Generated<number>
  number: Generated<number | null>
  amount: Big
  currency: string
  spent_on: Day
  asked_account: AccountId
  asked_person: PersonId | null
  asked_at: Date
  seconded_account: Generated<AccountId | null>
  seconded_person: Generated<PersonId | null>
  seconded_at: Generated<Date | null>
  allowed_account: Generated<AccountId | null>
  allowed_at: Generated<Date | null>
  paid_account: Generated<AccountId | null>
  paid_on: ColumnType<unknown, string | null | undefined, string | null>
  paid_by: Generated<Means | null>
  ended_account: Generated<AccountId | null>
  ended_at: Generated<Date | null>
  reason: Generated<string | null>
  over_ceiling: Generated<boolean>
}

type Voucher = {
  id: VoucherId
  spending_id: SpendingId
  name: string
  type: 'application/pdf' | 'image/webp'
  bytes: Buffer
  hash: Buffer
  added_account: AccountId
  added_at: Date
}

type Ceiling = {
  id: Id<'spending-ceiling'>
  recipient_id: RecipientId
  amount: Big
  source: string
  entered_by: AccountId
  entered_at: Date
}

type Return = {
  id: Id<'share-return'>
  recipient_id: RecipientId
  group_id: GroupId
  amount: Big
  currency: string
  returned_by: AccountId
  returned_at: Date
}

type Tables = {
  spending_book: { recipient_id: RecipientId; numbers: number }
  spending_ceiling: Ceiling
  spending: Spending
  voucher: Voucher
  share_return: Return
}

/** Of an account, its address. Written by better-auth alone. */
type Account = { id: AccountId; email: string }

export const db = narrow<Tables, RecipientCard & GroupCard & PersonCard & { account: Published<Account, 'id' | 'email'> }>()
