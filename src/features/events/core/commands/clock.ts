import { sql } from 'kysely'
import type { App, ErasedMailbox } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { enqueue } from '#platform/jobs/queue'
import { mailboxHashOf } from '#people'
import { isVoteNear, silenceAt } from '#staff'
import { orphan, signUpMail } from '../queues.ts'
import { CONFIRMED_WITHIN, KEPT_DAYS } from '../rules/life.ts'
import { db, type EventId } from '../tables.ts'
import { lockEvent } from './lock.ts'
import { promote } from './promote.ts'

const HOUR = 3_600_000
/** Hours before an event at which those who chose so are reminded; who signed up less than `since` hours ago knows. */
const REMINDERS = [
  { kind: 'day', column: 'day_told_at', wish: 'remind_day', hours: 24, since: 12 },
  { kind: 'hours', column: 'hours_told_at', wish: 'remind_hours', hours: 2, since: 1 },
] as const

/** Tells who signed up of a version, each once. Gives whether there are more. */
export async function tellSome(
  tx: Tx,
  { event: id, version }: { event: EventId; version: number },
  limit: number,
): Promise<boolean> {
  const event = await db(tx).selectFrom('event').select(['version', 'cancelled_at']).where('id', '=', id).executeTakeFirst()
  // What was changed since is told by a job of its own.
  if (event?.version !== version) return false
  const kind = event.cancelled_at ? 'cancelled' : 'changed'
  const { rows } = await sql<{ id: string }>`update sign_up set told = ${version} where id in (
      select id from sign_up where event_id = ${id}::uuid and state in ('coming', 'waiting') and told < ${version} order by id limit ${limit} for update)
    returning id`.execute(db(tx))
  for (const one of rows) enqueue(tx, signUpMail, { kind, sign_up: one.id, version })
  return rows.length === limit
}

/** Leaves reminders that are due, each once; none of a campaign event in the silence around a vote. Gives how many. */
export async function remindSome(tx: Tx, now: Date, limit: number): Promise<number> {
  const silent = await silentNow(tx, now)
  let left = 0
  for (const { kind, column, wish, hours, since } of REMINDERS) {
    const { rows } = await sql<{
      id: string
      version: number
    }>`update sign_up set ${sql.ref(column)} = ${now}::timestamptz where id in (
        select s.id from event e join sign_up s on s.event_id = e.id
        where e.listed and e.starts_at > ${now}::timestamptz and e.starts_at <= ${new Date(now.getTime() + hours * HOUR)}::timestamptz
          and e.id <> all(${silent}::uuid[]) and s.state = 'coming' and s.${sql.ref(wish)} and s.${sql.ref(column)} is null
          and (${kind} <> 'day' or (${now}::timestamptz at time zone e.time_zone)::date < (e.starts_at at time zone e.time_zone)::date)
          and s.asked_at < ${new Date(now.getTime() - since * HOUR)}::timestamptz
        order by s.id limit ${limit} for update of s skip locked)
      returning id, (select version from event where event.id = sign_up.event_id) as version`.execute(db(tx))
    for (const { id, version } of rows) enqueue(tx, signUpMail, { kind, sign_up: id, version })
    left += rows.length
  }
  return left
}

/** Campaign events of the next day between now and whose end the silence around a vote falls. */
async function silentNow(tx: Tx, now: Date): Promise<EventId[]> {
  if (!(await isVoteNear(tx, now))) return []
  const soon = await db(tx)
    .selectFrom('event')
    .select(['id', 'country', 'department_id', 'place_id', 'time_zone', 'starts_at', 'ends_at'])
    .where('listed', '=', true)
    .where('campaign', '=', true)
    .where('waived_at', 'is', null)
    .where('starts_at', '>', now)
    .where('starts_at', '<=', new Date(now.getTime() + 24 * HOUR))
    .execute()
  const silent: EventId[] = []
  // Neither while silence is kept, nor of what falls into it. Only near a vote, and of one day.
  for (const event of soon) if (await silenceAt(tx, event, { from: now, to: event.ends_at })) silent.push(event.id)
  return silent
}

/** Takes off the list what is over. */
export async function retireEvents(tx: Tx, now: Date): Promise<void> {
  await db(tx).updateTable('event').set({ listed: false }).where('listed', '=', true).where('ends_at', '<=', now).execute()
}

/** Tells those in charge of events to come that nobody holds any more: who did was erased, or left the group that does. Each once. */
export async function tellOrphans(tx: Tx, now: Date): Promise<void> {
  const { rows } = await sql<{ id: EventId }>`update event e set orphaned_at = ${now}::timestamptz
    where e.listed and e.starts_at > ${now}::timestamptz and e.orphaned_at is null
      and not exists (select from event_organiser o where o.event_id = e.id)
      and not exists (select from event_host h join membership m on m.group_id = h.group_id and m.role = 'organiser'
        where h.event_id = e.id and h.accepted_at is not null)
    returning e.id`.execute(db(tx))
  for (const { id } of rows) enqueue(tx, orphan, { event: id })
  // Held again: should nobody hold it once more, that is told too.
  await sql`update event e set orphaned_at = null where e.listed and e.orphaned_at is not null and e.id <> all(${rows.map(({ id }) => id)}::uuid[])
    and (exists (select from event_organiser o where o.event_id = e.id)
      or exists (select from event_host h join membership m on m.group_id = h.group_id and m.role = 'organiser'
        where h.event_id = e.id and h.accepted_at is not null))`.execute(db(tx))
}

/** Moves people up where places fell free by themselves: somebody was erased. */
export async function promoteSome(tx: Tx, now: Date): Promise<void> {
  const events = await db(tx)
    .selectFrom('event')
    .select('id')
    .where('listed', '=', true)
    .where('waiting', '>', 0)
    .where((w) => w.or([w('capacity', 'is', null), w('taken', '<', w.ref('capacity'))]))
    .where('starts_at', '>', now)
    .orderBy('id')
    .limit(200)
    .execute()
  for (const { id } of events) {
    await lockEvent(tx, id)
    await promote(tx, id, now)
  }
}

/** Forgets the visitors of these mailboxes, whose owner is erased; where others read one too, those of her name. */
export async function forgetMailboxes(tx: Tx, app: App, erased: ErasedMailbox[]): Promise<void> {
  const hers = erased.map((one) => ({ ...one, hash: mailboxHashOf(app)(one.email).toString('hex') }))
  await sql`delete from sign_up using jsonb_to_recordset(${JSON.stringify(hers)}::jsonb) as hers (hash text, shared boolean, given_name text)
    where person_id is null and mailbox_hash = decode(hash, 'hex')
      and (not shared or lower(split_part(name, ' ', 1)) = lower(split_part(given_name, ' ', 1)))`.execute(db(tx))
}

/** Forgets what visitors typed and never confirmed; and a month after an event their names, and what anybody answered. The figures stay. */
export async function forgetVisitors(tx: Tx, now: Date): Promise<void> {
  const unconfirmed = new Date(now.getTime() - CONFIRMED_WITHIN * HOUR)
  await db(tx).deleteFrom('sign_up').where('state', '=', 'unconfirmed').where('asked_at', '<', unconfirmed).execute()
  const over = new Date(now.getTime() - KEPT_DAYS * 24 * HOUR)
  await sql`update sign_up set name = null, email = null, mailbox_hash = null, answers = '{}'
    where (email is not null or name is not null or answers <> '{}')
      and (state = 'left' and asked_at < ${unconfirmed}::timestamptz or event_id in (select id from event where ends_at < ${over}::timestamptz))`.execute(
    db(tx),
  )
}
