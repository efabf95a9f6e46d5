import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { amountOf } from '#platform/money'
import { COUNTED, type CountedOf, type DonorSum, inScope } from '../../giving/index.ts'
import { db, type DueId, type MemberId } from '../tables.ts'

export const select = (handle: Handle) =>
  db(handle)
    .selectFrom('due')
    .innerJoin('dues_member as m', 'm.id', 'member_id')
    .innerJoin('donor', 'donor.id', 'm.donor_id')
    .innerJoin('recipient', 'recipient.id', 'm.recipient_id')
    .select(['due.id', 'due.number', 'due.member_id', 'due.amount', 'due.refunded', 'due.currency', 'due.mode', 'due.state'])
    .select(['due.reason', 'due.made_at', 'due.changed_at', 'due.paid_at', 'due.payment_id', 'due.step'])
    // Days are texts: a Date would be midnight of the machine.
    .select([sql<string | null>`due.from_on::text`.as('from_on'), sql<string | null>`due.until_on::text`.as('until_on')])
    .select(['m.recipient_id', 'm.donor_id', 'm.told', 'm.locale', 'donor.given_name', 'donor.family_name'])
    .select('donor.email')
    .select(['donor.mailbox_hash', 'recipient.name as recipient', 'recipient.kind', 'recipient.country'])

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]
export type DueRecord = Omit<Row, 'amount' | 'refunded' | 'number'> & { amount: number; refunded: number; number: number }

export const whole = ({ amount, refunded, number, ...row }: Row): DueRecord => ({
  ...row,
  amount: amountOf(amount),
  refunded: amountOf(refunded),
  number: amountOf(number),
})

export async function findDue(handle: Handle, id: DueId): Promise<DueRecord | undefined> {
  const row = await select(handle).where('due.id', '=', id).executeTakeFirst()
  return row && whole(row)
}

/** Dues of members, the newest first; of a member few, so no page of them. */
export async function duesOf(handle: Handle, members: MemberId[]): Promise<DueRecord[]> {
  if (members.length === 0) return []
  const rows = await select(handle).where('due.member_id', 'in', members).orderBy('due.id', 'desc').limit(500).execute()
  return rows.map(whole)
}

/** For the law's sums: dues of donors, paid and under way. */
export const duesBefore = ({ donors, recipient, scope }: CountedOf) => sql<DonorSum>`
  select m.donor_id as donor, sum(d.amount - d.refunded)::text as sum
  from due d join dues_member m on m.id = d.member_id join recipient r on r.id = m.recipient_id
  where m.donor_id = any(${donors}::uuid[]) and d.state = any(${[...COUNTED]}::text[]) and ${inScope(recipient, scope, 'd')}
  group by m.donor_id`

/** How many dues from a mailbox wait to be paid or looked at. */
export const openDues = (mailbox_hash: Buffer) => sql<{ n: string }>`
  select count(*)::text as n from due d join dues_member m on m.id = d.member_id join donor on donor.id = m.donor_id
  where donor.mailbox_hash = ${mailbox_hash} and d.state in ('held', 'accepted', 'begun', 'promised')`
