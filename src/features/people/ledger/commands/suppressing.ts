import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { MAILBOX } from '../binding.ts'
import { db, type Suppression } from '../tables.ts'

type LeftAlone = Pick<Suppression, 'address_hash' | 'purpose' | 'person_id'>

/** Puts words on the list of those to be left alone; one that stands there already stays as it is. */
export async function leaveAlone(tx: Tx, words: LeftAlone[], now: Date): Promise<void> {
  if (words.length === 0) return
  const hashes = words.map(({ address_hash }) => address_hash)
  const [purposes, people] = [words.map(({ purpose }) => purpose), words.map(({ person_id }) => person_id)]
  await sql`insert into suppression (address_hash, purpose, person_id, reason, since)
    select distinct hash, purpose, person, 'withdrawn', ${now}::timestamptz
    from unnest(${hashes}::bytea[], ${purposes}::text[], ${people}::uuid[]) as s (hash, purpose, person)
    on conflict do nothing`.execute(db(tx))
}

/** The same; one that stands there already stands there for this now. What somebody said binds those who came after it: its date stays the first. */
export async function suppress(tx: Tx, rows: Suppression[]): Promise<void> {
  if (rows.length === 0) return
  await db(tx)
    .insertInto('suppression')
    .values(rows)
    .onConflict((on) =>
      on.columns(['address_hash', 'purpose', 'person_id']).doUpdateSet((q) => ({
        reason: q.ref('excluded.reason'),
        since: sql`case when excluded.person_id = ${MAILBOX} then excluded.since else least(suppression.since, excluded.since) end`,
        until: q.ref('excluded.until'),
      })),
    )
    .execute()
}

/** `of`: whose words; `MAILBOX` for what the mailbox itself said. */
export type Lifting = { hashes: Buffer[]; purposes: string[]; of: Suppression['person_id'][]; reason?: Suppression['reason'] }

/** Takes words off the list, for these purposes; with a `reason`, only those that stand there for it. Gives them. */
export async function lift(tx: Tx, { hashes, purposes, of, reason }: Lifting): Promise<Suppression[]> {
  if (hashes.length === 0 || purposes.length === 0) return []
  return db(tx)
    .deleteFrom('suppression')
    .where('address_hash', 'in', hashes)
    .where('purpose', 'in', purposes)
    .where('person_id', 'in', of)
    .$if(reason !== undefined, (q) => q.where('reason', '=', reason!))
    .returningAll()
    .execute()
}

/**
 * Somebody holds a mailbox by her own act, of which one was erased before words named a person: from then on the word is of an id of nobody, so that no
 * restored backup erases her who is there now, and no file brings back who is gone.
 */
export async function forgetErasure(tx: Tx, hash: Buffer): Promise<void> {
  await db(tx)
    .updateTable('suppression')
    .set({ person_id: sql`gen_random_uuid()` })
    .where('address_hash', '=', hash)
    .where('person_id', '=', MAILBOX)
    .where('reason', '=', 'erased')
    .execute()
}

type Copying = { from: Buffer; to: Buffer }

/** What was said no to at an address holds at the same address as it is spelt otherwise. */
export async function copySuppressions(tx: Tx, { from, to }: Copying): Promise<void> {
  await sql`insert into suppression (address_hash, purpose, person_id, reason, since, until)
    select ${to}, purpose, person_id, reason, since, until from suppression
    where address_hash = ${from} and purpose <> 'confirmation' on conflict do nothing`.execute(db(tx))
}

/** What binds somebody at one mailbox, she has said at another that takes its place; those who hold the other are not bound by it. */
export async function takeAlong(tx: Tx, person: Suppression['person_id'], { from, to }: Copying): Promise<void> {
  await sql`insert into suppression (address_hash, purpose, person_id, reason, since, until)
    select ${to}, purpose, ${person}, 'withdrawn', min(since), null from suppression
    where address_hash = ${from} and person_id in (${MAILBOX}, ${person}) and purpose <> 'confirmation'
    group by purpose on conflict do nothing`.execute(db(tx))
}
