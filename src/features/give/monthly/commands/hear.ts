import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { todayOf } from '#platform/i18n/moments'
import { enqueue } from '#platform/jobs/queue'
import { findRecipient } from '../../core/index.ts'
import type { GiftId } from '../../giving/index.ts'
import { areKept, releaseMeans } from '../../payments/index.ts'
import { monthlyOf, type MonthlyRecord } from '../queries.ts'
import { monthlyMail } from '../queues.ts'
import { nthBy, type Outcome, retryOn, TRIES } from '../rules.ts'
import { db, type MonthlyId } from '../tables.ts'
import { momentOf, schedule } from './charge.ts'
import { callBack, lockedMonthly, stop } from './stop.ts'

/** What the payment of one of its gifts became. Told twice, or late, it is as told once. */
export async function hear(tx: Tx, app: App, { gift, state }: { gift: GiftId; state: string }): Promise<void> {
  const of = await monthlyOf(tx, gift)
  if (!of) return
  const plan = await lockedMonthly(tx, of.monthly_id)
  const charge = await db(tx)
    .selectFrom('monthly_charge')
    .select(['nth', 'outcome'])
    .where('gift_id', '=', gift)
    .executeTakeFirstOrThrow()
  // Who takes money back from her bank wants no more of it to go.
  if (state === 'disputed' || state === 'lost') return stop(tx, app, { plan, reason: 'disputed' })
  const told = { plan, gift, ...charge }
  if (state === 'paid') return cameIn(tx, app, told)
  if (state === 'failed' || state === 'cancelled') return wasRefused(tx, app, told)
  if (state === 'expired') return wasNotMade(tx, app, told)
}

type Told = { plan: MonthlyRecord; gift: GiftId; nth: number; outcome: Outcome }

async function cameIn(tx: Tx, app: App, { plan, gift, nth, outcome }: Told): Promise<void> {
  if (outcome === 'paid' || outcome === 'late') return
  if (nth === 0) {
    await settle(tx, gift, 'paid')
    return begin(tx, app, plan)
  }
  // A bank that refused it took it after all: what was begun in its place is called back where that can be.
  if (outcome !== 'under-way' && outcome !== 'held') await callBack(tx, plan.id, app.now())
  await settle(tx, gift, (await isTaken(tx, { id: plan.id, nth, gift })) ? 'late' : 'paid')
  await db(tx).updateTable('monthly_gift').set({ failures: 0 }).where('id', '=', plan.id).execute()
  if (plan.state === 'active' && outcome !== 'held') await schedule(tx, app, { plan, nth: nextOf(app, plan, nth) })
}

const nextOf = (app: App, { anchor_on }: MonthlyRecord, nth: number) => Math.max(nth, nthBy(anchor_on, todayOf(app))) + 1

/** Its first gift is there: it goes on from here, if there is something to go on with. */
async function begin(tx: Tx, app: App, plan: MonthlyRecord): Promise<void> {
  const now = app.now()
  const means = plan.payment_id!
  const { payment_account_id: account } = (await findRecipient(tx, plan.recipient_id))!
  const waits = plan.state === 'begun' || plan.reason === 'first'
  // She stopped it while she paid: nothing is kept.
  if (!waits) return releaseMeans(tx, means, now)
  const kept = account !== null && (await areKept(tx, means, account))
  const step = plan.step + 1
  const open = { state: 'active', reason: null, step, changed_at: now } as const
  await db(tx).updateTable('monthly_gift').set(open).where('id', '=', plan.id).execute()
  const begun = { ...plan, ...open }
  if (!kept) return stop(tx, app, { plan: begun, reason: 'means' })
  enqueue(tx, monthlyMail, { monthly: plan.id, kind: 'started', step })
  await schedule(tx, app, { plan: begun, nth: nextOf(app, plan, 0) })
}

/** Three refusals in a row, some days apart, and nobody tries any more. She is told of each. */
async function wasRefused(tx: Tx, app: App, { plan, gift, nth, outcome }: Told): Promise<void> {
  if (outcome !== 'under-way') return
  await settle(tx, gift, 'failed')
  if (nth === 0) return stop(tx, app, { plan, reason: 'first' })
  if (plan.state !== 'active') return
  const failures = plan.failures + 1
  const step = plan.step + 1
  const next_at = failures < TRIES ? momentOf(app, retryOn(todayOf(app), failures)) : null
  await db(tx)
    .updateTable('monthly_gift')
    .set({ nth, failures, step, next_at, changed_at: app.now() })
    .where('id', '=', plan.id)
    .execute()
  if (failures >= TRIES) return stop(tx, app, { plan: { ...plan, step }, reason: 'failed' })
  enqueue(tx, monthlyMail, { monthly: plan.id, kind: 'tried', step })
}

const HOURS = 3_600_000
/** How long nobody asks again after a provider did not answer. */
const AWAY = 6 * HOURS

/** Nobody was asked for money, so that nobody has refused: it is tried again later the same day. */
async function wasNotMade(tx: Tx, app: App, { plan, gift, nth, outcome }: Told): Promise<void> {
  if (outcome !== 'under-way') return
  await settle(tx, gift, 'unmade')
  if (nth === 0) return stop(tx, app, { plan, reason: 'first' })
  if (plan.state !== 'active') return
  const next_at = new Date(app.now().getTime() + AWAY)
  await db(tx).updateTable('monthly_gift').set({ nth, next_at }).where('id', '=', plan.id).execute()
}

async function settle(tx: Tx, gift: GiftId, outcome: Outcome): Promise<void> {
  await db(tx).updateTable('monthly_charge').set({ outcome }).where('gift_id', '=', gift).execute()
}

/** Whether another try of that month was paid, or is still under way. */
async function isTaken(tx: Tx, { id, nth, gift }: { id: MonthlyId; nth: number; gift: GiftId }): Promise<boolean> {
  const other = await db(tx)
    .selectFrom('monthly_charge')
    .select('gift_id')
    .where('monthly_id', '=', id)
    .where('nth', '=', nth)
    .where('gift_id', '<>', gift)
    .where('outcome', 'in', ['under-way', 'held', 'paid'])
    .executeTakeFirst()
  return other !== undefined
}
