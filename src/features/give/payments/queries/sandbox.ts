import { amountOf } from '#platform/money'
import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'

import { type AccountId, db } from '../tables.ts'

/** What the sandbox knows of a payment. */
export async function sandboxPayment(handle: Handle, ref: string) {
  const found = await db(handle)
    .selectFrom('sandbox_payment as s')
    .innerJoin('payment as p', 'p.id', 's.payment_id')
    .select(['s.ref', 's.payment_id', 's.state', 's.parts', 'p.account_id', 'p.amount', 'p.currency', 'p.mode'])
    .select(['p.description', 'p.return_path', 'p.keep', 's.later'])
    .where('s.ref', '=', ref)
    .executeTakeFirst()
  return found && { ...found, amount: amountOf(found.amount) }
}

export async function sandboxMade(handle: Handle, account: AccountId, { from, to }: { from: Date; to: Date }) {
  const made = await db(handle)
    .selectFrom('sandbox_payment as s')
    .innerJoin('payment as p', 'p.id', 's.payment_id')
    .select(['s.ref', 's.payment_id'])
    .where('p.account_id', '=', account)
    .where('s.made_at', '>=', from)
    .where('s.made_at', '<=', to)
    .execute()
  return new Map(made.map(({ ref, payment_id }) => [payment_id as string, ref]))
}

/** What was paid since a day, with the day after in UTC. */
export async function sandboxPaid(handle: Handle, account: AccountId, since: Date) {
  const paid = await db(handle)
    .selectFrom('sandbox_payment as s')
    .innerJoin('payment as p', 'p.id', 's.payment_id')
    .select(['s.ref', 's.payment_id', 'p.amount', 'p.currency'])
    .select(sql<string>`to_char(s.changed_at at time zone 'utc' + interval '1 day', 'YYYY-MM-DD')`.as('day'))
    .where('p.account_id', '=', account)
    .where('s.state', '=', 'paid')
    // What was kept alone moved nothing.
    .where('p.amount', '>', sql<string>`0`)
    .where('s.changed_at', '>=', since)
    .orderBy('s.changed_at')
    .execute()
  return paid.map((one) => ({ ...one, amount: amountOf(one.amount) }))
}
