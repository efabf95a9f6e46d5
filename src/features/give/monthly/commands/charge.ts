import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { momentIn, todayOf } from '#platform/i18n/moments'
import { findRecipient, type RecipientRecord } from '../../core/index.ts'
import { giveAgain } from '../../giving/index.ts'
import { areKept } from '../../payments/index.ts'
import { findMonthly, type MonthlyRecord } from '../queries.ts'
import { amountOn, dueOn, nthBy, reasonOf } from '../rules.ts'
import { db, type MonthlyId } from '../tables.ts'
import { stop } from './stop.ts'

/** The hour at which it is looked at, by the movement's clocks: what goes wrong is told by day. */
const HOUR = '09:00'

export const momentOf = (app: App, day: string): Date => momentIn(app.movement.current.timeZone, day, HOUR)!

/**
 * Takes the month whose day has come, once, whoever else tries at the same time: the row is passed over while another holds it, and is due no more when that one
 * has committed. The gift, what pays it, and this are one transaction; a job asks the provider. Months that nobody took in time are left out: never two at once.
 */
export async function takeMonth(tx: Tx, app: App, id: MonthlyId): Promise<void> {
  const row = await db(tx)
    .selectFrom('monthly_gift')
    .select('id')
    .where('id', '=', id)
    .where('state', '=', 'active')
    .where('next_at', '<=', app.now())
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  const plan = row && (await findMonthly(tx, id))
  if (!plan) return
  const recipient = (await findRecipient(tx, plan.recipient_id))!
  const today = todayOf(app)
  const nth = Math.max(plan.nth, nthBy(plan.anchor_on, today))
  const amount = amountOn(plan, today)
  const { means } = plan
  const kept = means && recipient.payment_account_id && (await areKept(tx, means, recipient.payment_account_id))
  if (!kept) return stop(tx, app, { plan, reason: 'means' })
  const { decision, gift } = await giveAgain(tx, app, { like: plan.first_gift_id, amount, means })
  if (!gift) return stop(tx, app, { plan, reason: reasonOf(decision) })
  const held = decision.verdict === 'hold'
  await db(tx)
    .insertInto('monthly_charge')
    .values({
      monthly_id: id,
      nth,
      try: sql<number>`(select coalesce(max(try), 0) + 1 from monthly_charge where monthly_id = ${id} and nth = ${nth})`,
      gift_id: gift,
      amount,
      outcome: held ? 'held' : 'under-way',
      made_at: app.now(),
    })
    .execute()
  const rise = amount === plan.rise_to ? { rise_to: null, rise_on: null } : {}
  await db(tx)
    .updateTable('monthly_gift')
    .set({ nth, amount, ...rise, next_at: null })
    .where('id', '=', id)
    .execute()
  // The treasurer looks at it as at any gift; the next month goes on.
  if (held) await schedule(tx, app, { plan, nth: nth + 1, recipient })
}

type Next = { plan: MonthlyRecord; nth: number; recipient?: RecipientRecord }

/** Waits for a month; where the collection is over by then, this was the last. */
export async function schedule(tx: Tx, app: App, { plan, nth, recipient }: Next): Promise<void> {
  const { closes_on } = recipient ?? (await findRecipient(tx, plan.recipient_id))!
  const day = dueOn(plan.anchor_on, nth)
  if (closes_on && day > closes_on) return stop(tx, app, { plan, reason: 'window' })
  await db(tx)
    .updateTable('monthly_gift')
    .set({ state: 'active', nth, next_at: momentOf(app, day), changed_at: app.now() })
    .where('id', '=', plan.id)
    .execute()
}
