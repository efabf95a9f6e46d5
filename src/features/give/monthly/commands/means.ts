import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import type { Id } from '#platform/db/id'
import { Conflict } from '#platform/errors'
import type { Locale } from '#platform/i18n/locales'
import { todayOf } from '#platform/i18n/moments'
import { enqueue } from '#platform/jobs/queue'
import { sayAmount } from '#platform/money'
import { findRecipient, type RecipientRecord } from '../../core/index.ts'
import { isPaidAtOnce } from '../../giving/index.ts'
import { areKept, mayStillBegin, releaseMeans, startPayment } from '../../payments/index.ts'
import { links } from '../links.ts'
import { findMonthly, type MonthlyRecord } from '../queries.ts'
import { monthlyMail } from '../queues.ts'
import { mayChangeMeans, nthBy } from '../rules.ts'
import { amountNow } from '../saying.ts'
import { db, type MonthlyId } from '../tables.ts'
import { pageTexts } from '../texts.ts'
import { schedule } from './charge.ts'
import { lockedMonthly } from './stop.ts'

type PaymentId = Id<'payment'>

/** What `payment.subject_kind` is where means are kept for a monthly gift. */
export const MEANS_SUBJECT = 'monthly-means'

/** Whether she may give it another card or account: it goes on, or ended for want of one while there is still somebody to give to. */
export const meansMayChange = (app: App, plan: MonthlyRecord, recipient: RecipientRecord): boolean =>
  recipient.payment_account_id !== null &&
  recipient.filed_at === null &&
  (recipient.closes_on === null || recipient.closes_on >= todayOf(app)) &&
  mayChangeMeans(plan)

/**
 * She wants it to be paid otherwise: gives the payment of nothing by which other means are kept, to lead her to. Until they are, those of before pay. Asked again
 * while that page is open, it is the same page.
 */
export async function askOtherMeans(tx: Tx, app: App, { id, locale }: { id: MonthlyId; locale: Locale }): Promise<PaymentId> {
  const plan = await lockedMonthly(tx, id)
  const recipient = (await findRecipient(tx, plan.recipient_id))!
  const { mode, asked_means, currency } = plan
  if (!meansMayChange(app, plan, recipient) || !isPaidAtOnce(mode)) throw new Conflict('monthly.not-active')
  const now = app.now()
  if (asked_means && (await mayStillBegin(tx, asked_means, now))) return asked_means
  const amount = sayAmount(locale, amountNow(app, plan), currency)
  const payment = await startPayment(tx, {
    account: recipient.payment_account_id!,
    subject: { kind: MEANS_SUBJECT, id },
    amount: 0,
    mode,
    returnPath: links.back(app, id, locale),
    locale,
    description: pageTexts.in(locale)('monthly.each', { amount, recipient: plan.recipient }),
    keep: true,
    now,
  })
  await db(tx).updateTable('monthly_gift').set({ asked_means: payment }).where('id', '=', id).execute()
  return payment
}

/**
 * Other means are kept: they pay from now on, and those of before are forgotten. What a bank had refused is tried at once; what had ended for that goes on, on its
 * next day. Told twice as told once; of who stopped it meanwhile, or was erased, nothing is kept.
 */
export async function takeOtherMeans(tx: Tx, app: App, { id, payment }: { id: MonthlyId; payment: PaymentId }): Promise<void> {
  const now = app.now()
  const plan = (await findMonthly(tx, id)) && (await lockedMonthly(tx, id))
  const recipient = plan && (await findRecipient(tx, plan.recipient_id))
  if (!plan || !recipient) return releaseMeans(tx, payment, now)
  if (plan.means === payment) return
  const account = recipient.payment_account_id
  const kept = account !== null && (await areKept(tx, payment, account))
  if (!kept || !meansMayChange(app, plan, recipient)) return releaseMeans(tx, payment, now)
  const step = plan.step + 1
  const retry = plan.state === 'active' && plan.failures > 0 && plan.next_at !== null
  await db(tx)
    .updateTable('monthly_gift')
    .set({ means_id: payment, failures: 0, step, changed_at: now, ...(retry ? { next_at: now } : {}) })
    .where('id', '=', id)
    .execute()
  if (plan.means) await releaseMeans(tx, plan.means, now)
  enqueue(tx, monthlyMail, { monthly: id, kind: 'means', step })
  if (plan.state === 'stopped') await takeUp(tx, app, { ...plan, means: payment, step })
}

/** It had ended since nothing could be taken: it goes on. What was missed meanwhile is not made up for. */
async function takeUp(tx: Tx, app: App, plan: MonthlyRecord): Promise<void> {
  const open = { state: 'active', reason: null } as const
  await db(tx).updateTable('monthly_gift').set(open).where('id', '=', plan.id).execute()
  await schedule(tx, app, { plan: { ...plan, ...open }, nth: nthBy(plan.anchor_on, todayOf(app)) + 1 })
}
