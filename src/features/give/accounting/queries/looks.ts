import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { amountOf } from '#platform/money'
import type { RecipientId, RecipientRecord } from '../../core/index.ts'
import { type DonorId, type GiftId, mayBeSame } from '../../giving/index.ts'
import type { RuleThere } from '../../law/index.ts'
import { scopeOf } from '../../law/index.ts'
import { db, type Look } from '../tables.ts'

const MOST = 200

const unseen = (recipient: RecipientId, what: Look, subject: ReturnType<typeof sql>) => sql`not exists (select from book_look k
  where k.recipient_id = ${recipient}::uuid and k.what = ${what} and k.subject = ${subject})`

export type Seen = { subject: string; gift: GiftId; amount: number; currency: string; day: string; about: string }
type Row = Omit<Seen, 'amount'> & { amount: string }
const whole = (rows: Row[]): Seen[] => rows.map((row) => ({ ...row, amount: amountOf(String(row.amount)) }))

/** Gifts that were paid with a card of another country than the recipient's. `about`: which. */
export async function foreignCards(handle: Handle, { id, country }: RecipientRecord, zone: string): Promise<Seen[]> {
  const { rows } =
    await sql<Row>`select g.id::text as subject, g.id as gift, g.amount, g.currency, (g.paid_at at time zone ${zone})::date::text as day,
      p.card_country as about
    from gift g join payment p on p.id = g.payment_id
    where g.recipient_id = ${id}::uuid and g.state = 'paid' and p.card_country <> ${country} and ${unseen(id, 'foreign-card', sql`g.id::text`)}
    order by g.id desc limit ${MOST}`.execute(db(handle))
  return whole(rows)
}

/** What was booked after the account was filed: money that a bank took back, or that came all the same. `about`: which entry. */
export async function afterFiling(handle: Handle, { id, filed_at }: RecipientRecord): Promise<Seen[]> {
  if (!filed_at) return []
  const { rows } = await sql<Row>`select e.id::text as subject, g.id as gift, m.amount, g.currency, e.day::text, e.what as about
    from book_entry e join gift g on g.id = case when e.cause_kind = 'gift' then e.cause_id::uuid end
    cross join lateral (select sum(l.amount) as amount from book_line l join book_account a on a.id = l.account_id where l.entry_id = e.id and a.kind = 'asset') m
    where e.book_id = ${id}::uuid and e.cause_kind = 'gift' and e.at >= ${filed_at}::timestamptz and ${unseen(id, 'after-filing', sql`e.id::text`)}
    order by e.id desc limit ${MOST}`.execute(db(handle))
  return whole(rows)
}

/**
 * Refunds that the provider refused, or that the donor's bank sent back, while the gift is not given back whole. `about`: the provider's word for why; none: it came
 * back. The day is that on which it was asked for.
 */
export async function unsentRefunds(handle: Handle, { id }: RecipientRecord, zone: string): Promise<Seen[]> {
  const { rows } =
    await sql<Row>`select r.id::text as subject, g.id as gift, r.amount, g.currency, (r.asked_at at time zone ${zone})::date::text as day,
      case when r.state = 'refused' then coalesce(r.refusal, '?') else '' end as about
    from payment_refund r join gift g on g.payment_id = r.payment_id
    where g.recipient_id = ${id}::uuid and ${unseen(id, 'refund', sql`r.id::text`)}
      and (r.state = 'refused' and g.state = 'paid'
        or exists (select from payment_part p where p.asked = r.id and p.kind = 'refund' and p.state = 'failed'))
    order by r.asked_at desc limit ${MOST}`.execute(db(handle))
  return whole(rows)
}

/** Cheques that were promised before a day and did not come. */
export async function lateCheques(
  handle: Handle,
  { id }: RecipientRecord,
  { before, zone }: { before: Date; zone: string },
): Promise<Seen[]> {
  const { rows } =
    await sql<Row>`select g.id::text as subject, g.id as gift, g.amount, g.currency, (g.made_at at time zone ${zone})::date::text as day,
      g.number::text as about
    from gift g where g.recipient_id = ${id}::uuid and g.state = 'promised' and g.mode = 'cheque' and g.changed_at < ${before}::timestamptz
    order by g.changed_at limit ${MOST}`.execute(db(handle))
  return whole(rows)
}

export type Pair = { subject: string; a: Person; b: Person; sum: number }
type Person = { id: DonorId; name: string; sum: number; gift: GiftId }
type Known = { id: DonorId; name: string; sum: string; gift: GiftId; mailbox: string; name_key: string; near_key: string }

/** From which part of a limit on, in hundredths, two who may be one person are shown. */
const NEAR = 80

/**
 * Donors who may be one person and are together near the limit of the law, by what they gave to this recipient in the scope of the rule. Of other recipients nothing
 * is said: the limit itself is held when a gift is taken.
 */
export async function pairsNearCap(
  handle: Handle,
  { id }: RecipientRecord,
  { rule, now }: { rule: RuleThere | undefined; now: Date },
): Promise<Pair[]> {
  if (!rule?.cap) return []
  const scope = scopeOf(rule, now)
  const inTime =
    scope.over === 'election' ? sql`true` : sql`g.made_at >= ${scope.from}::timestamptz and g.made_at < ${scope.to}::timestamptz`
  const from = Math.floor((rule.cap.amount * NEAR) / 100)
  const { rows } = await sql<{ a: Known; b: Known }>`
    with given as (
      select d.id, d.given_name || ' ' || d.family_name as name, sum(g.amount - g.refunded)::text as sum, max(g.id::text)::uuid as gift,
        encode(d.mailbox_hash, 'hex') as mailbox, d.name_key, d.near_key
      from gift g join donor d on d.id = g.donor_id
      where g.recipient_id = ${id}::uuid and g.state in ('accepted', 'begun', 'pending', 'promised', 'paid') and ${inTime} group by d.id),
    met as (
      select a.id as one, b.id as two from given a join given b on a.name_key = b.name_key and a.id < b.id
      union select a.id, b.id from given a join given b on a.mailbox = b.mailbox and a.id < b.id
      union select a.id, b.id from given a join given b on a.near_key = b.near_key and a.id < b.id)
    select to_json(a) as a, to_json(b) as b from met join given a on a.id = met.one join given b on b.id = met.two
    where a.sum::bigint + b.sum::bigint >= ${from} and ${unseen(id, 'pair', sql`met.one::text || ':' || met.two::text`)}
    order by a.sum::bigint + b.sum::bigint desc limit ${MOST}`.execute(db(handle))
  const person = ({ id: of, name, sum, gift }: Known): Person => ({ id: of, name, sum: amountOf(sum), gift })
  return rows
    .filter(({ a, b }) => mayBeSame(a, b))
    .map(({ a, b }) => ({ subject: `${a.id}:${b.id}`, a: person(a), b: person(b), sum: amountOf(a.sum) + amountOf(b.sum) }))
}
