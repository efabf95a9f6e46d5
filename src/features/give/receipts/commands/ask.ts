import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { Conflict } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import type { DonorId } from '../../giving/index.ts'
import { todayOf } from '#platform/i18n/moments'
import { acknowledgementMail, mineMail } from '../queues.ts'
import { MOST_ASKED } from '../rules.ts'
import { type AcknowledgementId, db } from '../tables.ts'

const DAY = 86_400_000

/** Sends an acknowledgement once more, to the mailbox of its donor and nowhere else. Throws Conflict when it left often enough today. */
export async function askAgain(tx: Tx, { now }: App, acknowledgement: AcknowledgementId): Promise<void> {
  const since = new Date(now().getTime() - DAY)
  // Letters of a day are counted from the first of them on; after it the count goes on, so that each letter has its own number.
  const row = await db(tx)
    .updateTable('acknowledgement')
    .set({
      asked: sql<number>`asked + 1`,
      asked_at: sql<Date>`case when asked_at > ${since}::timestamptz then asked_at else ${now()}::timestamptz end`,
      asked_then: sql<number>`case when asked_at > ${since}::timestamptz then asked_then else asked end`,
    })
    .where('id', '=', acknowledgement)
    .where((w) =>
      w.or([w('asked_at', 'is', null), w('asked_at', '<=', since), w(sql<number>`asked - asked_then`, '<', MOST_ASKED)]),
    )
    .returning('asked')
    .executeTakeFirst()
  if (!row) throw new Conflict('receipts.asked-enough')
  enqueue(tx, acknowledgementMail, { acknowledgement, n: row.asked })
}

/** Sends somebody the link to all gifts of her mailbox. Of a day one letter, however often it is asked for. */
export async function askMine(tx: Tx, app: App, donor: DonorId): Promise<void> {
  const kept = await db(tx)
    .insertInto('gift_link')
    .values({ donor_id: donor, day: todayOf(app) })
    .onConflict((on) => on.doNothing())
    .returning('donor_id')
    .executeTakeFirst()
  if (kept) enqueue(tx, mineMail, { donor, at: app.now().toISOString() })
}
