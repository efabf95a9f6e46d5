import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import type { Id } from '#platform/db/id'
import { amountOf } from '#platform/money'
import type { RecipientId } from '../core/index.ts'
import type { GiftId } from '../giving/index.ts'
import type { State } from './rules.ts'
import { db, type MonthlyId } from './tables.ts'

const select = (handle: Handle) =>
  db(handle)
    .selectFrom('monthly_gift as m')
    .innerJoin('donor as d', 'd.id', 'm.donor_id')
    .innerJoin('recipient as r', 'r.id', 'm.recipient_id')
    .innerJoin('gift as g', 'g.id', 'm.first_gift_id')
    .select(['m.id', 'm.recipient_id', 'm.donor_id', 'm.first_gift_id', 'm.amount', 'm.rise_to', 'm.currency', 'm.locale'])
    .select(['m.state', 'm.reason', 'm.nth', 'm.failures', 'm.next_at', 'm.made_at', 'm.changed_at', 'm.step', 'm.asked_means'])
    // Days are texts: a Date would be midnight of the machine.
    .select([sql<string>`m.anchor_on::text`.as('anchor_on'), sql<string | null>`m.rise_on::text`.as('rise_on')])
    .select(['d.email', 'd.given_name', 'd.family_name', 'd.mailbox_hash', 'r.name as recipient', 'g.payment_id', 'g.mode'])
    // What pays it.
    .select(sql<Id<'payment'> | null>`coalesce(m.means_id, g.payment_id)`.as('means'))

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]
export type MonthlyRecord = Omit<Row, 'amount' | 'rise_to'> & { amount: number; rise_to: number | null }

const whole = ({ amount, rise_to, ...row }: Row): MonthlyRecord => ({
  ...row,
  amount: amountOf(amount),
  rise_to: rise_to === null ? null : amountOf(rise_to),
})

export async function findMonthly(handle: Handle, id: MonthlyId): Promise<MonthlyRecord | undefined> {
  const row = await select(handle).where('m.id', '=', id).executeTakeFirst()
  return row && whole(row)
}

/** The monthly gift that a gift is one of. */
export function monthlyOf(handle: Handle, gift: GiftId) {
  return db(handle).selectFrom('monthly_charge').select(['monthly_id', 'nth']).where('gift_id', '=', gift).executeTakeFirst()
}

/** All of a mailbox, the newest first. Whose it is has proved it. */
export async function monthliesOf(handle: Handle, mailbox_hash: Buffer): Promise<MonthlyRecord[]> {
  const rows = await select(handle)
    .where('d.mailbox_hash', '=', mailbox_hash)
    .where((w) => w.or([w('m.reason', 'is', null), w('m.reason', '<>', 'first')]))
    .orderBy('m.id', 'desc')
    .limit(100)
    .execute()
  return rows.map(whole)
}

/** What was tried of it, the newest first. */
export async function chargesOf(handle: Handle, id: MonthlyId, limit: number) {
  const rows = await db(handle)
    .selectFrom('monthly_charge')
    .select(['nth', 'try', 'gift_id', 'amount', 'outcome', 'made_at'])
    .where('monthly_id', '=', id)
    .orderBy('nth', 'desc')
    .orderBy('try', 'desc')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...row, amount: amountOf(row.amount) }))
}

/** Those whose day has come, the longest waiting first. */
export async function dueMonthlies(handle: Handle, now: Date, limit: number): Promise<MonthlyId[]> {
  const rows = await db(handle)
    .selectFrom('monthly_gift')
    .select('id')
    .where('next_at', '<=', now)
    .orderBy('next_at')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** To whom something still comes, or may again. */
export async function recipientsGoingOn(handle: Handle): Promise<RecipientId[]> {
  const rows = await db(handle)
    .selectFrom('monthly_gift')
    .select('recipient_id')
    .distinct()
    .where('state', 'in', ['active', 'paused'])
    .execute()
  return rows.map(({ recipient_id }) => recipient_id)
}

export async function goingOnTo(handle: Handle, recipient: RecipientId, limit: number): Promise<MonthlyId[]> {
  const rows = await db(handle)
    .selectFrom('monthly_gift')
    .select('id')
    .where('recipient_id', '=', recipient)
    .where('state', 'in', ['active', 'paused'])
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

/** What a treasurer looks at: those that go on, those that are refused just now, those that ended. */
export type View = 'active' | 'failing' | 'stopped'

/** Monthly gifts to a recipient, the newest first, by keyset. */
export async function monthliesTo(
  handle: Handle,
  { recipient, view, before, limit }: { recipient: RecipientId; view: View; before?: MonthlyId | undefined; limit: number },
): Promise<MonthlyRecord[]> {
  const states: State[] = view === 'stopped' ? ['stopped'] : ['active', 'paused']
  const rows = await select(handle)
    .where('m.recipient_id', '=', recipient)
    .where('m.state', 'in', states)
    .$if(view === 'failing', (q) => q.where('m.failures', '>', 0))
    .$if(view === 'stopped', (q) => q.where('m.reason', '<>', 'first'))
    .$if(before !== undefined, (q) => q.where('m.id', '<', before!))
    .orderBy('m.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(whole)
}

/** How many go on, how much they bring a month, how many are paused or refused just now, and how many ended for refusals. */
export async function monthlyFigures(handle: Handle, recipient: RecipientId) {
  const { active, sum, paused, failing, failed } = await db(handle)
    .selectFrom('monthly_gift')
    .select([
      sql<string>`count(*) filter (where state = 'active')`.as('active'),
      sql<string>`coalesce(sum(amount) filter (where state = 'active'), 0)`.as('sum'),
      sql<string>`count(*) filter (where state = 'paused')`.as('paused'),
      sql<string>`count(*) filter (where state = 'active' and failures > 0)`.as('failing'),
      sql<string>`count(*) filter (where reason in ('failed', 'disputed', 'means'))`.as('failed'),
    ])
    .where('recipient_id', '=', recipient)
    .executeTakeFirstOrThrow()
  return {
    active: amountOf(active),
    sum: amountOf(sum),
    paused: amountOf(paused),
    failing: amountOf(failing),
    failed: amountOf(failed),
  }
}
