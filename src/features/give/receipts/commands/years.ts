import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { enqueue } from '#platform/jobs/queue'
import type { DonorId } from '../../giving/index.ts'
import { yearMail } from '../queues.ts'
import { db } from '../tables.ts'

type Due = { year: number; limit: number; mailbox?: Buffer }

/**
 * Claims donors whose summary of a year that is over has not left, and leaves a letter for each mailbox, in one transaction: whatever dies, and whoever else
 * does the same, each donor is claimed once, and her letter is a job from the commit on. `mailbox`: that one's alone, who asked for it. Gives how many donors.
 */
export async function sendYears(tx: Tx, { now }: App, { year, limit, mailbox }: Due): Promise<number> {
  // One after the other: who shares a mailbox is written to in one letter.
  await sql`select pg_advisory_xact_lock(hashtextextended('gift years', 2016))`.execute(db(tx))
  const { rows } = await sql<{ id: DonorId; mailbox: string }>`
    select d.id, encode(d.mailbox_hash, 'hex') as mailbox from donor d
    where d.email is not null and ${mailbox ? sql`d.mailbox_hash = ${mailbox}` : sql`true`}
      and exists (select from acknowledgement a where a.donor_id = d.id and a.year = ${year} and a.cancelled_at is null)
      and not exists (select from gift_year y where y.donor_id = d.id and y.year = ${year})
    order by d.mailbox_hash, d.id limit ${limit}`.execute(db(tx))
  if (rows.length === 0) return 0
  const letters = new Map<string, string>()
  for (const row of rows) if (!letters.has(row.mailbox)) letters.set(row.mailbox, newId())
  const claimed = await db(tx)
    .insertInto('gift_year')
    .values(rows.map(({ id, mailbox: of }) => ({ donor_id: id, year, letter: letters.get(of)!, made_at: now() })))
    .onConflict((on) => on.doNothing())
    .returning('letter')
    .execute()
  for (const letter of new Set(claimed.map((one) => one.letter))) enqueue(tx, yearMail, { letter, year })
  return rows.length
}
