import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { amountOf } from '#platform/money'
import type { RecipientRecord } from '../../core/index.ts'
import type { Scope } from '../../law/index.ts'
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

/**
 * What these donors gave in the scope of a rule, paid and under way, less what went back: of the donor herself, and of the others together. One query.
 * Smallest units of the recipient's currency.
 */
export async function givenBefore(
  handle: Handle,
  { own, others }: Alike,
  { recipient, scope }: { recipient: RecipientRecord; scope: Scope },
): Promise<{ earlier: number; lookalikes: number }> {
  const donors = own ? [own, ...others] : others
  if (donors.length === 0) return { earlier: 0, lookalikes: 0 }
  const { rows } = await sql<{ donor_id: DonorId; sum: string }>`
    select g.donor_id, sum(g.amount - g.refunded)::text as sum from gift g join recipient r on r.id = g.recipient_id
    where g.donor_id = any(${donors}::uuid[]) and g.state = any(${[...COUNTED]}::text[]) and ${acrossWhom(recipient, scope)} and ${inTime(scope)}
    group by g.donor_id`.execute(db(handle))
  const sumOf = (of: DonorId[]) =>
    rows.filter(({ donor_id }) => of.includes(donor_id)).reduce((all, { sum }) => all + amountOf(sum), 0)
  return { earlier: sumOf(own ? [own] : []), lookalikes: sumOf(others) }
}

/** All candidates of one vote, all recipients of the kind that the law knows together, or this one alone. */
function acrossWhom({ id, kind, country, election_id }: RecipientRecord, { across }: Scope) {
  if (across === 'election') return sql<boolean>`r.election_id = ${election_id}::uuid`
  if (across === 'kind') return sql<boolean>`r.kind = ${kind} and r.country = ${country}`
  return sql<boolean>`r.id = ${id}::uuid`
}

/** A gift counts in the year in which it was made: from then on it is under way. */
const inTime = (scope: Scope) =>
  scope.over === 'election'
    ? sql<boolean>`true`
    : sql<boolean>`g.made_at >= ${scope.from}::timestamptz and g.made_at < ${scope.to}::timestamptz`

/** How many gifts from a mailbox wait to be paid or looked at. */
export async function openOf(handle: Handle, { mailbox_hash }: Pick<Sought, 'mailbox_hash'>): Promise<number> {
  const { n } = await db(handle)
    .selectFrom('gift')
    .innerJoin('donor', 'donor.id', 'donor_id')
    .select(sql<string>`count(*)`.as('n'))
    .where('mailbox_hash', '=', mailbox_hash)
    .where('state', 'in', ['held', 'accepted', 'begun', 'promised'])
    .executeTakeFirstOrThrow()
  return amountOf(n)
}
