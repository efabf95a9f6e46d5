import type { AccountId } from '#platform/auth/session'
import type { Handle } from '#platform/db/handle'
import type { MailingId } from '../../sending/index.ts'
import { db } from '../tables.ts'

export function editionOf(handle: Handle, mailing: MailingId) {
  return db(handle).selectFrom('letter_edition').selectAll().where('mailing_id', '=', mailing).executeTakeFirst()
}

/** Mailings, the newest first: all, or those that an account froze. */
export function mailingsOf(handle: Handle, account: AccountId | undefined, limit = 50) {
  return db(handle)
    .selectFrom('letter_edition')
    .innerJoin('mailing', 'mailing.id', 'mailing_id')
    .select(['mailing.id', 'title', 'state', 'meant', 'made_at', 'begun_at'])
    .$if(account !== undefined, (q) => q.where('asked_by', '=', account!))
    .orderBy('made_at', 'desc')
    .limit(limit)
    .execute()
}
