import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { AccountId } from '#platform/auth/session'
import type { Tx } from '#platform/db/handle'
import type { Id } from '#platform/db/id'
import type { Locale } from '#platform/i18n/locales'
import { enqueue } from '#platform/jobs/queue'
import { codeMail, movedMail } from './queues.ts'
import { LETTER_TIME, MAIL_WINDOW, MAILS_PER_MAILBOX } from './rules.ts'
import { db, type RequestId } from './tables.ts'

export type Asked = {
  id: RequestId
  email: string
  mailbox_hash: Buffer
  locale: Locale
  asked_at: Date
  /** The account that is to move to this address, and from where; else it is to be signed in. */
  moving?: { account: AccountId; person: Id<'person'> | undefined; from: string }
}

/** Notes that somebody asked for a code, and leaves the mail to be sent. */
export async function requestCode(tx: Tx, { moving, ...asked }: Asked): Promise<void> {
  const { account: account_id = null, from: from_email = null, person: person_id = null } = moving ?? {}
  const move = { account_id, from_email, person_id }
  await db(tx)
    .insertInto('sign_in_request')
    .values({ ...asked, ...move, sent_at: null, done_at: null })
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

/**
 * Follows an account that has moved: tells the slices, and leaves a letter for the mailbox that it left. Does it once, and not before the account
 * has the new address; so whoever was killed in between is followed later.
 */
export async function finishMove(tx: Tx, app: App, id: RequestId): Promise<void> {
  const now = app.now()
  const move = await db(tx)
    .updateTable('sign_in_request')
    .from('account')
    .set({ done_at: now })
    .where('sign_in_request.id', '=', id)
    .where('done_at', 'is', null)
    .whereRef('account.id', '=', 'account_id')
    .whereRef('account.email', '=', 'sign_in_request.email')
    .returning(['account_id', 'from_email', 'person_id', 'sign_in_request.email as to'])
    .executeTakeFirst()
  if (!move) return
  // Of those who asked twice for the same mailbox, one is followed.
  await db(tx)
    .updateTable('sign_in_request')
    .set({ done_at: now, from_email: move.to })
    .where('account_id', '=', move.account_id)
    .where('done_at', 'is', null)
    .execute()
  const person = move.person_id ?? undefined
  await app.followAddress(tx, { account: move.account_id!, person, from: move.from_email!, to: move.to, now })
  enqueue(tx, movedMail, { request: id })
}

/** Forgets requests; those of a move that was followed stay for days, until its letter has left. */
export async function deleteRequests(tx: Tx, askedBefore: Date): Promise<void> {
  await db(tx)
    .deleteFrom('sign_in_request')
    .where('asked_at', '<', askedBefore)
    .where((q) => q.or([q('done_at', 'is', null), q('done_at', '<', new Date(askedBefore.getTime() - LETTER_TIME))]))
    .execute()
}
