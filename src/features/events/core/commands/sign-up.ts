import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { jsonb } from '#platform/db/jsonb'
import { Conflict, NotFound } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import type { Locale } from '#platform/i18n/locales'
import { signUpMail } from '../queues.ts'
import { canBeOnWay, isOpen } from '../rules/life.ts'
import { freeOf } from '../seating.ts'
import { db, type EventId, type EventRole, type EventRow, type SignUpId } from '../tables.ts'
import { lockEvent } from './lock.ts'
import { newCode } from './places.ts'
import { promote } from './promote.ts'
import { refusedBy, silenceOver } from './silence.ts'

/** Sign-ups of visitors that one event may have waiting for the button of a mail: in all, and from one network, such as a hall. */
const MOST_UNCONFIRMED = { all: 2_000, network: 100 }

export type VisitorAsking = {
  id: SignUpId
  event: EventId
  name: string
  email: string
  mailbox_hash: Buffer
  /** where she asks from, as a keyed hash */
  network: string
  locale: Locale
  seats: number
  role: string | null
  answers: Record<string, string>
  remind_day: boolean
  remind_hours: boolean
}

/** Keeps what a visitor typed until she presses the button of her mail. She holds no place, and nobody learns whether the mailbox is known. */
export async function askByMail(tx: Tx, asking: VisitorAsking, now: Date): Promise<void> {
  const { event: id, role, ...rest } = asking
  const event = await db(tx).selectFrom('event').selectAll().where('id', '=', id).executeTakeFirst()
  if (!event) throw new NotFound('events.not-found')
  const chosen = role ? await db(tx).selectFrom('event_role').selectAll().where('id', '=', role).executeTakeFirst() : undefined
  if (role && chosen?.event_id !== id) throw new Conflict('events.roles.gone')
  if (!isOpen(event, chosen, now))
    throw new Conflict(event.cancelled_at || event.unlisted_at ? 'events.sign-up.not-open' : 'events.sign-up.closed')
  if (asking.seats > 1 + event.guests) throw new Conflict('events.sign-up.guests')
  const waiting = sql`event_id = ${id} and state = 'unconfirmed'`
  const here = sql`filter (where network = ${asking.network})`
  type Waiting = { all: number; here: number }
  const count = sql<Waiting>`select count(*)::int as all, count(*) ${here}::int as here from sign_up where ${waiting}`
  const [n] = (await count.execute(db(tx))).rows
  const { network, all } = MOST_UNCONFIRMED
  if (n!.here >= network || (n!.all >= all && !(await makePlace(tx, waiting, n!.here)))) throw new Conflict('events.sign-up.busy')
  // Whoever types the same address again writes over what waits there, if it is from where she is: somebody else takes nothing of hers.
  const same = sql`mailbox_hash = ${asking.mailbox_hash} and network is not distinct from ${asking.network}::text`
  await sql`delete from sign_up where ${waiting} and ${same}`.execute(db(tx))
  const kept = { ...rest, event_id: id, person_id: null, role_id: role, asked_at: now, code: newCode() }
  await db(tx)
    .insertInto('sign_up')
    .values({ ...kept, state: 'unconfirmed', how: 'mail' })
    .execute()
  enqueue(tx, signUpMail, { kind: 'confirm', sign_up: asking.id })
}

/** Whether there is a place for one of a network that has so many: the last of the network that has most makes it. */
async function makePlace(tx: Tx, waiting: RawBuilder<unknown>, here: number): Promise<boolean> {
  const most = sql`select network from sign_up where ${waiting} group by 1 having count(*) > ${here}::int order by count(*) desc, 1 limit 1`
  const last = sql`select id from sign_up where ${waiting} and network = (${most}) order by asked_at desc, id desc limit 1`
  return (await sql`delete from sign_up where id = (${last}) returning id`.execute(db(tx))).rows.length > 0
}

/**
 * Gives places back; who waits is moved up in the same transaction. Pressed twice, it changes nothing. A visitor's name goes with her; whom the holder
 * takes off is told first (`byHolder`).
 */
export async function giveBack(
  tx: Tx,
  signUp: SignUpId,
  { now, byHolder = false }: { now: Date; byHolder?: boolean },
): Promise<void> {
  const { event_id } = await findRow(tx, signUp)
  const event = await lockEvent(tx, event_id)
  if (now >= event.ends_at) throw new Conflict('events.sign-up.over')
  const left = await db(tx)
    .updateTable('sign_up')
    .set({
      state: 'left',
      ...(byHolder ? {} : { name: null, email: null, mailbox_hash: null, network: null, answers: jsonb({}) }),
    })
    .where('id', '=', signUp)
    .where('state', 'in', ['coming', 'waiting'])
    .returning('id')
    .executeTakeFirst()
  if (!left) return
  if (byHolder) enqueue(tx, signUpMail, { kind: 'removed', sign_up: signUp })
  await promote(tx, event_id, now)
}

/**
 * Comes with more people or fewer, or for something else. Where there is no room for it she keeps what she has; what she gives back goes to who waits.
 * Throws Conflict.
 */
export async function changePlaces(
  tx: Tx,
  { id, seats, role }: { id: SignUpId; seats: number; role: string | null },
  now: Date,
): Promise<void> {
  const { event_id } = await findRow(tx, id)
  const event = await lockEvent(tx, event_id)
  const row = await db(tx).selectFrom('sign_up').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const asksMore = seats > row.seats || role !== row.role_id
  const silence = asksMore ? await silenceOver(tx, event) : undefined
  if (silence) throw refusedBy(silence)
  const roles = await db(tx).selectFrom('event_role').selectAll().where('event_id', '=', event_id).execute()
  const wanted = roles.find((one) => one.id === role)
  if (role && !wanted) throw new Conflict('events.roles.gone')
  if (!['coming', 'waiting'].includes(row.state) || !isOpen(event, wanted, now)) throw new Conflict('events.sign-up.closed')
  if (seats > 1 + event.guests) throw new Conflict('events.sign-up.guests')
  if (row.state === 'coming') requireRoom(event, wanted, { seats, before: row })
  // Who waits and asks for more asks anew: places that others waited for longer are not hers.
  const asked_at = row.state === 'waiting' && asksMore ? now : row.asked_at
  await db(tx).updateTable('sign_up').set({ seats, role_id: role, asked_at }).where('id', '=', id).execute()
  await promote(tx, event_id, now)
}

/** Throws unless there is room for that many, with the places that she holds already. */
function requireRoom(
  event: EventRow,
  role: EventRole | undefined,
  { seats, before }: { seats: number; before: { seats: number; role_id: string | null } },
): void {
  if (seats > freeOf(event) + before.seats) throw new Conflict('events.full')
  const held = role && role.id === before.role_id ? before.seats : 0
  if (role && seats > freeOf(role) + held) throw new Conflict('events.role-full-now')
}

/** What she wants to be reminded of. */
export async function setReminders(
  tx: Tx,
  signUp: SignUpId,
  reminders: { remind_day: boolean; remind_hours: boolean },
): Promise<void> {
  await db(tx).updateTable('sign_up').set(reminders).where('id', '=', signUp).where('state', '!=', 'left').execute()
}

/** She is on her way: whoever is at the door sees it. */
export async function sayOnWay(tx: Tx, signUp: SignUpId, now: Date): Promise<void> {
  const row = await findRow(tx, signUp)
  const event = await db(tx).selectFrom('event').selectAll().where('id', '=', row.event_id).executeTakeFirstOrThrow()
  if (!canBeOnWay(event, now)) throw new Conflict('events.own.not-now')
  await db(tx)
    .updateTable('sign_up')
    .set({ on_way_at: now })
    .where('id', '=', signUp)
    .where('state', '=', 'coming')
    .where('on_way_at', 'is', null)
    .execute()
}

async function findRow(tx: Tx, id: SignUpId) {
  const row = await db(tx).selectFrom('sign_up').select(['event_id', 'state']).where('id', '=', id).executeTakeFirst()
  if (!row) throw new NotFound('events.own.gone')
  return row
}
