import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { formerSpelling } from '#platform/text/phone'
import { copySuppressions } from '../../ledger/index.ts'
import { hashOf as hashWith, type HashOf } from '../hashes.ts'
import { db } from '../tables.ts'

/** Addresses of one transaction: the embedded database keeps its one connection for a moment only. */
const CHUNK = 1_000

/** Writes the keyed hash beside every address that has none: those of before it stood there, and of an archive. Quick when all have theirs. */
export async function hashPoints(app: App): Promise<void> {
  const hashOf = hashWith(app)
  while ((await app.database.transact((tx) => hashSome(tx, hashOf))) === CHUNK);
}

async function hashSome(tx: Tx, hashOf: HashOf): Promise<number> {
  const points = await db(tx).selectFrom('contact_point').select(['id', 'value']).where('hash', 'is', null).limit(CHUNK).execute()
  if (points.length === 0) return 0
  const [ids, hashes] = [points.map(({ id }) => id), points.map(({ value }) => hashOf(value))]
  await sql`update contact_point set hash = p.hash from unnest(${ids}::uuid[], ${hashes}::bytea[]) as p (id, hash)
    where contact_point.id = p.id`.execute(db(tx))
  for (const { value } of points) await keepFormerNo(tx, value, hashOf)
  return points.length
}

/** The secret of an archive may have been another: what it brought is hashed anew. */
export async function forgetHashes(tx: Tx): Promise<void> {
  await sql`update contact_point set hash = null`.execute(db(tx))
}

/** What was said no to at the former spelling of a number holds at the number as it is spelt now. */
export async function keepFormerNo(tx: Tx, value: string, hashOf: HashOf): Promise<void> {
  const former = formerSpelling(value)
  if (former) await copySuppressions(tx, { from: hashOf(former), to: hashOf(value) })
}
