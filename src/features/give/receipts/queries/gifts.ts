import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { amountOf } from '#platform/money'
import type { GiftId } from '../../giving/index.ts'
import type { RecipientId } from '../../core/index.ts'
import { db } from '../tables.ts'

/** Gifts as they stand, with the acknowledgement that stands and the last that was cancelled. */
export async function standingOf(handle: Handle, gifts: GiftId[]) {
  const rows = await db(handle)
    .selectFrom('gift')
    .innerJoin('donor', 'donor.id', 'gift.donor_id')
    .innerJoin('recipient', 'recipient.id', 'gift.recipient_id')
    .leftJoin('acknowledgement as a', (join) => join.onRef('a.gift_id', '=', 'gift.id').on('a.cancelled_at', 'is', null))
    .select(['gift.id', 'gift.donor_id', 'gift.recipient_id', 'gift.state', 'gift.mode', 'gift.currency', 'gift.locale'])
    .select(['gift.amount', 'gift.refunded', 'gift.number', 'gift.paid_at'])
    .select(['donor.given_name', 'donor.family_name', 'recipient.kind', 'recipient.country'])
    .select(['a.id as acknowledgement', 'a.amount as acknowledged', 'a.year', 'a.number as nth'])
    .select(
      sql<{
        year: number
        number: number
        why: string
      } | null>`(select json_build_object('year', c.year, 'number', c.number, 'why', c.cancelled_for)
        from acknowledgement c where c.gift_id = gift.id and c.cancelled_at is not null order by c.cancelled_at desc, c.number desc limit 1)`.as(
        'cancelled',
      ),
    )
    .where('gift.id', 'in', gifts)
    .orderBy('gift.paid_at')
    .orderBy('gift.id')
    .execute()
  return rows.map(({ amount, refunded, number, acknowledged, ...row }) => ({
    ...row,
    amount: amountOf(amount),
    refunded: amountOf(refunded),
    number: amountOf(number),
    acknowledged: acknowledged === null ? 0 : amountOf(acknowledged),
  }))
}

export type GiftStanding = Awaited<ReturnType<typeof standingOf>>[number]

/** Whose books these gifts are in. */
export async function recipientsOfGifts(handle: Handle, gifts: GiftId[]): Promise<RecipientId[]> {
  const rows = await db(handle)
    .selectFrom('gift')
    .select('recipient_id')
    .distinct()
    .where('id', 'in', gifts)
    .orderBy('recipient_id')
    .execute()
  return rows.map(({ recipient_id }) => recipient_id)
}

/** Gifts whose acknowledgement does not say what is there, the first that came first: what nobody told of. */
export async function unsettled(handle: Handle, limit: number): Promise<GiftId[]> {
  const { rows } = await sql<{ id: GiftId }>`
    select g.id from gift g left join acknowledgement a on a.gift_id = g.id and a.cancelled_at is null
    where g.paid_at is not null
      and coalesce(a.amount, 0) <> case when g.state in ('paid', 'refunded') then g.amount - g.refunded else 0 end
    order by g.paid_at, g.id limit ${limit}`.execute(db(handle))
  return rows.map(({ id }) => id)
}
