import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { amountOf } from '#platform/money'
import type { GroupId } from '#groups'
import type { RecipientId } from '../../core/index.ts'
import { COUNTED, type State } from '../rules/states.ts'
import { db, type SpendingId } from '../tables.ts'

const day = (column: string) => sql<string>`${sql.ref(column)}::text`
const emailOf = (column: string) => sql<string | null>`(select email from account where account.id = ${sql.ref(column)})`
const nameOf = (column: string) =>
  sql<string | null>`(select concat_ws(' ', given_name, family_name) from person where person.id = ${sql.ref(column)})`

const COLUMNS = [
  'spending.id',
  'spending.recipient_id',
  'spending.group_id',
  'spending.kind',
  'spending.state',
  'step',
  'number',
  'category',
  'words',
  'payee',
  'payee_iban',
  'bill',
  'amount',
  'spending.currency',
  'valued',
  'giver',
  'asked_account',
  'asked_person',
  'asked_at',
  'seconded_account',
  'seconded_person',
  'seconded_at',
  'allowed_account',
  'allowed_at',
  'paid_account',
  'paid_by',
  'ended_account',
  'ended_at',
  'reason',
  'over_ceiling',
] as const

const select = (handle: Handle) =>
  db(handle)
    .selectFrom('spending')
    .innerJoin('recipient', 'recipient.id', 'spending.recipient_id')
    .leftJoin('local_group', 'local_group.id', 'group_id')
    .select(COLUMNS)
    .select([
      day('spent_on').as('spent_on'),
      sql<string | null>`paid_on::text`.as('paid_on'),
      'recipient.name as recipient_name',
      'recipient.kind as recipient_kind',
      'recipient.country as recipient_country',
      'local_group.name as group_name',
      sql<number>`(select count(*)::integer from voucher where spending_id = spending.id)`.as('vouchers'),
      nameOf('asked_person').as('asked_name'),
      nameOf('seconded_person').as('seconded_name'),
      emailOf('asked_account').as('asked_email'),
      emailOf('allowed_account').as('allowed_email'),
      emailOf('paid_account').as('paid_email'),
      emailOf('ended_account').as('ended_email'),
    ])

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]

export type SpendingRecord = Omit<Row, 'amount'> & {
  amount: number
  recipient: { name: string; kind: string; country: string }
}

const recordOf = ({ amount, ...row }: Row): SpendingRecord => ({
  ...row,
  amount: amountOf(amount),
  recipient: { name: row.recipient_name, kind: row.recipient_kind, country: row.recipient_country },
})

export async function findSpending(handle: Handle, id: SpendingId): Promise<SpendingRecord | undefined> {
  const row = await select(handle).where('spending.id', '=', id).executeTakeFirst()
  return row && recordOf(row)
}

type Wanted = {
  recipient?: RecipientId
  group?: GroupId
  states?: readonly State[]
  /** Without any voucher. */
  bare?: boolean
  /** Of groups only what a second organiser agreed to. */
  agreed?: boolean
  before?: SpendingId | undefined
  limit: number
}

/** What was spent of a recipient or by a group, the newest first. */
export async function spendings(
  handle: Handle,
  { recipient, group, states, bare, agreed, before, limit }: Wanted,
): Promise<SpendingRecord[]> {
  const rows = await select(handle)
    .$if(recipient !== undefined, (q) => q.where('spending.recipient_id', '=', recipient!))
    .$if(group !== undefined, (q) => q.where('group_id', '=', group!))
    .$if(states !== undefined, (q) => q.where('spending.state', 'in', states!))
    .$if(bare === true, (q) => q.where(sql<boolean>`not exists (select from voucher where spending_id = spending.id)`))
    .$if(agreed === true, (q) => q.where((w) => w.or([w('group_id', 'is', null), w('seconded_at', 'is not', null)])))
    .$if(before !== undefined, (q) => q.where('spending.id', '<', before!))
    .orderBy('spending.id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(recordOf)
}

export type SpendingFigures = { counted: number; owed: number; waiting: number; bare: number }

/** Of a recipient: what counts towards its ceiling, what is owed, how many requests wait for its treasurer, how much stands without a voucher. One query. */
export async function spendingFigures(handle: Handle, recipient: RecipientId): Promise<SpendingFigures> {
  const { rows } = await sql<{ counted: string; owed: string; waiting: number; bare: number }>`
    select coalesce(sum(amount) filter (where state = any(${COUNTED})), 0) as counted, coalesce(sum(amount) filter (where state = 'payable'), 0) as owed,
      (count(*) filter (where state = 'seconded'))::integer as waiting,
      (count(*) filter (where state = any(${COUNTED}) and not exists (select from voucher where spending_id = spending.id)))::integer as bare
    from spending where recipient_id = ${recipient}::uuid`.execute(db(handle))
  const { counted, owed, ...counts } = rows[0]!
  return { ...counts, counted: amountOf(counted), owed: amountOf(owed) }
}

/** What was spent of a recipient by category, as it counts. */
export async function spentBy(handle: Handle, recipient: RecipientId): Promise<{ category: string; sum: number; n: number }[]> {
  const { rows } = await sql<{ category: string; sum: string; n: number }>`
    select category, sum(amount) as sum, count(*)::integer as n from spending
    where recipient_id = ${recipient}::uuid and state = any(${COUNTED}) group by category order by sum(amount) desc, category`.execute(
    db(handle),
  )
  return rows.map((row) => ({ ...row, sum: amountOf(row.sum) }))
}

/** How many requests of groups, and bills to pay, wait for who keeps these books. */
export async function waitingFor(handle: Handle, recipients: RecipientId[]): Promise<number> {
  if (recipients.length === 0) return 0
  const { n } = await db(handle)
    .selectFrom('spending')
    .select((q) => q.fn.countAll<string>().as('n'))
    .where('recipient_id', 'in', recipients)
    .where('state', '=', 'seconded')
    .executeTakeFirstOrThrow()
  return Number(n)
}

export type Twin = { id: SpendingId; number: number | null; words: string; why: 'file' | 'bill' }

/** Others of the same book that may be the same bill: one of its files, or its number and payee, stands there too. One query. */
export async function twinsOf(
  handle: Handle,
  { id, recipient_id }: Pick<SpendingRecord, 'id' | 'recipient_id'>,
): Promise<Twin[]> {
  const { rows } = await sql<Twin>`
    select o.id, o.number, o.words, case when o.id in (
        select v.spending_id from voucher v join voucher mine on mine.hash = v.hash where mine.spending_id = ${id}::uuid) then 'file' else 'bill' end as why
    from spending o join spending s on s.id = ${id}::uuid
    where o.recipient_id = ${recipient_id}::uuid and o.id <> s.id and o.state not in ('draft', 'refused', 'withdrawn', 'void')
      and (o.id in (select v.spending_id from voucher v join voucher mine on mine.hash = v.hash where mine.spending_id = s.id)
        or (lower(o.bill) = lower(s.bill) and lower(o.payee) = lower(s.payee)))
    order by o.id limit 5`.execute(db(handle))
  return rows
}
