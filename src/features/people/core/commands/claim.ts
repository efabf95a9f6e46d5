import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { CLAIM_TIME, MAILS_PER_MAILBOX } from '../rules.ts'
import { db } from '../tables.ts'

export type Claim = {
  /** Id of the message: claiming it again, for another try, is no second claim. */
  mail: string
  mailboxHash: Buffer
  now: Date
}

/**
 * Whether a request to confirm may be written: not to a mailbox that refused, and only a few within a day, whoever typed
 * them. A lock on the mailbox makes the count true however many workers ask at once.
 */
export async function claimConfirmation(tx: Tx, { mail, mailboxHash, now }: Claim): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${mailboxHash.toString('hex')}, 0))`.execute(db(tx))
  if (await hasRefused(tx, mailboxHash, now)) return false
  const since = new Date(now.getTime() - CLAIM_TIME)
  const claims = await db(tx)
    .selectFrom('confirmation_claim')
    .select('mail')
    .where('mailbox_hash', '=', mailboxHash)
    .where('claimed_at', '>', since)
    .execute()
  if (claims.some((claim) => claim.mail === mail)) return true
  if (claims.length >= MAILS_PER_MAILBOX) return false
  await db(tx).insertInto('confirmation_claim').values({ mail, mailbox_hash: mailboxHash, claimed_at: now }).execute()
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
