import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { jsonb } from '#platform/db/jsonb'
import { Conflict } from '#platform/errors'
import type { Locale } from '#platform/i18n/locales'
import { emit, enqueue } from '#platform/jobs/queue'
import { lockPeople, mayBeCalled, type PersonId } from '#people'
import { placeTaken, signUpMail } from '../queues.ts'
import { isOpen, promotes, stateOf } from '../rules/life.ts'
import { freeOf, seat } from '../seating.ts'
import { db, type EventId, type EventRole, type EventRow, type How, type RoleId, type SignUpId } from '../tables.ts'
import { refusedBy, silenceOver } from './silence.ts'

/** Somebody asks for places: a person of the file, or a visitor whose mailbox proved to be hers. */
export type Asking = {
  id: SignUpId
  event: EventId
  person: PersonId | null
  /** Without a mailbox: whoever holds the event entered her. */
  visitor: { name: string; email: string | null; mailbox_hash: Buffer | null } | null
  /** Keyed hash of a person's mailbox: a place that she took as a visitor is hers. */
  mailbox?: Buffer | undefined
  locale: Locale
  seats: number
  role: RoleId | null
  answers: Record<string, string>
  remind_day: boolean
  remind_hours: boolean
  how: How
}

export type Placed = { id: SignUpId; state: 'coming' | 'waiting' }

/**
 * Gives places to those who ask, in the order of asking; who does not fit waits. Asking twice changes nothing, but that who waits takes a place that is
 * free and that nobody is moved up to any more. One transaction for many: events are held in the order of their ids, all rows are written at once.
 * Gives for each the place, or why there is none.
 */
export async function takePlaces(tx: Tx, askings: Asking[], now: Date): Promise<(Placed | Conflict)[]> {
  await lockPeople(tx, [...new Set(askings.flatMap(({ person }) => person ?? []))].toSorted())
  const events = await lockEvents(tx, [...new Set(askings.map(({ event }) => event))])
  const roles = await rolesOf(tx, [...events.keys()])
  const known = await knownOf(tx, askings)
  const silenced = await silencedOf(tx, [...events.values()])
  const rooms = new Map([...events.values()].map((event) => [event.id, roomFor(event, roles)]))
  const given: Given = { results: [], placed: [] }
  for (const asking of askings) {
    const event = events.get(asking.event)
    const role = roles.find(({ id }) => id === asking.role)
    const reason = silenced.get(asking.event) ?? whyNot(event, asking, { role, now })
    if (reason || !event) given.results.push(reason ?? new Conflict('events.not-found'))
    else giveOne(asking, given, { room: rooms.get(event.id)!, known, promotes: promotes(event, now) })
  }
  if (given.placed.length > 0) await write(tx, given.placed, now)
  return given.results
}

type Given = { results: (Placed | Conflict)[]; placed: { asking: Asking; state: 'coming' | 'waiting' }[] }

/** A place for one who may ask, or one on the list; what she has already if nothing better is free. */
function giveOne(
  asking: Asking,
  { results, placed }: Given,
  { room, known, promotes }: { room: LeftRoom; known: Map<string, Placed>; promotes: boolean },
): void {
  const already = known.get(keyOf(asking))
  if (already && (already.state === 'coming' || promotes)) return void results.push(already)
  const id = already?.id ?? asking.id
  const state = takeOne(room, asking) ? 'coming' : 'waiting'
  // Nobody hears of a place for somebody without a mailbox: who enters her by hand knows now.
  if (state === 'waiting' && asking.how === 'organiser')
    return void results.push(new Conflict(room.free >= asking.seats ? 'events.role-full-now' : 'events.full'))
  if (!already || state === 'coming') placed.push({ asking: { ...asking, id }, state })
  known.set(keyOf(asking), { id, state })
  results.push({ id, state })
}

/** Places that are left while a batch is seated. */
type LeftRoom = { free: number; roles: Map<string, number> }

function takeOne(room: LeftRoom, { seats, role }: Asking): boolean {
  const wish = { seats, role_id: role }
  if (!seat(room, [wish])[0]) return false
  room.free -= seats
  if (role) room.roles.set(role, room.roles.get(role)! - seats)
  return true
}

function roomFor(event: EventRow, roles: EventRole[]): LeftRoom {
  const own = roles.filter(({ event_id }) => event_id === event.id)
  return { free: freeOf(event), roles: new Map(own.map((role) => [role.id, freeOf(role)])) }
}

/** Why somebody gets no place and does not wait for one either. */
function whyNot(
  event: EventRow | undefined,
  { seats, how, role: asked }: Asking,
  { role, now }: { role: EventRole | undefined; now: Date },
): Conflict | undefined {
  if (!event) return new Conflict('events.not-found')
  if (asked && role?.event_id !== event.id) return new Conflict('events.roles.gone')
  if (how !== 'organiser' && seats > 1 + event.guests) return new Conflict('events.sign-up.guests')
  // Whoever holds it writes down who comes until the end.
  const byHand = how === 'organiser' && stateOf(event, now) === 'on'
  if (how === 'door' || byHand || isOpen(event, role, now)) return undefined
  const begun = ['coming', 'on', 'over'].includes(stateOf(event, now))
  return new Conflict(begun ? 'events.sign-up.closed' : 'events.sign-up.not-open')
}

async function lockEvents(tx: Tx, ids: EventId[]): Promise<Map<EventId, EventRow>> {
  const rows = await db(tx).selectFrom('event').selectAll().where('id', 'in', ids).orderBy('id').forUpdate().execute()
  return new Map(rows.map((row) => [row.id, row]))
}

function rolesOf(tx: Tx, events: EventId[]): Promise<EventRole[]> {
  if (events.length === 0) return Promise.resolve([])
  return db(tx).selectFrom('event_role').selectAll().where('event_id', 'in', events).execute()
}

/** Who asks, whether as a person or by her mailbox. */
const keyOf = ({ id, event, person, visitor }: Asking) => `${event} ${person ?? visitor?.mailbox_hash?.toString('hex') ?? id}`

/** Campaign events that fall into the silence around a vote: nobody signs up for what may not take place. */
async function silencedOf(tx: Tx, events: EventRow[]): Promise<Map<EventId, Conflict>> {
  const found = new Map<EventId, Conflict>()
  for (const event of events) {
    const silence = await silenceOver(tx, event)
    if (silence) found.set(event.id, refusedBy(silence))
  }
  return found
}

/** What somebody took as a visitor, at the mailbox of a person who asks now. */
type Visit = { id: SignUpId; name: string | null; person: PersonId; given_name: string; family_name: string | null }

/** Others may read her mailbox: what they took under their names stays theirs. */
const isHers = ({ name, ...person }: Visit) => mayBeCalled(person, name ?? '')

async function adopt(tx: Tx, visits: Visit[]): Promise<void> {
  if (visits.length === 0) return
  await sql`update sign_up s set person_id = v.person, name = null, email = null, mailbox_hash = null
    from jsonb_to_recordset(${jsonb(visits)}) as v(id uuid, person uuid) where s.id = v.id`.execute(db(tx))
}

/** Living sign-ups of those who ask; what somebody took as a visitor becomes hers. */
async function knownOf(tx: Tx, askings: Asking[]): Promise<Map<string, Placed>> {
  const hex = (hash: Buffer | null | undefined) => hash?.toString('hex') ?? null
  const asked = askings.map(({ event, person, visitor, mailbox }) => ({
    event,
    person,
    hash: hex(visitor?.mailbox_hash ?? mailbox),
  }))
  const visits = await sql<Visit>`select s.id, s.name, a.person, given_name, family_name
    from jsonb_to_recordset(${jsonb(asked)}) as a(event uuid, person uuid, hash text) join person on person.id = a.person
    join sign_up s on s.event_id = a.event and s.state in ('coming', 'waiting') and s.mailbox_hash = decode(a.hash, 'hex')
    where not exists (select from sign_up own where own.event_id = a.event and own.person_id = a.person and own.state in ('coming', 'waiting'))`.execute(
    db(tx),
  )
  await adopt(tx, visits.rows.filter(isHers))
  const { rows } = await sql<
    Placed & { event: EventId; person: PersonId | null; hash: string }
  >`select s.id, s.state, s.event_id as event,
      s.person_id as person, encode(s.mailbox_hash, 'hex') as hash
    from jsonb_to_recordset(${jsonb(asked)}) as a(event uuid, person uuid, hash text)
    join sign_up s on s.event_id = a.event and s.state in ('coming', 'waiting')
      and (s.person_id = a.person or a.person is null and s.mailbox_hash = decode(a.hash, 'hex'))`.execute(db(tx))
  return new Map(rows.map(({ id, state, event, person, hash }) => [`${event} ${person ?? hash}`, { id, state }]))
}

async function write(tx: Tx, placed: { asking: Asking; state: 'coming' | 'waiting' }[], now: Date): Promise<void> {
  const rows = placed.map(({ asking, state }) => ({
    id: asking.id,
    event_id: asking.event,
    person_id: asking.person,
    name: asking.visitor?.name ?? null,
    email: asking.visitor?.email ?? null,
    hash: asking.visitor?.mailbox_hash?.toString('hex') ?? null,
    locale: asking.locale,
    seats: asking.seats,
    role_id: asking.role,
    answers: asking.answers,
    state,
    how: asking.how,
    remind_day: asking.remind_day,
    remind_hours: asking.remind_hours,
    code: newCode(),
  }))
  // Who confirms by mail has a row already; who waits and takes a place too.
  await sql`insert into sign_up (id, event_id, person_id, name, email, mailbox_hash, locale, seats, role_id, answers, state, how, asked_at, code, remind_day, remind_hours, told)
    select r.id, r.event_id, r.person_id, r.name, r.email, decode(r.hash, 'hex'), r.locale, r.seats, r.role_id, r.answers, r.state, r.how,
      ${now}::timestamptz, r.code, r.remind_day, r.remind_hours, e.version
    from jsonb_to_recordset(${jsonb(rows)}) as r(id uuid, event_id uuid, person_id uuid, name text, email text, hash text, locale text, seats smallint,
      role_id uuid, answers jsonb, state text, how text, code text, remind_day boolean, remind_hours boolean)
    join event e on e.id = r.event_id
    on conflict (id) do update set state = excluded.state, person_id = excluded.person_id, name = excluded.name, email = excluded.email,
      mailbox_hash = excluded.mailbox_hash, network = null, told = excluded.told, seats = excluded.seats, role_id = excluded.role_id`.execute(
    db(tx),
  )
  for (const { asking, state } of placed) {
    if (asking.person || asking.visitor?.email) enqueue(tx, signUpMail, { kind: state, sign_up: asking.id })
    if (asking.person && state === 'coming') emit(tx, placeTaken, { event: asking.event, person: asking.person })
  }
}

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'

/** What a ticket says: twelve letters without those that are read for others. */
export function newCode(): string {
  return Array.from({ length: 12 }, () => LETTERS[randomInt(LETTERS.length)]).join('')
}
