import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import type { Locale } from '#platform/i18n/locales'
import { enqueue } from '#platform/jobs/queue'
import { codeMail } from './queues.ts'
import { MAIL_WINDOW, MAILS_PER_MAILBOX } from './rules.ts'
import { db, type RequestId } from './tables.ts'

export type Asked = { id: RequestId; email: string; mailbox_hash: Buffer; locale: Locale; asked_at: Date }

/** Notes that somebody asked to sign in, and leaves the mail to be sent. */
export async function requestSignIn(tx: Tx, asked: Asked): Promise<void> {
  await db(tx)
    .insertInto('sign_in_request')
    .values({ ...asked, sent_at: null })
    .execute()
  enqueue(tx, codeMail, { request: asked.id })
}

/**
 * Says whether the mail of a request may leave, and counts it. A lock on the mailbox makes the count true when many ask
 * at once; a request that was counted may be tried again.
 */
export async function claimCode(tx: Tx, request: { id: RequestId; mailbox_hash: Buffer }, now: Date): Promise<boolean> {
  const key = request.mailbox_hash.toString('hex')
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 1))`.execute(db(tx))
  const { n } = await db(tx)
    .selectFrom('sign_in_request')
    .select((q) => q.fn.countAll<string>().as('n'))
    .where('mailbox_hash', '=', request.mailbox_hash)
    .where('sent_at', '>', new Date(now.getTime() - MAIL_WINDOW))
    .where('id', '!=', request.id)
    .executeTakeFirstOrThrow()
  if (Number(n) >= MAILS_PER_MAILBOX) return false
  await db(tx)
    .updateTable('sign_in_request')
    .set({ sent_at: now })
    .where('id', '=', request.id)
    .where('sent_at', 'is', null)
    .execute()
  return true
}

export async function deleteRequests(tx: Tx, askedBefore: Date): Promise<void> {
  await db(tx).deleteFrom('sign_in_request').where('asked_at', '<', askedBefore).execute()
}
