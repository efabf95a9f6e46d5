import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { amountOf } from '#platform/money'
import type { RecipientId } from '../../core/index.ts'
import { APART, type Kept } from '../../reconciling/index.ts'
import { db } from '../tables.ts'

type Between = { currency: string; from: string; to: string }
type Row = Omit<Kept, 'amount'> & { amount: string }

/** Lines that are kept of these days and some around, with how they were told. */
export async function keptBetween(handle: Handle, recipient: RecipientId, { currency, from, to }: Between): Promise<Kept[]> {
  const { rows } = await sql<Row>`
    select l.id, l.booked::text, l.amount, l.refs as "references", l.text, l.name, l.iban, array_agg(s.key) as keys,
      array_agg(distinct s.format) as formats
    from bank_line l join bank_sight s on s.line_id = l.id
    where l.recipient_id = ${recipient}::uuid and l.currency = ${currency}
      and l.booked between ${from}::date - ${APART}::int and ${to}::date + ${APART}::int
    group by l.id order by l.booked, l.id`.execute(db(handle))
  return rows.map(({ amount, ...row }) => ({ ...row, amount: amountOf(amount) }))
}
