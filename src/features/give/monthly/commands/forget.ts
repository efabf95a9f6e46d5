import { sql } from 'kysely'
import type { App, ErasedMailbox } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { mailboxHashOf } from '#people'
import { releaseMeans } from '../../payments/index.ts'
import { db, type MonthlyId } from '../tables.ts'
import { callBack } from './stop.ts'

/** Ends and forgets what comes again from a mailbox that is erased. Gifts that came stay, as `giving` says; nothing more is taken. */
export async function forgetMailboxes(tx: Tx, app: App, erased: ErasedMailbox[]): Promise<void> {
  const hashes = erased.filter(({ shared }) => !shared).map(({ email }) => mailboxHashOf(app)(email))
  if (hashes.length === 0) return
  // Donors of whom nothing ever came are gone by now.
  const { rows } = await sql<{ id: MonthlyId; means: string | null }>`
    select m.id, coalesce(m.means_id, g.payment_id) as means from monthly_gift m left join donor d on d.id = m.donor_id left join gift g on g.id = m.first_gift_id
    where d.id is null or d.mailbox_hash = any(${hashes}::bytea[]) order by m.id for update of m`.execute(db(tx))
  const now = app.now()
  for (const { id, means } of rows) {
    await callBack(tx, id, now)
    if (means) await releaseMeans(tx, means, now)
  }
  const ids = rows.map(({ id }) => id)
  if (ids.length === 0) return
  await db(tx).deleteFrom('monthly_charge').where('monthly_id', 'in', ids).execute()
  await db(tx).deleteFrom('monthly_gift').where('id', 'in', ids).execute()
}
