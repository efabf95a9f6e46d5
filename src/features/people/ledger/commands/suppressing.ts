import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { db, type Suppression } from '../tables.ts'

type LeftAlone = Pick<Suppression, 'address_hash' | 'purpose'>

/** Puts addresses on the list of those to be left alone; one that stands there already stays as it is. */
export async function leaveAlone(tx: Tx, addresses: LeftAlone[], now: Date): Promise<void> {
  if (addresses.length === 0) return
  await sql`insert into suppression (address_hash, purpose, reason, since)
    select distinct hash, purpose, 'withdrawn', ${now}::timestamptz
    from unnest(${addresses.map(({ address_hash }) => address_hash)}::bytea[], ${addresses.map(({ purpose }) => purpose)}::text[]) as s (hash, purpose)
    on conflict do nothing`.execute(db(tx))
}

/** The same; one that stands there already stands there for this now. */
export async function suppress(tx: Tx, rows: Suppression[]): Promise<void> {
  if (rows.length === 0) return
  await db(tx)
    .insertInto('suppression')
    .values(rows)
    .onConflict((on) =>
      on.columns(['address_hash', 'purpose']).doUpdateSet((q) => ({
        reason: q.ref('excluded.reason'),
        since: q.ref('excluded.since'),
        until: q.ref('excluded.until'),
      })),
    )
    .execute()
}

type Lifting = { hashes: Buffer[]; purposes: string[]; reason?: Suppression['reason'] }

/** Takes addresses off the list for these purposes; with a `reason`, only those that stand there for it. */
export async function lift(tx: Tx, { hashes, purposes, reason }: Lifting): Promise<void> {
  if (hashes.length === 0 || purposes.length === 0) return
  await db(tx)
    .deleteFrom('suppression')
    .where('address_hash', 'in', hashes)
    .where('purpose', 'in', purposes)
    .$if(reason !== undefined, (q) => q.where('reason', '=', reason!))
    .execute()
}

/** Whoever was erased is here again by her own act: no restored backup may erase her for what she asked before. */
export async function forgetErasure(tx: Tx, hash: Buffer): Promise<void> {
  await db(tx)
    .updateTable('suppression')
    .set({ reason: 'withdrawn' })
    .where('address_hash', '=', hash)
    .where('reason', '=', 'erased')
    .execute()
}

/** What was said no to at one address holds at another that takes its place. */
export async function copySuppressions(tx: Tx, { from, to }: { from: Buffer; to: Buffer }): Promise<void> {
  await sql`insert into suppression select ${to}, purpose, reason, since, until from suppression
    where address_hash = ${from} and purpose <> 'confirmation' on conflict do nothing`.execute(db(tx))
}
