import { sql } from 'kysely'
import type { Scope } from '#platform/auth/actor'
import type { Handle } from '#platform/db/handle'
import { readTogether } from '#platform/db/together'
import type { Point } from '#platform/geo/points'
import { nearest, type PlaneSearch, withinKm } from '#platform/geo/search'
import type { PersonId } from '#people'
import type { Skill } from '#recipes'
import { withinTerritory } from '#territories'
import type { Equipment, Hour } from './rules.ts'
import { db, type Level, type OfferId, type RequestId } from './tables.ts'

export type OwnOffer = NonNullable<Awaited<ReturnType<typeof offerOf>>>

/** What somebody offers; undefined: nothing. */
export function offerOf(handle: Handle, person: PersonId) {
  return db(handle).selectFrom('offer').selectAll().where('person_id', '=', person).executeTakeFirst()
}

export function skillsOf(handle: Handle, offer: OfferId) {
  return db(handle).selectFrom('offer_skill').select(['skill', 'level']).where('offer_id', '=', offer).orderBy('skill').execute()
}

export type Looking = {
  from: Point
  km: number
  /** As what she looks: an organiser, or staff of a territory. */
  as: 'organisers' | Scope
  skill?: Skill | undefined
  equipment?: Equipment | undefined
  hour?: Hour | undefined
  not: PersonId | undefined
}

type Found = {
  id: OfferId
  given_name: string
  town: string
  lng: number
  lat: number
  km: number
  equipment: Equipment[]
  languages: string[]
  hours: Hour[]
  words: string | null
  plane: number
  skills: { skill: Skill; level: Level }[]
}

const MOST = 30
/** Ids of places and areas begin with their country. */
const COUNTRY = sql`left(coalesce(o.place_id, o.department_id), 2)`
const STANDING = { m: sql`o.m`, lng: sql`o.lng`, lat: sql`o.lat`, reach: sql`o.km` }

/** Offers around a place that are shown to who looks, of people who go as far; the nearest first. Without any way to reach somebody. One query. */
export async function offersNear(handle: Handle, { from, km, as, skill, equipment, hour, not }: Looking) {
  const shown =
    as === 'organisers'
      ? sql`o.to_organisers`
      : sql`o.to_staff and ${withinTerritory(as, { place_id: sql`o.place_id`, department_id: sql`o.department_id`, country: COUNTRY })}`
  const asked = [
    ...(skill ? [sql`exists (select from offer_skill s where s.offer_id = o.id and s.skill = ${skill})`] : []),
    ...(equipment ? [sql`o.equipment @> array[${equipment}]::text[]`] : []),
    ...(hour ? [sql`o.hours @> array[${hour}]::text[]`] : []),
    ...(not ? [sql`o.person_id <> ${not}::uuid`] : []),
  ]
  const search = async ({ plane, where, limit }: PlaneSearch) => {
    const { rows } =
      await sql<Found>`select o.id, person.given_name, o.town, o.lng, o.lat, o.km, o.equipment, o.languages, o.hours, o.words,
      (select coalesce(jsonb_agg(jsonb_build_object('skill', s.skill, 'level', s.level) order by s.level desc, s.skill), '[]')
        from offer_skill s where s.offer_id = o.id) as skills, ${plane} as plane
    from offer o join person on person.id = o.person_id
    where (o.to_organisers or o.to_staff) and ${withinKm(STANDING, from, km)} and ${where}
      and ${shown} and person.restricted_at is null and o.most > 0 ${asked.length > 0 ? sql`and ${sql.join(asked, sql` and `)}` : sql``}
    order by ${plane} limit ${limit}`.execute(db(handle))
    return rows
  }
  return nearest({ m: STANDING.m, from, limit: MOST, search })
}

/** An offer with whose it is. */
export function findOffer(handle: Handle, id: OfferId) {
  return db(handle)
    .selectFrom('offer')
    .innerJoin('person', 'person.id', 'offer.person_id')
    .select(['offer.id', 'offer.person_id', 'offer.lng', 'offer.lat', 'offer.km', 'offer.department_id', 'offer.place_id'])
    .select(['offer.to_organisers', 'offer.to_staff', 'offer.most', 'person.given_name'])
    .where('offer.id', '=', id)
    .executeTakeFirst()
}

/** A request with the names of both. */
export function findRequest(handle: Handle, id: RequestId) {
  return db(handle)
    .selectFrom('offer_request')
    .innerJoin('person', 'person.id', 'offer_request.person_id')
    .leftJoin('person as asker', 'asker.id', 'offer_request.asked_by')
    .selectAll('offer_request')
    .select(['person.given_name as name', 'asker.given_name as asker'])
    .where('offer_request.id', '=', id)
    .executeTakeFirst()
}

export type RequestRecord = NonNullable<Awaited<ReturnType<typeof findRequest>>>

/** Requests that somebody got, or sent, the last first. */
export function requestsOf(handle: Handle, person: PersonId, side: 'person_id' | 'asked_by') {
  return db(handle)
    .selectFrom('offer_request')
    .innerJoin('person', 'person.id', 'offer_request.person_id')
    .leftJoin('person as asker', 'asker.id', 'offer_request.asked_by')
    .selectAll('offer_request')
    .select(['person.given_name as name', 'asker.given_name as asker'])
    .where(`offer_request.${side}`, '=', person)
    .orderBy('asked_at', 'desc')
    .limit(30)
    .execute()
}

type Asked = { id: RequestId; what: string; place: string; starts_at: string; time_zone: string; asker: string | null }

/** What somebody said that she can do, and the requests that wait for her answer. One query. */
export async function ofHelper(handle: Handle, person: PersonId, now: Date): Promise<{ skills: Skill[]; asked: Asked[] }> {
  const [found] = await readTogether(
    handle,
    sql<{ skills: Skill[]; asked: Asked[] }>`select
      (select coalesce(array_agg(s.skill), '{}') from offer o join offer_skill s on s.offer_id = o.id where o.person_id = ${person}::uuid) as skills,
      (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'what', r.what, 'place', r.place, 'starts_at', r.starts_at, 'time_zone', r.time_zone,
          'asker', asker.given_name) order by r.starts_at), '[]')
        from offer_request r left join person asker on asker.id = r.asked_by
        where r.person_id = ${person}::uuid and r.state = 'open' and r.starts_at > ${now}::timestamptz) as asked`,
  )
  return found!
}

/** The mailboxes of people, for telling each other of them once both agreed. One query. */
export async function mailboxesOf(handle: Handle, people: PersonId[]): Promise<Map<PersonId, string>> {
  if (people.length === 0) return new Map()
  const rows = await db(handle)
    .selectFrom('contact_point')
    .select(['person_id', 'value'])
    .where('kind', '=', 'email')
    .where('claimed', '=', false)
    .where('person_id', 'in', people)
    .execute()
  return new Map(rows.map(({ person_id, value }) => [person_id, value]))
}
