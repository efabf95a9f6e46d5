import { sql } from 'kysely'
import type { Scope } from '#platform/auth/actor'
import type { Handle } from '#platform/db/handle'
import type { PersonId } from '#people'
import { type AreaId, type PlaceId, withinTerritory } from '#territories'
import { byNumber } from '../rules/lines.ts'
import type { Hour, Role } from '../rules/posts.ts'
import { db, type PostId, type PostState, type StationId, type VolunteerId, type VoteId } from '../tables.ts'

type Town = { place_id: PlaceId; town: string; department_id: AreaId | null; country: AreaId; time_zone: string }

export type PostInList = {
  id: PostId
  volunteer_id: VolunteerId
  person_id: PersonId
  role: Role
  state: PostState
  hours: Hour[]
  given_name: string
  family_name: string | null
}

export type StationRecord = Town & {
  id: StationId
  election_id: VoteId
  number: string
  name: string | null
  address: string | null
  /** Who was asked there, whatever she answered, the earliest first. */
  posts: PostInList[]
}

const STATIONS = sql`select s.id, s.election_id, s.number, s.name, s.address, s.place_id, place.name as town, place.department_id, place.country, place.time_zone,
    coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'volunteer_id', v.id, 'person_id', v.person_id, 'role', p.role, 'state', p.state, 'hours', v.hours,
        'given_name', person.given_name, 'family_name', person.family_name) order by p.asked_at, p.id)
      from station_post p join station_volunteer v on v.id = p.volunteer_id join person on person.id = v.person_id
      where p.station_id = s.id and person.restricted_at is null), '[]') as posts
  from station s join place on place.id = s.place_id`

/** The stations of a town for a vote, in the order of their numbers. One query. */
export async function stationsOf(handle: Handle, vote: VoteId, place: string): Promise<StationRecord[]> {
  const { rows } = await sql<StationRecord>`${STATIONS} where s.election_id = ${vote}::uuid and s.place_id = ${place}`.execute(
    db(handle),
  )
  return rows.toSorted(byNumber)
}

export async function findStation(handle: Handle, id: StationId): Promise<StationRecord | undefined> {
  const { rows } = await sql<StationRecord>`${STATIONS} where s.id = ${id}::uuid`.execute(db(handle))
  return rows[0]
}

/** Stations where somebody is asked to be, or said yes. One query. */
export async function stationsWith(handle: Handle, person: PersonId): Promise<StationRecord[]> {
  const { rows } = await sql<StationRecord>`${STATIONS} where exists (select from station_post p
      join station_volunteer v on v.id = p.volunteer_id
      where p.station_id = s.id and v.person_id = ${person}::uuid and p.state in ('asked', 'yes'))`.execute(db(handle))
  return rows.toSorted(byNumber)
}

export type TownInList = Town & {
  stations: number
  assessors: number
  substitutes: number
  delegates: number
  waits: number
}

/** The towns of a territory that have stations for a vote, with how far they are. One query. */
export async function townsWith(handle: Handle, vote: VoteId, scope: Scope): Promise<TownInList[]> {
  const sure = (role: Role) =>
    sql`count(*) filter (where exists (select from station_post p where p.station_id = s.id and p.role = ${role} and p.state = 'yes'))::integer`
  const { rows } =
    await sql<TownInList>`select place.id as place_id, place.name as town, place.department_id, place.country, place.time_zone,
      count(*)::integer as stations, ${sure('assessor')} as assessors, ${sure('substitute')} as substitutes, ${sure('delegate')} as delegates,
      count(*) filter (where exists (select from station_post p where p.station_id = s.id and p.state = 'asked'))::integer as waits
    from station s join place on place.id = s.place_id
    where s.election_id = ${vote}::uuid and ${withinTerritory(scope, LIES)}
    group by place.id order by place.department_id, place.name limit 1000`.execute(db(handle))
  return rows
}

/** Where a row lies that has a town alone. */
const LIES = { place_id: sql`place.id`, department_id: sql`place.department_id`, country: sql`place.country` }

export type VolunteerInList = Town & {
  id: VolunteerId
  person_id: PersonId
  given_name: string
  family_name: string | null
  roles: Role[]
  hours: Hour[]
  /** As what she is asked somewhere, or said yes, and at how many stations. */
  serves: Role | null
  stations: number
}

const VOLUNTEERS = sql`select v.id, v.person_id, v.roles, v.hours, person.given_name, person.family_name, place.id as place_id, place.name as town,
    place.department_id, place.country, place.time_zone, taken.role as serves, coalesce(taken.n, 0) as stations
  from station_volunteer v join person on person.id = v.person_id join place on place.id = v.place_id
  left join lateral (select min(p.role) as role, count(*)::integer as n from station_post p
    where p.volunteer_id = v.id and p.state in ('asked', 'yes')) taken on true`

/** Who of a territory can be at a station of a department for a vote: those of the town and those who are nowhere yet first. One query. */
export async function volunteersIn(
  handle: Handle,
  vote: VoteId,
  { place_id, department_id, scope }: Pick<Town, 'place_id' | 'department_id'> & { scope: Scope },
): Promise<VolunteerInList[]> {
  const { rows } = await sql<VolunteerInList>`${VOLUNTEERS} where v.election_id = ${vote}::uuid and person.restricted_at is null
      and (place.department_id = ${department_id} or place.id = ${place_id}) and ${withinTerritory(scope, LIES)}
    order by (coalesce(taken.n, 0) > 0), (place.id = ${place_id}) desc, v.said_at, v.id limit 200`.execute(db(handle))
  return rows
}

/** Whether somebody offered to be at a station of any vote. One query. */
export async function hasOffered(handle: Handle, person: PersonId): Promise<boolean> {
  const found = await db(handle)
    .selectFrom('station_volunteer')
    .select('id')
    .where('person_id', '=', person)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}

/** What somebody offered for votes. One query. */
export async function offersOf(handle: Handle, person: PersonId): Promise<(VolunteerInList & { election_id: VoteId })[]> {
  const { rows } = await sql<VolunteerInList & { election_id: VoteId }>`select v.election_id, o.* from station_volunteer v
      join (${VOLUNTEERS}) o on o.id = v.id where v.person_id = ${person}::uuid`.execute(db(handle))
  return rows
}

/** How many of a territory offered to be at a station of these votes and were asked nowhere yet. */
export async function unasked(handle: Handle, votes: VoteId[], scope: Scope): Promise<number> {
  const { rows } = await sql<{
    n: number
  }>`select count(*)::integer as n from station_volunteer v join person on person.id = v.person_id and person.restricted_at is null join place on place.id = v.place_id
    where v.election_id = any(${votes}::uuid[]) and ${withinTerritory(scope, LIES)}
      and exists (select from station s join place near on near.id = s.place_id
        where s.election_id = v.election_id and near.department_id = place.department_id)
      and not exists (select from station_post p where p.volunteer_id = v.id and p.state in ('asked', 'yes'))`.execute(db(handle))
  return rows[0]!.n
}

/** A post with whose it is, wherever it stands. */
export async function findPost(handle: Handle, id: PostId) {
  return db(handle)
    .selectFrom('station_post as p')
    .innerJoin('station_volunteer as v', 'v.id', 'p.volunteer_id')
    .select(['p.id', 'p.station_id', 'p.role', 'p.state', 'p.election_id', 'v.person_id', 'v.hours'])
    .where('p.id', '=', id)
    .executeTakeFirst()
}

/** Posts of a vote that somebody is asked for, or said yes to. */
export function postsOfVote(handle: Handle, vote: VoteId) {
  return db(handle)
    .selectFrom('station_post')
    .select('id')
    .where('election_id', '=', vote)
    .where('state', 'in', ['asked', 'yes'])
    .execute()
}

/** Where somebody was asked to be, whatever she said, for her timeline. One query. */
export function postsOfPerson(handle: Handle, person: PersonId) {
  return db(handle)
    .selectFrom('station_post as p')
    .innerJoin('station_volunteer as v', 'v.id', 'p.volunteer_id')
    .innerJoin('station as s', 's.id', 'p.station_id')
    .innerJoin('place', 'place.id', 's.place_id')
    .select(['p.asked_at', 'p.role', 's.number', 'place.name as town'])
    .where('v.person_id', '=', person)
    .execute()
}
