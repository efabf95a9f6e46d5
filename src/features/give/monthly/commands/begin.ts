import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { clockIn } from '#platform/i18n/moments'
import type { Rhythm } from '../../giving/index.ts'
import { db } from '../tables.ts'

type Begun = Parameters<Rhythm['begin']>[2]

/** A first gift that is to come again: it goes on when that one is paid. Its day is that of today by the movement's clocks. */
export async function beginMonthly(tx: Tx, app: App, { gift, donor, offer }: Begun): Promise<void> {
  const now = app.now()
  const id = newId()
  const { recipient, amount, locale } = offer
  await db(tx)
    .insertInto('monthly_gift')
    .values({
      id,
      recipient_id: recipient.id,
      donor_id: donor,
      first_gift_id: gift,
      amount,
      currency: recipient.currency,
      locale,
      state: 'begun',
      anchor_on: clockIn(app.movement.current.timeZone, now).day,
      made_at: now,
      changed_at: now,
    })
    .execute()
  await db(tx)
    .insertInto('monthly_charge')
    .values({ monthly_id: id, nth: 0, try: 1, gift_id: gift, amount, outcome: 'under-way', made_at: now })
    .execute()
}
