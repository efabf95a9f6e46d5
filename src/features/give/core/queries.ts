import { sql } from 'kysely'
import type { AccountId } from '#platform/auth/session'
import type { Handle } from '#platform/db/handle'
import { db, type RecipientId } from './tables.ts'

const COLUMNS = [
  'recipient.id',
  'name',
  'kind',
  'country',
  'currency',
  'election_id',
  'beneficiary',
  'holder',
  'filed_at',
  'mentions',
  'iban',
  'payment_account_id',
  'public_at',
] as const

const checks = sql<string[]>`array(select item from recipient_check c where c.recipient_id = recipient.id order by item)`

const select = (handle: Handle) =>
  db(handle)
    .selectFrom('recipient')
    .select(COLUMNS)
    // Days are texts: a Date would be midnight of the machine.
    .select([
      sql<string | null>`declared_on::text`.as('declared_on'),
      sql<string | null>`opens_on::text`.as('opens_on'),
      sql<string | null>`closes_on::text`.as('closes_on'),
      // Below 2^53, which a check of the table holds: exact.
      sql<number | null>`ceiling::float8`.as('ceiling'),
      checks.as('checks'),
    ])

export type RecipientRecord = NonNullable<Awaited<ReturnType<typeof findRecipient>>>

export function findRecipient(handle: Handle, id: RecipientId) {
  return select(handle).where('recipient.id', '=', id).executeTakeFirst()
}

/** All, the newest first. */
export function recipients(handle: Handle) {
  return select(handle).orderBy('made_at', 'desc').limit(200).execute()
}

/** To whom anybody may give today. `today`: YYYY-MM-DD by the movement's clocks. */
export function publicRecipients(handle: Handle, today: string) {
  return select(handle)
    .where('public_at', 'is not', null)
    .where('filed_at', 'is', null)
    .where((w) => w.and([w.or([w('opens_on', 'is', null), w('opens_on', '<=', today)])]))
    .where((w) => w.or([w('closes_on', 'is', null), w('closes_on', '>=', today)]))
    .orderBy('made_at')
    .limit(50)
    .execute()
}

/** Whose books an account keeps now. */
export function recipientsOf(handle: Handle, account: AccountId) {
  return select(handle)
    .innerJoin('recipient_officer', 'recipient_id', 'recipient.id')
    .where('account_id', '=', account)
    .where('until', 'is', null)
    .orderBy('name')
    .execute()
}

/** Who keeps the books of a recipient now. */
export function officers(handle: Handle, id: RecipientId) {
  return db(handle)
    .selectFrom('recipient_officer')
    .innerJoin('account', 'account.id', 'account_id')
    .select(['account_id', 'email', 'since'])
    .where('recipient_id', '=', id)
    .where('until', 'is', null)
    .orderBy('email')
    .execute()
}
