import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Handle } from '#platform/db/handle'
import { type PersonId, reach } from '#people'
import { silences } from '#staff'
import { type Answer, decide, type Known, LONGEST, type OfHer, pressuresOf } from '../law/index.ts'
import type { Contact } from './contact.ts'
import { madeBy } from './made.ts'
import { lookingAround, type Near, type Place, spanFrom } from './places.ts'
import { db } from './tables.ts'

const DAY = 86_400_000

/** `handle`: that of the transaction in which the answer counts; without it the database is read. */
export type AskedAbout = { people: PersonId[]; handle?: Handle }

/**
 * Whether these people may be reached by this, for this, now: an answer for each, by her id. One query, whether of one person or a thousand. The answer is
 * kept with the act by who asked; it is plain JSON.
 */
export async function askGate(
  app: Pick<App, 'filled' | 'database'>,
  { people, handle = app.database.read }: AskedAbout,
  contact: Contact,
): Promise<Map<PersonId, Answer>> {
  if (people.length === 0) return new Map()
  const { found, near } = await factsOf(app, { people, handle }, contact)
  const around = lookingAround(near, contact.now)
  return new Map(found.map((facts) => [facts.id, decide(knownOf(facts, around), contact)]))
}

type Made = Known['made'][number]

type Facts = Omit<Place, 'zones'> & {
  id: PersonId
  why: OfHer | null
  time_zone: string | null
  zones: string[] | null
  /** When, in milliseconds; by what, with what; whether with her, and at an address of hers. */
  made: [number, Made['channel'], Made['kind'], boolean, boolean][] | null
}

/** All that the answers need, in one statement. Who is gone is gone, and nowhere. */
async function factsOf(app: Pick<App, 'filled'>, { people, handle }: Required<AskedAbout>, contact: Contact) {
  const { now } = contact
  const since = new Date(now.getTime() - LONGEST * DAY)
  const made =
    pressuresOf(contact).length === 0 ? undefined : madeBy(app, { people: sql`array(select distinct near_id from near)`, since })
  const { rows } = await sql<
    Facts & { near: Near }
  >`with asked as materialized (select distinct id from unnest(${people}::uuid[]) as a (id)),
    nowhere as materialized (select distinct country, department_id from person where id in (select id from asked) and place_id is null),
    clocks as materialized (select n.country, n.department_id, array_agg(distinct place.time_zone) as zones
      from nowhere n join place on place.country = n.country and (n.department_id is null or place.department_id = n.department_id)
      group by n.country, n.department_id)
    ${made ? sql`, ${nearAndMade(made)}` : sql``}
    select asked.id, case when person.id is null then 'gone' else ${reach.whyNot(contact)} end as why, coalesce(person.country, '') as country,
      person.department_id, person.place_id, place.time_zone, clocks.zones,
      ${made ? sql`told.made` : sql`null`} as made, ${silences.near(spanFrom(now))} as near
    from asked left join lateral (select * from person where id = asked.id offset 0) as person on true
      left join lateral (select time_zone from place where id = person.place_id offset 0) as place on true
      left join clocks on person.place_id is null and clocks.country = person.country and clocks.department_id is not distinct from person.department_id
      ${made ? sql`left join told on told.id = asked.id` : sql``}`.execute(db(handle))
  return { found: rows, near: rows[0]?.near ?? [] }
}

/**
 * Who shares an address or a home with each of those asked about, she herself with them, and what was made with them. Each is looked up by an index, one by
 * one: of a thousand among a million no join of whole tables is faster.
 */
const nearAndMade = (made: ReturnType<typeof madeBy>) => sql`hers as materialized (
    select asked.id, point.hash from asked, lateral (select hash from contact_point
      where person_id = asked.id and not claimed and hash is not null offset 0) as point),
  near as materialized (
    select id, id as near_id from asked
    union select hers.id, other.person_id from hers, lateral (select person_id from contact_point where hash = hers.hash and not claimed offset 0) as other
    union select asked.id, other.id from asked,
      lateral (select place_id, lower(street) as street from person where id = asked.id and street is not null offset 0) as home,
      lateral (select id from person where place_id = home.place_id and lower(street) = home.street offset 0) as other),
  made as materialized (${made!}),
  told as (select near.id, json_agg(json_build_array(extract(epoch from made.at) * 1000, made.channel, made.kind,
      made.person_id = near.id, coalesce(made.address_hash = any(boxes.hashes), false))) as made
    from near join made on made.person_id = near.near_id
      left join (select id, array_agg(hash) as hashes from hers group by id) as boxes on boxes.id = near.id group by near.id)`

function knownOf({ why, made, ...facts }: Facts, around: ReturnType<typeof lookingAround>): Known {
  const { country, department_id, place_id, time_zone } = facts
  const zones = time_zone ? [time_zone] : (facts.zones ?? [])
  return {
    why,
    ...around({ country, department_id, place_id, zones }),
    made: (made ?? []).map(([at, channel, kind, hers, address]) => ({ at: new Date(at), channel, kind, hers, address })),
  }
}
