import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { amountOf } from '#platform/money'
import type { DonorId, GiftId } from '../../giving/index.ts'
import { db } from '../tables.ts'

/** Gifts on a page of them. */
export const SHOWN = 20

/** Whether a gift was ever made from a mailbox, whatever became of it. */
export async function hasGiven(handle: Handle, mailbox: Buffer): Promise<boolean> {
  const { rows } = await sql<{ given: boolean }>`
    select exists (select from gift join donor on donor.id = gift.donor_id where donor.mailbox_hash = ${mailbox}) as given`.execute(
    db(handle),
  )
  return rows[0]!.given
}

type Asked = { mailbox: Buffer; before: GiftId | undefined }

/** Gifts of a mailbox, the newest first, by keyset; with what was acknowledged of each last. One more than is shown, where there are more. */
export async function giftsOfMailbox(handle: Handle, { mailbox, before }: Asked) {
  const rows = await db(handle)
    .selectFrom('gift')
    .innerJoin('donor', 'donor.id', 'gift.donor_id')
    .innerJoin('recipient', 'recipient.id', 'gift.recipient_id')
    .leftJoinLateral(
      (w) =>
        w
          .selectFrom('acknowledgement as a')
          .select(['a.id as acknowledgement', 'a.year', 'a.number as nth', 'a.cancelled_for'])
          .whereRef('a.gift_id', '=', 'gift.id')
          .orderBy('a.number', 'desc')
          .limit(1)
          .as('a'),
      (join) => join.onTrue(),
    )
    .select(['gift.id', 'gift.donor_id', 'gift.amount', 'gift.refunded', 'gift.currency', 'gift.state'])
    .select(['gift.made_at', 'gift.paid_at', 'recipient.name as recipient', 'recipient.kind', 'recipient.country'])
    .select(['donor.given_name', 'donor.family_name', 'a.acknowledgement', 'a.year', 'a.nth', 'a.cancelled_for'])
    .where('donor.mailbox_hash', '=', mailbox)
    .$if(before !== undefined, (q) => q.where('gift.id', '<', before!))
    .orderBy('gift.id', 'desc')
    .limit(SHOWN + 1)
    .execute()
  return rows.map(({ amount, refunded, ...row }) => ({ ...row, amount: amountOf(amount), refunded: amountOf(refunded) }))
}

export type MyGift = Awaited<ReturnType<typeof giftsOfMailbox>>[number]

/** What came from each person of a mailbox in each year and stayed, to each recipient. `sent`: when the summary of that year left. */
export type MyYear = {
  donor_id: DonorId
  name: string
  year: number
  recipient: string
  currency: string
  sum: number
  gifts: number
  sent: Date | null
}

/** Few rows however many gifts: one for a person, year and recipient. One query. */
export async function yearsOfMailbox(handle: Handle, mailbox: Buffer): Promise<MyYear[]> {
  const { rows } = await sql<Omit<MyYear, 'sum' | 'gifts'> & { sum: string; gifts: string }>`
    select d.id as donor_id, d.given_name || ' ' || d.family_name as name, a.year, r.name as recipient, a.currency,
      sum(a.amount)::text as sum, count(*)::text as gifts, min(y.made_at) as sent
    from donor d join acknowledgement a on a.donor_id = d.id and a.cancelled_at is null join recipient r on r.id = a.recipient_id
    left join gift_year y on y.donor_id = d.id and y.year = a.year
    where d.mailbox_hash = ${mailbox}
    group by d.id, a.year, r.id, a.currency order by d.id, a.year desc, r.name, a.currency`.execute(db(handle))
  return rows.map(({ sum, gifts, ...row }) => ({ ...row, sum: amountOf(sum), gifts: amountOf(gifts) }))
}

/** The mailbox of a donor, as it is hashed, and her address; null of who was forgotten. */
export function mailboxOf(handle: Handle, donor: DonorId) {
  return db(handle)
    .selectFrom('donor')
    .select(['id', 'mailbox_hash', 'email', 'given_name', 'family_name'])
    .where('id', '=', donor)
    .executeTakeFirst()
}

/** Who of a mailbox this is: nobody's where it is another's. */
export function donorOfMailbox(handle: Handle, { donor, mailbox }: { donor: DonorId; mailbox: Buffer }) {
  return db(handle)
    .selectFrom('donor')
    .select(['id', 'given_name', 'family_name'])
    .where('id', '=', donor)
    .where('mailbox_hash', '=', mailbox)
    .executeTakeFirst()
}

/** Whether somebody of this mailbox was erased: what stays of her says why. */
export async function hasForgotten(handle: Handle, mailbox: Buffer): Promise<boolean> {
  const found = await db(handle)
    .selectFrom('donor')
    .select('id')
    .where('mailbox_hash', '=', mailbox)
    .where('email', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** Whether gifts from these mailboxes came, and so are in the accounts, whatever became of them since. */
export async function haveCome(handle: Handle, mailboxes: Buffer[]): Promise<boolean> {
  const found = await db(handle)
    .selectFrom('gift')
    .innerJoin('donor', 'donor.id', 'donor_id')
    .select('gift.id')
    .where('mailbox_hash', 'in', mailboxes)
    .where('paid_at', 'is not', null)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
