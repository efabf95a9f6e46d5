import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { recordset } from '#platform/db/recordset'
import { enqueue } from '#platform/jobs/queue'
import { dayThere } from '../describing.ts'
import { reminderMail } from '../queues.ts'
import { type Period, type Reminder, reminderFor } from '../rules.ts'
import { db, type MemberId } from '../tables.ts'

type Ending = {
  id: MemberId
  until: string
  country: string
  kind: string
  period: Period
  grace_days: number
}

/** The longest before and after the end of a term that anything is said. */
const AROUND = 400

/**
 * Writes to members of whom the end of a term is near or passed, each of each once: the row of what was said and the mail stand in one transaction. Whoever stopped, or
 * has something under way, is let alone. Gives after whom to go on; undefined: all are told.
 */
export async function remind(
  tx: Tx,
  app: App,
  { after, limit }: { after?: MemberId | undefined; limit: number },
): Promise<MemberId | undefined> {
  const now = app.now()
  const { rows } = await sql<Ending>`
    select m.id, t.until::text as until, r.country, r.kind, s.period, s.grace_days
    from dues_member m join dues_scale s on s.recipient_id = m.recipient_id and s.open join recipient r on r.id = m.recipient_id
    join lateral (select max(until_on) as until from due where due.member_id = m.id and due.state = 'paid') t
      on t.until between (${now}::timestamptz)::date - ${AROUND}::int and (${now}::timestamptz)::date + ${AROUND}::int
    where m.stopped_at is null and r.public_at is not null and r.filed_at is null
      and not exists (select from due d where d.member_id = m.id and d.state in ('held', 'accepted', 'pending', 'promised'))
      ${after ? sql`and m.id > ${after}::uuid` : sql``}
    order by m.id limit ${limit}`.execute(db(tx))
  const due = rows.flatMap(({ id, until, ...of }) => {
    const kind = reminderFor(of, until, dayThere(app, of))
    return kind ? [{ member_id: id, until_on: until, kind }] : []
  })
  if (due.length > 0) {
    const { rows: told } = await sql<{ member_id: MemberId; until: string; kind: Reminder }>`
      insert into due_reminder (member_id, until_on, kind, sent_at)
      select member_id, until_on, kind, ${now}::timestamptz from ${recordset('t', due, { member_id: 'uuid', until_on: 'date', kind: 'text' })}
      order by member_id on conflict do nothing returning member_id, until_on::text as until, kind`.execute(db(tx))
    for (const { member_id, until, kind } of told) enqueue(tx, reminderMail, { member: member_id, kind, until })
  }
  return rows.length < limit ? undefined : rows.at(-1)!.id
}
