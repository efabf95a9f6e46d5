import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { jsonb } from '#platform/db/jsonb'
import { Conflict } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { createGroup, type GroupId, mayFound } from '../../core/index.ts'
import { joinGroup } from '../../joining/index.ts'
import { lockPeople, type PersonId } from '#people'
import { leaderMail } from '../queues.ts'
import { FOUNDED_BY } from '../rules.ts'
import { type Agreed, db, type PlannedGroupId, type SeatId } from '../tables.ts'

/** `agreed`: what she shows in her group; undefined: as she said before. */
export type Acceptance = { seat: SeatId; organises: boolean; agreed: Agreed | undefined }

/** `waits`: her group comes about as soon as enough said yes. Otherwise the group that she is in now. */
export type Accepted = { waits: true } | { group: GroupId }

/**
 * She says yes. The acceptance that makes three, one of whom organises, founds the group with all of them; later ones join it. Under the lock of the
 * planned group, so that a crowd founds it once. Saying yes twice changes nothing.
 */
export async function acceptSeat(tx: Tx, { seat: id, organises, agreed }: Acceptance, now: Date): Promise<Accepted> {
  const { planned, person } = await seatIn(tx, id)
  const group = await lockPlanned(tx, planned)
  const waiting = await acceptedIn(tx, planned)
  await lockPeople(tx, [...new Set([person, ...waiting.map(({ person_id }) => person_id)])].toSorted())
  const seat = await lockSeat(tx, id)
  if (seat.state === 'placed' && group.group_id) return { group: group.group_id }
  if (!['invited', 'accepted', 'declined'].includes(seat.state)) throw new Conflict('planning.seat.over')
  if (await isRestricted(tx, person)) throw new Conflict('planning.seat.over')
  if (await isGrouped(tx, person)) throw new Conflict('planning.seat.grouped')
  if (seat.state === 'declined' && (await isAskedElsewhere(tx, person))) throw new Conflict('planning.seat.over')
  const shown = agreed ?? seat.agreed
  if (!shown) throw new Conflict('planning.seat.over')
  await db(tx)
    .updateTable('planned_seat')
    .set({ state: 'accepted', organises, agreed: jsonb(shown), answered_at: now })
    .where('id', '=', id)
    .execute()
  if (group.group_id) return enter(tx, { group: group.group_id, seat: id, person, agreed: shown }, now)
  const founded = await foundIfEnough(tx, group, now)
  return founded ? { group: founded } : { waits: true }
}

/** She says no. Nobody asks her again for a while; saying no twice changes nothing. Under the same lock: a group that is being founded has her, or has not. */
export async function declineSeat(tx: Tx, id: SeatId, now: Date): Promise<void> {
  await lockPlanned(tx, (await seatIn(tx, id)).planned)
  const declined = await db(tx)
    .updateTable('planned_seat')
    .set({ state: 'declined', organises: false, agreed: null, answered_at: now })
    .where('id', '=', id)
    .where('state', 'in', ['invited', 'accepted', 'declined'])
    .returning('id')
    .executeTakeFirst()
  if (!declined) throw new Conflict('planning.seat.over')
}

type Planned = Awaited<ReturnType<typeof lockPlanned>>

/** Founds a group when enough have said yes, by one of those who would organise and may. Who has come into another group since is left out. */
async function foundIfEnough(tx: Tx, planned: Planned, now: Date): Promise<GroupId | undefined> {
  const all = await acceptedIn(tx, planned.id)
  const free = all.filter(({ grouped }) => !grouped)
  if (free.length < FOUNDED_BY) return undefined
  const founder = await firstWho(free, async ({ organises, person_id }) => organises && (await mayFound(tx, person_id)))
  if (!founder) {
    // The third yes, and nobody to lead: each is asked whether she would, once.
    if (free.length === FOUNDED_BY) for (const { id } of free) enqueue(tx, leaderMail, { seat: id })
    return undefined
  }
  const group = await createGroup(tx, { founder: founder.person_id, details: detailsOf(planned), agreed: founder.agreed! }, now)
  await db(tx).updateTable('planned_group').set({ state: 'founded', group_id: group }).where('id', '=', planned.id).execute()
  await place(tx, founder.id)
  for (const { id, person_id, agreed } of free.filter((one) => one !== founder))
    await enter(tx, { group, seat: id, person: person_id, agreed: agreed! }, now)
  return group
}

async function enter(
  tx: Tx,
  { group, seat, person, agreed }: { group: GroupId; seat: SeatId; person: PersonId; agreed: Agreed },
  now: Date,
): Promise<{ group: GroupId }> {
  // Full, or closed to her: her yes is not lost, and she is told why.
  if ((await joinGroup(tx, { group, person, how: 'plan', agreed }, now)) === 'asked') throw new Conflict('planning.seat.full')
  await place(tx, seat)
  return { group }
}

const place = (tx: Tx, seat: SeatId) =>
  db(tx)
    .updateTable('planned_seat')
    .set({ state: 'placed', agreed: null })
    .where('id', '=', seat)
    .where('state', '=', 'accepted')
    .execute()

/** What a group of a plan says of itself until its people do: its town, and that anybody may come. */
function detailsOf({ name, place_id, department_id, country, lng, lat }: Planned) {
  const untold = { description: null, habits: null, address: null, exact: null, languages: [], themes: [], accessible: false }
  return {
    name,
    place_id,
    department_id,
    country,
    town: { lng, lat },
    precision: 'town' as const,
    joining: 'open' as const,
    ...untold,
  }
}

async function firstWho<V>(all: V[], test: (one: V) => Promise<boolean>): Promise<V | undefined> {
  for (const one of all) if (await test(one)) return one
  return undefined
}

async function seatIn(tx: Tx, id: SeatId): Promise<{ planned: PlannedGroupId; person: PersonId }> {
  const seat = await db(tx)
    .selectFrom('planned_seat')
    .select(['planned_group_id', 'person_id'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!seat?.planned_group_id) throw new Conflict('planning.seat.over')
  return { planned: seat.planned_group_id, person: seat.person_id }
}

async function lockPlanned(tx: Tx, id: PlannedGroupId) {
  const group = await db(tx)
    .selectFrom('planned_group')
    .innerJoin('place', 'place.id', 'planned_group.place_id')
    .select(['planned_group.id', 'planned_group.name', 'planned_group.state', 'planned_group.group_id'])
    .select(['place.id as place_id', 'place.department_id', 'place.country', 'place.lng', 'place.lat'])
    .where('planned_group.id', '=', id)
    .forUpdate('planned_group')
    .executeTakeFirst()
  if (!group || group.state === 'dropped') throw new Conflict('planning.seat.over')
  return group
}

async function lockSeat(tx: Tx, id: SeatId) {
  const seat = await db(tx)
    .selectFrom('planned_seat')
    .select(['state', 'agreed'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!seat) throw new Conflict('planning.seat.over')
  return seat
}

type Waiting = { id: SeatId; person_id: PersonId; organises: boolean; agreed: Agreed | null; grouped: boolean }

async function acceptedIn(tx: Tx, planned: PlannedGroupId): Promise<Waiting[]> {
  const { rows } =
    await sql<Waiting>`select id, person_id, organises, agreed, exists (select from membership m where m.person_id = s.person_id) as grouped
    from planned_seat s where planned_group_id = ${planned}::uuid and state = 'accepted'
      and exists (select from person where person.id = s.person_id and person.restricted_at is null)
    order by answered_at, id`.execute(db(tx))
  return rows
}

async function isAskedElsewhere(tx: Tx, person: PersonId): Promise<boolean> {
  const row = await db(tx)
    .selectFrom('planned_seat')
    .select('id')
    .where('person_id', '=', person)
    .where('state', 'in', ['invited', 'accepted'])
    .executeTakeFirst()
  return row !== undefined
}

async function isRestricted(tx: Tx, person: PersonId): Promise<boolean> {
  const row = await db(tx).selectFrom('person').select('restricted_at').where('id', '=', person).executeTakeFirst()
  return row === undefined || row.restricted_at !== null
}

async function isGrouped(tx: Tx, person: PersonId): Promise<boolean> {
  const row = await db(tx).selectFrom('membership').select('group_id').where('person_id', '=', person).limit(1).executeTakeFirst()
  return row !== undefined
}
