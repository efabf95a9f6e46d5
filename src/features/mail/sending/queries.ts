import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { db, type MailingId } from './tables.ts'

export function findMailing(handle: Handle, id: MailingId) {
  return db(handle).selectFrom('mailing').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Whether letters of a mailing may leave now. */
export async function runs(handle: Handle, id: MailingId): Promise<boolean> {
  const row = await db(handle)
    .selectFrom('mailing')
    .select('id')
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('mail_halt').select('one'))))
    .executeTakeFirst()
  return row !== undefined
}

/** Mailings that run and of which something may leave now, with how many lanes work on each. */
export async function waiting(handle: Handle): Promise<{ id: MailingId; lanes: number }[]> {
  const { rows } = await sql<{ id: MailingId; lanes: number }>`select id,
      (select count(*)::integer from mailing_chunk where mailing_id = id and over_at is null and lease_until > now()) as lanes
    from mailing where state = 'running' and not exists (select from mail_halt)`.execute(db(handle))
  return rows
}
