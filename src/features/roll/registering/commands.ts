import { sql } from 'kysely'
import type { App, ErasedMailbox } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { jsonb } from '#platform/db/jsonb'
import type { Locale } from '#platform/i18n/locales'
import { enqueue } from '#platform/jobs/queue'
import { mailboxHashOf } from '#people'
import { reminderAsked, reminderDue } from './queues.ts'
import { db, type ReminderId } from './tables.ts'

type Asking = { email: string; mailboxHash: Buffer; locale: Locale; election: string; daysBefore: number }

/** Days in which an address that was typed has to answer. */
const ANSWERED_WITHIN = 3
const HOUR = 3_600_000

/**
 * Keeps where somebody wants to be reminded, and asks that address, unless its mailbox wants none any more. Of one mailbox and vote there is one: what was confirmed is changed by nobody
 * who types the address again; what was not, once an hour.
 */
export async function askReminder(tx: Tx, { mailboxHash, election, daysBefore, ...asking }: Asking, now: Date): Promise<void> {
  if (await wantsNone(tx, mailboxHash)) return
  const row = await db(tx)
    .insertInto('roll_reminder')
    .values({ id: newId(), mailbox_hash: mailboxHash, election_id: election, days_before: daysBefore, asked_at: now, ...asking })
    .onConflict((on) =>
      on
        .columns(['mailbox_hash', 'election_id'])
        .doUpdateSet({ days_before: daysBefore, asked_at: now, locale: asking.locale })
        .where('roll_reminder.confirmed_at', 'is', null)
        .where('roll_reminder.asked_at', '<', new Date(now.getTime() - HOUR)),
    )
    .returning('id')
    .executeTakeFirst()
  if (row) enqueue(tx, reminderAsked, { reminder: row.id })
}

/** The mailbox answered: its reminder will leave. Pressed twice, it is as pressed once. False: there is none any more. */
export async function confirmReminder(tx: Tx, reminder: ReminderId, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await db(tx)
    .updateTable('roll_reminder')
    .set((q) => ({ confirmed_at: q.fn.coalesce('confirmed_at', sql<Date>`${now}::timestamptz`) }))
    .where('id', '=', reminder)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

const wantsNone = (tx: Tx, mailboxHash: Buffer) =>
  db(tx).selectFrom('roll_reminder_never').select('said_at').where('mailbox_hash', '=', mailboxHash).executeTakeFirst()

/** A mailbox wants no reminder any more, now and whoever types its address again: what waits for it goes. */
export async function remindNever(tx: Tx, mailboxHash: Buffer, now: Date): Promise<void> {
  await db(tx)
    .insertInto('roll_reminder_never')
    .values({ mailbox_hash: mailboxHash, said_at: now })
    .onConflict((on) => on.doNothing())
    .execute()
  await db(tx).deleteFrom('roll_reminder').where('mailbox_hash', '=', mailboxHash).execute()
}

/** It may be asked again. */
export async function remindAgain(tx: Tx, mailboxHash: Buffer): Promise<void> {
  await db(tx).deleteFrom('roll_reminder_never').where('mailbox_hash', '=', mailboxHash).execute()
}

export async function forgetReminder(tx: Tx, reminder: ReminderId): Promise<void> {
  await db(tx).deleteFrom('roll_reminder').where('id', '=', reminder).execute()
}

/** Forgets those of mailboxes whose owner is erased; one that others read too may be theirs, and says nothing of her. */
export async function forgetMailboxes(tx: Tx, app: App, erased: ErasedMailbox[]): Promise<void> {
  const hashes = erased.filter(({ shared }) => !shared).map(({ email }) => mailboxHashOf(app)(email))
  if (hashes.length > 0) await db(tx).deleteFrom('roll_reminder').where('mailbox_hash', 'in', hashes).execute()
}

/** A vote that is ahead, by the first of its days (`YYYY-MM-DD`). */
export type Ahead = { election: string; first: string }

/** Forgets what nobody needs any more: whose vote is over or was taken away, and what no mailbox answered. */
export async function forgetNeedless(tx: Tx, ahead: Ahead[], now: Date): Promise<void> {
  const since = new Date(now.getTime() - ANSWERED_WITHIN * 24 * HOUR)
  await sql`delete from roll_reminder where confirmed_at is null and asked_at < ${since}::timestamptz
    or election_id not in (select election from jsonb_to_recordset(${jsonb(ahead)}) as ahead (election uuid))`.execute(db(tx))
}

/** Lets the reminders leave that are due on that day, each once: at most so many; gives how many. */
export async function sendDue(
  tx: Tx,
  { ahead, today, limit }: { ahead: Ahead[]; today: string; limit: number },
  now: Date,
): Promise<number> {
  const { rows } = await sql<{ id: ReminderId }>`update roll_reminder set leaving_at = ${now}::timestamptz where id in (
      select r.id from roll_reminder r join jsonb_to_recordset(${jsonb(ahead)}) as ahead (election uuid, first date) on ahead.election = r.election_id
      where r.confirmed_at is not null and r.leaving_at is null and ahead.first - r.days_before <= ${today}::date
      order by r.id limit ${limit} for update of r skip locked)
    returning id`.execute(db(tx))
  for (const { id } of rows) enqueue(tx, reminderDue, { reminder: id })
  return rows.length
}
