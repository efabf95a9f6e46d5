import { sql } from 'kysely'
import type { App, ErasedMailbox } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { normaliseEmail } from '#platform/text/email'
import { mailboxHashOf } from '#people'
import { donorsKept } from '../besides.ts'
import { db, type DonorId } from '../tables.ts'

/** States of gifts of which no money ever was there: nothing in the accounts needs them. */
const NEVER_CAME = ['held', 'declined', 'accepted', 'promised', 'cancelled', 'expired', 'failed']

/**
 * Forgets donors whose mailbox is erased, with their gifts of which nothing ever came. What came is in accounts that the law has kept and shown: who gave it stays
 * (Code électoral L52-12; the register says so), but her address, which the law does not ask for (R39-1). A mailbox that others read too says nothing of her.
 */
export async function forgetMailboxes(tx: Tx, app: App, erased: ErasedMailbox[]): Promise<void> {
  const hashes = erased.filter(({ shared }) => !shared).map(({ email }) => mailboxHashOf(app)(email))
  if (hashes.length === 0) return
  await sql`delete from gift where donor_id in (select id from donor where mailbox_hash = any(${hashes}::bytea[])) and state = any(${NEVER_CAME}::text[])`.execute(
    db(tx),
  )
  await sql`update donor set email = null where mailbox_hash = any(${hashes}::bytea[])`.execute(db(tx))
  await forgetDonors(tx, app, hashes)
}

/** Forgets those behind these mailboxes of whom nothing is kept, here or in rooms above. These call it again after they have forgotten theirs. */
export async function forgetDonors(tx: Tx, app: Pick<App, 'filled'>, hashes: Buffer[]): Promise<void> {
  const rows = await db(tx).selectFrom('donor').select('id').where('mailbox_hash', 'in', hashes).execute()
  const donors = rows.map(({ id }) => id)
  if (donors.length === 0) return
  const kept: DonorId[] = []
  for (const keptOf of app.filled(donorsKept)) kept.push(...(await keptOf(tx, donors)))
  await sql`delete from donor where id = any(${donors}::uuid[]) and id <> all(${kept}::uuid[])
    and not exists (select from gift where donor_id = donor.id)`.execute(db(tx))
}

type Move = { from: string; to: string }

/** Her gifts follow her to her new mailbox; where she gave from that one too, each stays as it was. */
export async function followAddress(tx: Tx, app: App, { from, to }: Move): Promise<void> {
  const hashOf = mailboxHashOf(app)
  await sql`update donor set email = ${normaliseEmail(to)}, mailbox_hash = ${hashOf(to)} where mailbox_hash = ${hashOf(from)}
    and not exists (select from donor other where other.mailbox_hash = ${hashOf(to)} and other.name_key = donor.name_key)`.execute(
    db(tx),
  )
}
