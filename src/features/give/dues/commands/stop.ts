import { sql } from 'kysely'
import type { App, ErasedMailbox } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { mailboxHashOf } from '#people'
import { forgetDonors } from '../../giving/index.ts'
import { db, type MemberId } from '../tables.ts'

/** She will not renew: she is a member to the end of what she paid, is reminded of nothing, and what she promised is awaited no more. */
export async function stopMember(tx: Tx, member: MemberId, now: Date): Promise<void> {
  await db(tx).selectFrom('dues_member').select('id').where('id', '=', member).forUpdate().execute()
  await db(tx)
    .updateTable('dues_member')
    .set({ stopped_at: now })
    .where('id', '=', member)
    .where('stopped_at', 'is', null)
    .execute()
  await db(tx)
    .updateTable('due')
    .set({ state: 'cancelled', changed_at: now, step: sql<number>`step + 1` })
    .where('member_id', '=', member)
    .where('state', 'in', ['promised', 'accepted'])
    .execute()
}

/** States of dues of which no money ever was there: nothing in the accounts needs them. */
const NEVER_CAME = ['held', 'declined', 'accepted', 'promised', 'cancelled', 'expired', 'failed']

/**
 * Forgets members whose mailbox is erased, with their dues of which nothing ever came. What came stays in the accounts, and she is reminded of nothing any more.
 * A mailbox that others read too says nothing of her.
 */
export async function forgetMailboxes(tx: Tx, app: App, erased: ErasedMailbox[]): Promise<void> {
  const hashes = erased.filter(({ shared }) => !shared).map(({ email }) => mailboxHashOf(app)(email))
  if (hashes.length === 0) return
  const hers = sql`select m.id from dues_member m join donor d on d.id = m.donor_id where d.mailbox_hash = any(${hashes}::bytea[])`
  await sql`update dues_member set stopped_at = coalesce(stopped_at, ${app.now()}::timestamptz) where id in (${hers})`.execute(
    db(tx),
  )
  await sql`delete from due where member_id in (${hers}) and state = any(${NEVER_CAME}::text[])`.execute(db(tx))
  await sql`delete from dues_member where id in (${hers}) and not exists (select from due where member_id = dues_member.id)`.execute(
    db(tx),
  )
  await forgetDonors(tx, app, hashes)
}
