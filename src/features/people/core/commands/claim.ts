import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { CLAIM_TIME, MAILS_FROM_ANYWHERE, MAILS_PER_MAILBOX } from '../rules.ts'
import { db } from '../tables.ts'

export type Claim = {
  /** Id of the message: claiming it again, for another try, is no second claim. */
  mail: string
  mailboxHash: Buffer
  /** What is asked: each has a share of its own. */
  purpose: string
  /** Where the form came from, as its signature keeps it; null where nobody keeps it. */
  network: string | null
  now: Date
}

/**
 * Whether a request to confirm may be written: not to a mailbox that refused, and only a few within a day, for each
 * purpose, of each network and of all. A lock on the mailbox makes the count true however many workers ask at once.
 */
export async function claimConfirmation(tx: Tx, { mail, mailboxHash, purpose, network, now }: Claim): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${mailboxHash.toString('hex')}, 0))`.execute(db(tx))
  if (await hasRefused(tx, mailboxHash, now)) return false
  const since = new Date(now.getTime() - CLAIM_TIME)
  const claims = await db(tx)
    .selectFrom('confirmation_claim')
    .select(['mail', 'network'])
    .where('mailbox_hash', '=', mailboxHash)
    .where('purpose', '=', purpose)
    .where('claimed_at', '>', since)
    .execute()
  if (claims.some((claim) => claim.mail === mail)) return true
  const here = claims.filter((claim) => claim.network === network)
  if (here.length >= MAILS_PER_MAILBOX || claims.length >= MAILS_FROM_ANYWHERE) return false
  await db(tx)
    .insertInto('confirmation_claim')
    .values({ mail, mailbox_hash: mailboxHash, purpose, network, claimed_at: now })
    .execute()
  return true
}

async function hasRefused(tx: Tx, mailboxHash: Buffer, now: Date): Promise<boolean> {
  const refusal = await db(tx)
    .selectFrom('suppression')
    .select('purpose')
    .where('address_hash', '=', mailboxHash)
    .where('purpose', '=', 'confirmation')
    .where((q) => q.or([q('until', 'is', null), q('until', '>', now)]))
    .executeTakeFirst()
  return refusal !== undefined
}
