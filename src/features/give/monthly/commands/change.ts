import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { Conflict } from '#platform/errors'
import { todayOf } from '#platform/i18n/moments'
import { enqueue } from '#platform/jobs/queue'
import type { MonthlyRecord } from '../queries.ts'
import { monthlyMail } from '../queues.ts'
import { amountsAfter, nthBy } from '../rules.ts'
import { db, type MonthlyId } from '../tables.ts'
import { schedule } from './charge.ts'
import { callBack, lockedMonthly, stop } from './stop.ts'

/** She stops it. At once, and pressed twice as pressed once. */
export async function stopMonthly(tx: Tx, app: App, id: MonthlyId): Promise<void> {
  await stop(tx, app, { plan: await lockedMonthly(tx, id), reason: 'donor' })
}

/** She pauses it, for as long as she likes: nothing more is taken, and what nobody was asked for yet is called back. */
export async function pauseMonthly(tx: Tx, app: App, id: MonthlyId): Promise<void> {
  const plan = await lockedMonthly(tx, id)
  if (plan.state === 'paused') return
  if (plan.state !== 'active') throw new Conflict('monthly.not-active')
  await db(tx)
    .updateTable('monthly_gift')
    .set({ state: 'paused', next_at: null, changed_at: app.now(), step: plan.step + 1 })
    .where('id', '=', id)
    .execute()
  await callBack(tx, id, app.now())
}

/** She takes it up again: from the next of its days on. Months of the pause are not made up for. */
export async function resumeMonthly(tx: Tx, app: App, id: MonthlyId): Promise<void> {
  const plan = await lockedMonthly(tx, id)
  if (plan.state === 'active') return
  if (plan.state !== 'paused') throw new Conflict('monthly.not-paused')
  const step = plan.step + 1
  await db(tx).updateTable('monthly_gift').set({ state: 'active', step, failures: 0 }).where('id', '=', id).execute()
  const resumed: MonthlyRecord = { ...plan, state: 'active', step }
  await schedule(tx, app, { plan: resumed, nth: nthBy(plan.anchor_on, todayOf(app)) + 1 })
}

/** She gives another amount: less at once; more after some days, and with a mail that says from when. Units of the currency's smallest. */
export async function changeAmount(tx: Tx, app: App, { id, amount }: { id: MonthlyId; amount: number }): Promise<void> {
  const plan = await lockedMonthly(tx, id)
  if (plan.state !== 'active' && plan.state !== 'paused') throw new Conflict('monthly.not-active')
  const after = amountsAfter(plan, { amount, today: todayOf(app) })
  if (after.amount === plan.amount && after.rise_to === plan.rise_to) return
  const step = plan.step + 1
  await db(tx)
    .updateTable('monthly_gift')
    .set({ ...after, step, changed_at: app.now() })
    .where('id', '=', id)
    .execute()
  if (after.rise_to !== null) enqueue(tx, monthlyMail, { monthly: id, kind: 'raised', step })
}
