import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { isId } from '#platform/db/id'
import { isDay } from '#platform/text/day'
import { amountOf } from '#platform/money'
import type { RecipientId } from '../../core/index.ts'
import type { DonorId, GiftId } from '../../giving/index.ts'
import type { Mode } from '../../law/index.ts'
import type { Period } from '../rules/period.ts'
import { db } from '../tables.ts'

/** What came of a gift on a day, or went back: above zero, or below. */
export type AnnexLine = {
  id: string
  day: string
  amount: number
  gift: GiftId
  donor: DonorId
  number: number
  mode: Mode
  currency: string
  given_name: string
  family_name: string
  fields: Record<string, string>
  slip: string | null
  /** The entry that this one takes back, in whole or in part; null: it came. */
  undoes: string | null
}

type Asked = { recipient: RecipientId; period: Period }

/** Entries of gifts in the books of a recipient: money that came or went back, by what it did to cash, bank and provider. */
const moved = ({ recipient, period }: Asked) => sql`
  from book_entry e
  join gift g on g.id = case when e.cause_kind = 'gift' then e.cause_id::uuid end
  join donor d on d.id = g.donor_id
  cross join lateral (select sum(l.amount) as amount, min(a.currency) as currency from book_line l join book_account a on a.id = l.account_id
    where l.entry_id = e.id and a.kind = 'asset') m
  where e.book_id = ${recipient}::uuid and e.cause_kind = 'gift' and e.day between ${period.from}::date and ${period.to}::date`

export type AnnexPage = { lines: AnnexLine[]; next: string | undefined }

/** The annex by day; a page, however far down, costs the same. `after`: `next` of the page before. */
export async function annexOf(
  handle: Handle,
  asked: Asked,
  { after, limit }: { after?: string | undefined; limit: number },
): Promise<AnnexPage> {
  const [day = '', id = ''] = after?.split('_') ?? []
  const beyond = isDay(day) && isId(id) ? sql`and (e.day, e.id) > (${day}::date, ${id}::uuid)` : sql``
  const { rows } =
    await sql<AnnexLine>`select e.id, e.day::text, m.amount, m.currency, g.id as gift, g.number, g.mode, d.id as donor, d.given_name, d.family_name,
      g.told -> 'fields' as fields,
      (select s.slip from gift_sheet_row r join gift_sheet s on s.id = r.sheet_id where r.gift_id = g.id) as slip,
      case when m.amount < 0 then (select o.id from book_entry o where o.cause_kind = 'gift' and o.cause_id = e.cause_id and o.what like '% paid' and o.id < e.id
        order by o.id desc limit 1) end as undoes
    ${moved(asked)} ${beyond} order by e.day, e.id limit ${limit + 1}`.execute(db(handle))
  const lines = rows.slice(0, limit).map((row) => ({
    ...row,
    amount: amountOf(String(row.amount)),
    number: amountOf(String(row.number)),
  }))
  const last = lines.at(-1)
  return { lines, next: rows.length > limit && last ? `${last.day}_${last.id}` : undefined }
}

export type AnnexSums = { lines: number; donors: number; sum: number; cash: number }

/** How many lines, of how many donors, and their sum. */
export async function annexSums(handle: Handle, asked: Asked): Promise<AnnexSums> {
  const { rows } = await sql<Record<keyof AnnexSums, string>>`select count(*) as lines, count(distinct d.id) as donors,
      coalesce(sum(m.amount), 0)::text as sum, coalesce(sum(m.amount) filter (where g.mode = 'cash'), 0)::text as cash ${moved(asked)}`.execute(
    db(handle),
  )
  const { lines, donors, sum, cash } = rows[0]!
  return { lines: amountOf(lines), donors: amountOf(donors), sum: amountOf(sum), cash: amountOf(cash) }
}

export type GiftLine = {
  id: GiftId
  number: number
  made: string
  paid: string | null
  amount: number
  refunded: number
  currency: string
  mode: Mode
  state: string
  rule: string
  rule_version: number
  email: string | null
  given_name: string
  family_name: string
  fields: Record<string, string>
}

/** Gifts that were offered in a period, whatever became of them; a piece of them. */
export async function giftsMade(
  handle: Handle,
  { recipient, period, zone }: Asked & { zone: string },
  { after, limit }: { after?: GiftId | undefined; limit: number },
): Promise<GiftLine[]> {
  const beyond = after ? sql`and g.id > ${after}::uuid` : sql``
  const day = (moment: 'made_at' | 'paid_at') => sql`(${sql.ref(`g.${moment}`)} at time zone ${zone})::date`
  const { rows } =
    await sql<GiftLine>`select g.id, g.number, ${day('made_at')}::text as made, ${day('paid_at')}::text as paid, g.amount, g.refunded, g.currency, g.mode,
      g.state, g.rule, g.rule_version, d.email, d.given_name, d.family_name, g.told -> 'fields' as fields
    from gift g join donor d on d.id = g.donor_id
    where g.recipient_id = ${recipient}::uuid and ${day('made_at')} between ${period.from}::date and ${period.to}::date ${beyond}
    order by g.id limit ${limit}`.execute(db(handle))
  return rows.map((row) => ({
    ...row,
    number: amountOf(String(row.number)),
    amount: amountOf(String(row.amount)),
    refunded: amountOf(String(row.refunded)),
  }))
}

/** Of how many donors the gifts of a period are. */
export async function donorsOf(handle: Handle, { recipient, period, zone }: Asked & { zone: string }): Promise<number> {
  const { rows } = await sql<{
    n: string
  }>`select count(distinct donor_id) as n from gift g where recipient_id = ${recipient}::uuid
    and (made_at at time zone ${zone})::date between ${period.from}::date and ${period.to}::date`.execute(db(handle))
  return amountOf(rows[0]!.n)
}
