import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { emit } from '#platform/jobs/queue'
import { signatureReceived } from '../events.ts'
import { fingerprintOf, MAILS_PER_MAILBOX, RESEND_AFTER } from '../rules.ts'
import { db, type SignatureRow } from '../tables.ts'

/** What a form brings: a signature before anybody confirmed it. */
export type NewSignature = Omit<SignatureRow, 'id' | 'fingerprint' | 'mails'>

/**
 * Keeps signatures until their mails are answered, and tells of each that needs a mail. Looks at no person, so it
 * cannot tell, nor take longer for, an address that is known. The same form again within ten minutes changes nothing.
 */
export async function receiveSignatures(tx: Tx, signatures: NewSignature[]): Promise<void> {
  const rows = new Map<string, SignatureRow>()
  for (const signature of signatures) {
    const fingerprint = fingerprintOf(signature)
    rows.set(`${signature.email} ${fingerprint}`, {
      ...signature,
      id: newId(),
      fingerprint,
      mails: 1,
    })
  }
  const kept = await db(tx)
    .insertInto('signature')
    .expression(sql`select * from jsonb_populate_recordset(null::signature, ${JSON.stringify(inOrder(rows))}::jsonb)`)
    .onConflict((on) =>
      on
        .columns(['email', 'fingerprint'])
        .doUpdateSet({ signed_at: sql`excluded.signed_at`, mails: sql`signature.mails + 1` })
        .where(sql<boolean>`signature.signed_at < excluded.signed_at - ${RESEND_AFTER / 1000} * interval '1 second'`)
        .where('signature.mails', '<', MAILS_PER_MAILBOX),
    )
    .returning('id')
    .execute()
  for (const { id } of kept) emit(tx, signatureReceived, { signature: id })
}

/** Batches of several processes meet the same rows in the same order, so that they cannot wait for each other. */
function inOrder(rows: Map<string, SignatureRow>): SignatureRow[] {
  return [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)
}

/** Removes the signatures that nobody confirmed in time, and claims that no longer count. Returns how many signatures. */
export async function deleteUnconfirmed(
  tx: Tx,
  { signedBefore, claimedBefore }: { signedBefore: Date; claimedBefore: Date },
): Promise<number> {
  await db(tx).deleteFrom('confirmation_claim').where('claimed_at', '<', claimedBefore).execute()
  const { numDeletedRows } = await db(tx).deleteFrom('signature').where('signed_at', '<', signedBefore).executeTakeFirstOrThrow()
  return Number(numDeletedRows)
}
