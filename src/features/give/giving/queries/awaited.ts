import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { numberIn } from '../../banking/index.ts'
import { amountOf } from '#platform/money'
import type { RecipientId } from '../../core/index.ts'
import { referenceOf, type State } from '../rules.ts'
import { db, type GiftId } from '../tables.ts'

/** A gift that comes, or came, over the bank. */
export type AwaitedGift = {
  id: GiftId
  reference: string
  amount: number
  currency: string
  name: string
  state: State
  mode: string
  made_at: Date
}

const STATES = ['promised', 'expired', 'cancelled', 'paid', 'lost', 'refunded'] as const satisfies State[]

const select = (handle: Handle, recipient: RecipientId) =>
  db(handle)
    .selectFrom('gift')
    .innerJoin('donor', 'donor.id', 'donor_id')
    .select(['gift.id', 'gift.number', 'gift.amount', 'gift.currency', 'gift.state', 'gift.mode', 'gift.made_at'])
    .select(['donor.given_name', 'donor.family_name'])
    .where('recipient_id', '=', recipient)
    .where('state', 'in', [...STATES])

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]

const known = ({ number, amount, given_name, family_name, ...row }: Row): AwaitedGift => ({
  ...row,
  amount: amountOf(amount),
  reference: referenceOf(amountOf(number)),
  name: `${given_name} ${family_name}`,
})

/** Transfers that were promised to a recipient, in whatever state: what a statement may tell of. The oldest first. */
export async function awaitedBy(handle: Handle, recipient: RecipientId): Promise<AwaitedGift[]> {
  const rows = await select(handle, recipient).where('mode', '=', 'transfer').orderBy('gift.id').execute()
  return rows.map(known)
}

type Sought = { ids?: readonly GiftId[]; words?: string; limit?: number }

/** Those of these ids, or those that a treasurer looks for by a name or the number of a reference: transfers and cheques that may still come. */
export async function findAwaited(
  handle: Handle,
  recipient: RecipientId,
  { ids, words, limit = 20 }: Sought,
): Promise<AwaitedGift[]> {
  if (ids?.length === 0) return []
  const number = numberIn(words ?? '')
  const part = `%${(words ?? '').replace(/[\\%_]/g, '\\$&')}%`
  const rows = await select(handle, recipient)
    .$if(ids !== undefined, (q) => q.where('gift.id', 'in', [...ids!]))
    .$if(words !== undefined, (q) =>
      q
        .where('mode', 'in', ['transfer', 'cheque'])
        .where('state', 'in', ['promised', 'expired', 'cancelled', 'lost'])
        .where(
          number === undefined
            ? sql<boolean>`(donor.given_name || ' ' || donor.family_name ilike ${part} or donor.email ilike ${part})`
            : sql<boolean>`gift.number = ${number}::bigint`,
        ),
    )
    .orderBy('gift.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(known)
}

/** To whose book each payment belongs, of those that are a gift's. */
export async function booksOfPayments(handle: Handle, payments: readonly string[]): Promise<Map<string, RecipientId>> {
  if (payments.length === 0) return new Map()
  const { rows } = await sql<{ payment_id: string; recipient_id: RecipientId }>`
    select payment_id, recipient_id from gift where payment_id = any(${[...payments]}::uuid[])`.execute(db(handle))
  return new Map(rows.map(({ payment_id, recipient_id }) => [payment_id, recipient_id]))
}
