import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { NotFound } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { releaseMeans, withdrawPayment } from '../../payments/index.ts'
import { findMonthly, type MonthlyRecord } from '../queries.ts'
import { monthlyMail } from '../queues.ts'
import type { Reason } from '../rules.ts'
import { db, type MonthlyId } from '../tables.ts'

/** One after the other changes a monthly gift. Throws NotFound when there is none. */
export async function lockedMonthly(tx: Tx, id: MonthlyId): Promise<MonthlyRecord> {
  const row = await db(tx).selectFrom('monthly_gift').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  const found = row && (await findMonthly(tx, id))
  if (!found) throw new NotFound('monthly.gone')
  return found
}

/** Ends it now, whatever is under way: what nobody was asked for yet is called back. She is told why. */
export async function stop(tx: Tx, app: App, { plan, reason }: { plan: MonthlyRecord; reason: Reason }): Promise<void> {
  if (plan.state === 'stopped') return
  const now = app.now()
  const step = plan.step + 1
  await db(tx)
    .updateTable('monthly_gift')
    .set({ state: 'stopped', reason, next_at: null, rise_to: null, rise_on: null, changed_at: now, step })
    .where('id', '=', plan.id)
    .execute()
  await callBack(tx, plan.id, now)
  if (plan.means) await releaseMeans(tx, plan.means, now)
  // Of a first gift that never came she was told already.
  if (reason !== 'first') enqueue(tx, monthlyMail, { monthly: plan.id, kind: 'stopped', step })
}

/** Calls back what is under way, where nobody was asked for it yet. */
export async function callBack(tx: Tx, id: MonthlyId, now: Date): Promise<void> {
  const open = await db(tx)
    .selectFrom('monthly_charge as c')
    .innerJoin('gift as g', 'g.id', 'c.gift_id')
    .select(['c.nth', 'c.try', 'g.payment_id'])
    .where('monthly_id', '=', id)
    .where('outcome', '=', 'under-way')
    .where('c.nth', '>', 0)
    .execute()
  for (const { nth, try: one, payment_id } of open)
    if (payment_id && (await withdrawPayment(tx, payment_id, now)))
      await db(tx)
        .updateTable('monthly_charge')
        .set({ outcome: 'unmade' })
        .where('monthly_id', '=', id)
        .where('nth', '=', nth)
        .where('try', '=', sql<number>`${one}`)
        .execute()
}
