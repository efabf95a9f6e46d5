import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { takeAlong } from '../../ledger/index.ts'
import type { HashOf } from '../hashes.ts'
import { bearerOf, type Named } from '../rules.ts'
import { db, type PersonId, type Quality } from '../tables.ts'
import { keepFormerNo } from './hashing.ts'

/** An address on its way to a person. `name`: under which she comes to hold it. `verified`: it answered just now. */
type New = {
  person: PersonId
  kind: 'email' | 'phone'
  value: string
  name: Named
  claimed?: boolean
  verified?: boolean
  hashOf: HashOf
  now: Date
}

/** Lets a person hold one more address. Whether she did not already, and nobody does under the same name. */
export async function holdPoint(tx: Tx, { person, kind, value, name, claimed = false, verified = false, hashOf, now }: New) {
  const added = await db(tx)
    .insertInto('contact_point')
    .values({
      id: newId(),
      person_id: person,
      kind,
      value,
      claimed,
      quality: sql<Quality>`coalesce((select quality from contact_point where value collate "C" = ${value} and quality <> 'unknown' limit 1), 'unknown')`,
      hash: hashOf(value),
      bearer: kind === 'email' ? bearerOf(name) : null,
      verified_at: verified ? now : null,
      created_at: now,
    })
    .onConflict((on) => on.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (kind === 'phone') await keepFormerNo(tx, value, hashOf)
  return added !== undefined
}

/**
 * The reader of a mailbox has spoken: it is hers. What others wrote of it into records that have a mailbox of their own goes; whoever can be reached nowhere
 * else keeps it, as a claim: she may share it.
 */
export async function provePoint(tx: Tx, { person, email, now }: { person: PersonId; email: string; now: Date }): Promise<void> {
  await sql`delete from contact_point as point where kind = 'email' and value collate "C" = ${email} and claimed and person_id <> ${person}
    and exists (select from contact_point as own where own.person_id = point.person_id and own.kind = 'email' and not own.claimed)`.execute(
    db(tx),
  )
  await db(tx)
    .updateTable('contact_point')
    .set({ verified_at: now, claimed: false })
    .where('person_id', '=', person)
    .where('kind', '=', 'email')
    .where('value', '=', email)
    .where('verified_at', 'is', null)
    .execute()
  // It answered: whatever a server had said, it is there.
  await sql`update contact_point set quality = 'good', refusal = null
    where kind = 'email' and value collate "C" = ${email} and quality in ('bad', 'bouncing')`.execute(db(tx))
}

type Move = { person: PersonId; from: string; to: string; name: Named; hashOf: HashOf; now: Date }

/**
 * Puts another mailbox in the place of one that she left, both of which answered. What was said no to at the old one is not asked again at the
 * new one. Where somebody of her name holds the new one, she is another record of hers: nothing moves, and the two are found as duplicates.
 */
export async function movePoint(tx: Tx, { person, from, to, name, hashOf, now }: Move): Promise<boolean> {
  const held =
    (await holdPoint(tx, { person, kind: 'email', value: to, name, verified: true, hashOf, now })) ||
    (await ownsPoint(tx, { person, to, now }))
  if (!held) return false
  await db(tx)
    .deleteFrom('contact_point')
    .where('person_id', '=', person)
    .where('kind', '=', 'email')
    .where('value', '=', from)
    .execute()
  await takeAlong(tx, person, { from: hashOf(from), to: hashOf(to) })
  return true
}

/** She has it already, proved now; not where it is a claim of hers, and somebody of her name holds it. */
async function ownsPoint(tx: Tx, { person, to, now }: { person: PersonId; to: string; now: Date }): Promise<boolean> {
  const { numUpdatedRows } = await db(tx)
    .updateTable('contact_point as point')
    .set({ claimed: false, verified_at: now })
    .where('person_id', '=', person)
    .where('kind', '=', 'email')
    .where('value', '=', to)
    .where(
      sql<boolean>`(not claimed or not exists (select from contact_point as other where other.kind = 'email' and other.value = point.value
        and other.bearer = point.bearer and not other.claimed))`,
    )
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** What is known of an address is known of it for all who hold it. */
export async function markPoint(
  tx: Tx,
  { id, person, quality }: { id: string; person: PersonId; quality: Quality },
): Promise<void> {
  await sql`update contact_point set quality = ${quality}, refusal = null from contact_point as marked
    where marked.id = ${id} and marked.person_id = ${person} and contact_point.kind = marked.kind and contact_point.value collate "C" = marked.value`.execute(
    db(tx),
  )
}

/** Its server says that there is no such mailbox: nobody is written to there until it answers. */
export async function refusePoint(tx: Tx, { email, words }: { email: string; words: string }): Promise<void> {
  await sql`update contact_point set quality = 'bouncing', refusal = ${words} where kind = 'email' and value collate "C" = ${email}`.execute(
    db(tx),
  )
}

/** The same for several that are known by what they are. */
export async function markPoints(tx: Tx, points: { kind: string; value: string; quality: Quality }[]): Promise<void> {
  const [kinds, values, qualities] = [
    points.map(({ kind }) => kind),
    points.map(({ value }) => value),
    points.map(({ quality }) => quality),
  ]
  await sql`update contact_point as point set quality = p.quality
    from unnest(${kinds}::text[], ${values}::text[], ${qualities}::text[]) as p (kind, value, quality)
    where point.kind = p.kind and point.value collate "C" = p.value and point.quality <> p.quality`.execute(db(tx))
}

export async function dropPoint(tx: Tx, { id, person }: { id: string; person: PersonId }): Promise<void> {
  await db(tx).deleteFrom('contact_point').where('id', '=', id).where('person_id', '=', person).execute()
}
