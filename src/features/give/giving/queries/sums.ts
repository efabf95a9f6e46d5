import { type RawBuilder, sql } from 'kysely'
import type { App } from '#platform/app'
import type { Handle } from '#platform/db/handle'
import { amountOf } from '#platform/money'
import type { RecipientId, RecipientRecord } from '../../core/index.ts'
import type { Scope } from '../../law/index.ts'
import { countedBesides, type CountedOf, type DonorSum } from '../besides.ts'
import { COUNTED, mayBeSame } from '../rules.ts'
import { db, type DonorId } from '../tables.ts'

/** A donor as she is looked for: by mailbox and name. */
export type Sought = { mailbox_hash: Buffer; name_key: string; near_key: string }

export type Alike = { own: DonorId | undefined; others: DonorId[] }

/** Namesakes in one place are few; of more than that, the oldest. */
const MOST_ALIKE = 200

/** The donor herself, and those who may be she in another spelling. One query. */
export async function donorsAlike(handle: Handle, sought: Sought): Promise<Alike> {
  const rows = await db(handle)
    .selectFrom('donor')
    .select(['id', 'mailbox_hash', 'name_key', 'near_key'])
    .where((w) =>
      w.or([
        w('mailbox_hash', '=', sought.mailbox_hash),
        w('name_key', '=', sought.name_key),
        w('near_key', '=', sought.near_key),
      ]),
    )
    .orderBy('id')
    .limit(MOST_ALIKE)
    .execute()
  const known = ({ mailbox_hash, ...keys }: Sought) => ({ mailbox: mailbox_hash.toString('hex'), ...keys })
  const isOwn = (row: Sought) => row.mailbox_hash.equals(sought.mailbox_hash) && row.name_key === sought.name_key
  return {
    own: rows.find(isOwn)?.id,
    others: rows.filter((row) => !isOwn(row) && mayBeSame(known(row), known(sought))).map(({ id }) => id),
  }
}

type Summed = { alike: Alike; recipient: RecipientRecord; scope: Scope }

/**
 * What these donors gave in the scope of a rule, paid and under way, less what went back: of the donor herself, and of the others together; with what rooms above
 * keep that the rule counts too. One query. Smallest units of the recipient's currency.
 */
export async function givenBefore(
  handle: Handle,
  app: Pick<App, 'filled'>,
  { alike: { own, others }, recipient, scope }: Summed,
): Promise<{ earlier: number; lookalikes: number }> {
  const donors = own ? [own, ...others] : others
  if (donors.length === 0) return { earlier: 0, lookalikes: 0 }
  const asked = { donors, recipient, scope }
  const counted = [{ what: 'gift', sumsOf: giftsBefore } as const, ...app.filled(countedBesides)]
  const queries = counted.flatMap(({ what, sumsOf }) => (scope.counts.includes(what) ? [sumsOf(asked)] : []))
  if (queries.length === 0) return { earlier: 0, lookalikes: 0 }
  const { rows } = await sql<DonorSum>`${sql.join(queries, sql` union all `)}`.execute(db(handle))
  const of = (whose: DonorId[]) =>
    rows.filter(({ donor }) => whose.includes(donor)).reduce((all, { sum }) => all + amountOf(sum), 0)
  return { earlier: of(own ? [own] : []), lookalikes: of(others) }
}

const giftsBefore = ({ donors, recipient, scope }: CountedOf) => sql<DonorSum>`
  select g.donor_id as donor, sum(g.amount - g.refunded)::text as sum from gift g join recipient r on r.id = g.recipient_id
  where g.donor_id = any(${donors}::uuid[]) and g.state = any(${[...COUNTED]}::text[]) and ${inScope(recipient, scope, 'g')}
  group by g.donor_id`

/**
 * Whether a row counts in the scope of a rule, by its recipient `r` and its own moment `made_at`. It counts in the year in which it was made: from then on it
 * is under way. `row`: what the query calls it.
 */
export const inScope = (recipient: RecipientRecord, scope: Scope, row: string) =>
  sql<boolean>`(${acrossWhom(recipient, scope)} and ${inTime(scope, sql.ref(`${row}.made_at`))})`

/** All cash that a recipient has taken or is about to take, less what went back. Whoever asks holds `cashKey`. */
export async function cashTaken(handle: Handle, recipient: RecipientId): Promise<number> {
  const { sum } = await db(handle)
    .selectFrom('gift')
    .select(sql<string>`coalesce(sum(amount - refunded), 0)`.as('sum'))
    .where('recipient_id', '=', recipient)
    .where('mode', '=', 'cash')
    .where('state', 'in', [...COUNTED])
    .executeTakeFirstOrThrow()
  return amountOf(sum)
}

/** All candidates of one vote, all recipients of the kind that the law knows together, or this one alone. */
function acrossWhom({ id, kind, country, election_id }: RecipientRecord, { across }: Scope) {
  if (across === 'election') return sql<boolean>`r.election_id = ${election_id}::uuid`
  if (across === 'kind') return sql<boolean>`r.kind = ${kind} and r.country = ${country}`
  return sql<boolean>`r.id = ${id}::uuid`
}

const inTime = (scope: Scope, made: RawBuilder<unknown>) =>
  scope.over === 'election'
    ? sql<boolean>`true`
    : sql<boolean>`${made} >= ${scope.from}::timestamptz and ${made} < ${scope.to}::timestamptz`

/** How much from a mailbox waits to be paid or looked at: gifts, and what rooms above take. One query. */
export async function openOf(
  handle: Handle,
  app: Pick<App, 'filled'>,
  { mailbox_hash }: Pick<Sought, 'mailbox_hash'>,
): Promise<number> {
  const queries = [openGifts(mailbox_hash), ...app.filled(countedBesides).map(({ openOf: besides }) => besides(mailbox_hash))]
  const { rows } = await sql<{ n: string }>`${sql.join(queries, sql` union all `)}`.execute(db(handle))
  return rows.reduce((all, { n }) => all + amountOf(n), 0)
}

const openGifts = (mailbox_hash: Buffer) => sql<{ n: string }>`
  select count(*)::text as n from gift g join donor on donor.id = g.donor_id
  where donor.mailbox_hash = ${mailbox_hash} and g.state in ('held', 'accepted', 'begun', 'promised')`
