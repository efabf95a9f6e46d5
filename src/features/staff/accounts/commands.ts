import { timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { CODE_MINUTES } from '#platform/auth/auth'
import type { App } from '#platform/app'
import type { AccountId } from '#platform/auth/session'
import type { Tx } from '#platform/db/handle'
import type { Id } from '#platform/db/id'
import type { Locale } from '#platform/i18n/locales'
import { enqueue } from '#platform/jobs/queue'
import { codeMail, movedMail } from './queues.ts'
import { type Asking, digitsFor, hashOfBrowser } from './asking.ts'
import { LETTER_TIME, MAIL_WINDOW, SPENT_FOR, TRIES, type Verdict, verdictOn } from './rules.ts'
import { db, type RequestId } from './tables.ts'

export type Asked = {
  id: RequestId
  network_hash: Buffer
  /** Of a request to sign in: the browser that holds the other half of the code, and whether this mailbox signed in there before. */
  browser_hash?: Buffer
  known?: boolean
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
    .values({ browser_hash: null, ...asked, ...move, sent_at: null, done_at: null, used_at: null })
    .execute()
  enqueue(tx, codeMail, { request: asked.id })
}

/**
 * Says whether the mail of a request may leave, and counts it. A lock on the mailbox makes the count true when many ask
 * at once; a request that was counted may be tried again.
 */
export async function claimCode(tx: Tx, request: Claiming, now: Date): Promise<Verdict> {
  const key = request.mailbox_hash.toString('hex')
  await sql`select pg_advisory_xact_lock(hashtextextended(${key}, 1))`.execute(db(tx))
  const sent = await db(tx)
    .selectFrom('sign_in_request')
    .select(['id', 'known', 'warned', sql<boolean>`network_hash is not distinct from ${request.network_hash}`.as('here')])
    .where('mailbox_hash', '=', request.mailbox_hash)
    .where('sent_at', '>', new Date(now.getTime() - MAIL_WINDOW))
    .execute()
  const before = sent.find(({ id }) => id === request.id)
  if (before) return before.warned ? 'warning' : 'code'
  const verdict = verdictOn(request.known, sent)
  if (verdict !== 'nothing')
    await db(tx)
      .updateTable('sign_in_request')
      .set({ sent_at: now, warned: verdict === 'warning' })
      .where('id', '=', request.id)
      .execute()
  return verdict
}

type Claiming = { id: RequestId; mailbox_hash: Buffer; network_hash: Buffer | null; known: boolean }

/**
 * Whether these are the digits of the request that this browser made, in time, for the first time and within the tries. Each try is counted
 * before it is looked at; of many at once, one is taken.
 */
export async function takeCode(tx: Tx, app: App, { asking, digits }: { asking: Asking; digits: string }): Promise<boolean> {
  const now = app.now()
  const request = await db(tx)
    .updateTable('sign_in_request')
    .set((q) => ({ tries: q('tries', '+', 1) }))
    .where('id', '=', asking.id)
    .where('email', '=', asking.email)
    .where('browser_hash', '=', hashOfBrowser(asking.browser))
    .where('used_at', 'is', null)
    .where('tries', '<', TRIES)
    .where('asked_at', '>', new Date(now.getTime() - CODE_MINUTES * 60_000))
    .returning('id')
    .executeTakeFirst()
  if (!request || !isSame(digits, digitsFor(app, request.id))) return false
  await db(tx).updateTable('sign_in_request').set({ used_at: now }).where('id', '=', request.id).execute()
  return true
}

/**
 * Spends a code of an authenticator app: false where it was tried before, by whoever looked over a shoulder (RFC 6238 §5.2). The library takes
 * one as often as it comes. Of two at once, the database lets one pass.
 */
export async function spendCode(
  tx: Tx,
  { account, code, now }: { account: AccountId; code: string; now: Date },
): Promise<boolean> {
  const over = new Date(now.getTime() - SPENT_FOR)
  await db(tx).deleteFrom('spent_code').where('account_id', '=', account).where('spent_at', '<', over).execute()
  const spent = await db(tx)
    .insertInto('spent_code')
    .values({ account_id: account, code, spent_at: now })
    .onConflict((on) => on.doNothing())
    .returning('code')
    .executeTakeFirst()
  return spent !== undefined
}

/** Without telling by the time that it takes how much was right. */
const isSame = (one: string, other: string) =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other))

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
