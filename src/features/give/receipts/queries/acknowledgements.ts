import type { Handle } from '#platform/db/handle'
import { amountOf } from '#platform/money'
import type { DonorId, GiftId } from '../../giving/index.ts'
import { type AcknowledgementId, db } from '../tables.ts'

const select = (handle: Handle) =>
  db(handle)
    .selectFrom('acknowledgement')
    .innerJoin('donor', 'donor.id', 'donor_id')
    .select(['acknowledgement.id', 'gift_id', 'donor_id', 'recipient_id', 'year', 'number', 'amount', 'currency', 'said'])
    .select(['acknowledgement.made_at', 'cancelled_at', 'cancelled_for', 'asked', 'asked_at', 'donor.email', 'donor.given_name'])

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]
export type AcknowledgementRecord = Omit<Row, 'amount'> & { amount: number }

const whole = (row: Row): AcknowledgementRecord => ({ ...row, amount: amountOf(row.amount) })

export async function findAcknowledgement(handle: Handle, id: AcknowledgementId): Promise<AcknowledgementRecord | undefined> {
  const row = await select(handle).where('acknowledgement.id', '=', id).executeTakeFirst()
  return row && whole(row)
}

/** All that were written of a gift, the newest first: at most the first of them stands. */
export async function acknowledgementsOf(handle: Handle, gift: GiftId): Promise<AcknowledgementRecord[]> {
  const rows = await select(handle).where('gift_id', '=', gift).orderBy('year', 'desc').orderBy('number', 'desc').execute()
  return rows.map(whole)
}

/** What came from a donor in a year and stayed, as it was acknowledged, in the order of its days. */
export async function yearOf(
  handle: Handle,
  { donor, year }: { donor: DonorId; year: number },
): Promise<AcknowledgementRecord[]> {
  const rows = await select(handle)
    .where('donor_id', '=', donor)
    .where('year', '=', year)
    .where('cancelled_at', 'is', null)
    .orderBy('number')
    .orderBy('acknowledgement.id')
    .execute()
  return rows.map(whole).toSorted((a, b) => (a.said.day < b.said.day ? -1 : a.said.day > b.said.day ? 1 : 0))
}
