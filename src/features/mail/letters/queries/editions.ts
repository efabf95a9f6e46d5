import type { Handle } from '#platform/db/handle'
import type { MailingId } from '../../sending/index.ts'
import { db } from '../tables.ts'

export function editionOf(handle: Handle, mailing: MailingId) {
  return db(handle).selectFrom('letter_edition').selectAll().where('mailing_id', '=', mailing).executeTakeFirst()
}
