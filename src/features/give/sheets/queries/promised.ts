import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { amountOf } from '#platform/money'
import type { RecipientId } from '../../core/index.ts'
import type { GiftId, State } from '../../giving/index.ts'
import { db, type InHandMode, type SheetId } from '../tables.ts'

export type Numbered = { id: GiftId; number: number; amount: number; mode: string; state: State }

/** Gifts to a recipient by the numbers of their references. */
export async function giftsNumbered(handle: Handle, recipient: RecipientId, numbers: number[]): Promise<Numbered[]> {
  if (numbers.length === 0) return []
  const { rows } = await sql<Numbered>`select id, number, amount, mode, state from gift
    where recipient_id = ${recipient}::uuid and number = any(${numbers}::bigint[]) order by id`.execute(db(handle))
  return rows.map((row) => ({ ...row, number: amountOf(String(row.number)), amount: amountOf(String(row.amount)) }))
}

/** A gift that may be the same money. `day`: when it was made, as the database writes it. */
export type Twin = { number: number; day: string; state: State; cheque: string | null }

type Sought = {
  recipient: RecipientId
  mode: InHandMode
  amount: number
  cheque: string | null
  given_name: string
  family_name: string
  zone: string
  since: Date
}

/** Days after which the same sum of the same person is another gift. */
export const NEAR_DAYS = 62

/** What was typed or promised before and looks like this: the same number on a cheque, or the same sum by the same name not long ago. The newest; undefined: none. */
export async function twinOf(handle: Handle, sought: Sought): Promise<Twin | undefined> {
  const { recipient, mode, amount, cheque, given_name, family_name, zone, since } = sought
  // Two cheques that bear two numbers are two.
  const { rows } = await sql<Twin>`select g.number, (g.made_at at time zone ${zone})::date::text as day, g.state, r.cheque
    from gift g join donor d on d.id = g.donor_id left join gift_sheet_row r on r.gift_id = g.id
    where g.recipient_id = ${recipient}::uuid and g.mode = ${mode} and g.state in ('held', 'promised', 'paid')
      and (r.cheque = ${cheque}::text or (g.amount = ${amount} and lower(d.given_name) = lower(${given_name}) and lower(d.family_name) = lower(${family_name})
        and g.made_at > ${since}::timestamptz and (r.cheque is null or ${cheque}::text is null)))
    order by g.id desc limit 1`.execute(db(handle))
  return rows[0] && { ...rows[0], number: amountOf(String(rows[0].number)) }
}

/** A cheque of that number that another gift came by; undefined: none. */
export async function chequeTyped(handle: Handle, recipient: RecipientId, cheque: string): Promise<boolean> {
  const { rows } = await sql`select 1 from gift_sheet_row r join gift g on g.id = r.gift_id
    where r.cheque = ${cheque} and g.recipient_id = ${recipient}::uuid limit 1`.execute(db(handle))
  return rows.length > 0
}

type SheetLine = { n: number; number: number; amount: number; state: State; who: string; gift: GiftId }
export type SheetRecord = { id: SheetId; mode: InHandMode; came_on: string; slip: string | null; rows: SheetLine[] }

/** A sheet with its rows, if it is of that recipient. */
export async function findSheet(handle: Handle, recipient: RecipientId, id: SheetId): Promise<SheetRecord | undefined> {
  const { rows } = await sql<SheetRecord>`select s.id, s.mode, s.came_on::text, s.slip, (
      select coalesce(json_agg(json_build_object('n', r.n, 'number', g.number, 'amount', g.amount, 'state', g.state,
        'who', d.given_name || ' ' || d.family_name, 'gift', g.id) order by r.n), '[]')
      from gift_sheet_row r join gift g on g.id = r.gift_id join donor d on d.id = g.donor_id where r.sheet_id = s.id) as rows
    from gift_sheet s where s.id = ${id}::uuid and s.recipient_id = ${recipient}::uuid`.execute(db(handle))
  return rows[0]
}
