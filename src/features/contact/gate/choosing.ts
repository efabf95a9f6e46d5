import { type RawBuilder, sql } from 'kysely'
import type { App } from '#platform/app'
import type { Handle } from '#platform/db/handle'
import { reach } from '#people'
import { silences } from '#staff'
import { decide, isAnyHour, LONGEST, type OfHer, pressuresOf, type Refusal, type Waiting } from '../law/index.ts'
import type { Contact } from './contact.ts'
import { atHerAddress, madeBy, nearHer } from './made.ts'
import { lookingAround, type Near, type Place, spanFrom } from './places.ts'
import { db } from './tables.ts'

const DAY = 86_400_000
/** Of a town that no vote has a line of its own for. */
const OTHER_TOWN = '–' as NonNullable<Place['place_id']>

/**
 * For choosing among a million, SQL over `person`, by no other name: why she may not be reached by this, for what is known of her; null: she may. What only
 * makes her wait is `mustWait`. `may` says the same as a condition that an index helps, `at` which address it is.
 */
export function mayNot(contact: Contact): {
  why: RawBuilder<OfHer | null>
  may: RawBuilder<boolean>
  at: RawBuilder<string | null>
} {
  return { why: reach.whyNot(contact), may: reach.may(contact), at: reach.at(contact) }
}

/**
 * The same of what makes her wait now: a silence, the hour, what was sent to her already; or what is refused for her place or for the words themselves.
 * null: nothing. Of the moment `contact.now`, and made by two queries of the votes and places that there are.
 */
export async function mustWait(
  app: Pick<App, 'filled' | 'database'>,
  contact: Contact,
  handle: Handle = app.database.read,
): Promise<RawBuilder<Waiting | Refusal | null>> {
  const answers = await answersByPlace(handle, contact)
  const pressed = pressedOf(app, contact)
  const isAny = Object.values(answers).some((answer) => answer !== '')
  return sql`coalesce(${isAny ? answerOf(answers) : sql`null::text`}, ${pressed ?? sql`null::text`})`
}

/** The answer of the place of `person`: her town's where a vote has a line of its own there, else that of her department and clocks. */
function answerOf(answers: Record<string, string>): RawBuilder<string | null> {
  const all = sql`${JSON.stringify(answers)}::jsonb`
  return sql`nullif(coalesce(${all} ->> person.place_id, ${all} ->> concat_ws(' ', person.country, person.department_id,
      (select time_zone from place where place.id = person.place_id)), ${all} ->> person.country, ${all} ->> ''), '')`
}

const nameOf = ({ country, department_id }: Place, ...zone: string[]) =>
  [country, department_id, ...zone].filter(Boolean).join(' ')

/** What the law answers by place, whoever is there; '' where she may be reached. The name '' is of a country of which no town is known. */
async function answersByPlace(handle: Handle, contact: Contact): Promise<Record<string, string>> {
  const near = await nearVotes(handle, contact.now)
  const around = lookingAround(near, contact.now)
  const answer = (place: Place) => {
    const said = decide({ why: null, made: [], ...around(place) }, contact)
    return said.answer === 'yes' ? '' : said.reason
  }
  // Where neither hours nor votes are a question, nobody's place is.
  const places = near.length === 0 && isAnyHour(contact) ? [] : await allPlaces(handle, near)
  const lost = { department_id: null, place_id: null, zones: [] }
  const countries = [...new Set(['', ...near.map(({ country }) => country)])].map((country) => ({ ...lost, country }) as Place)
  return Object.fromEntries([
    ...countries.map((place) => [place.country, answer(place)]),
    ...places.map(({ placed, ...place }) => {
      const isOther = placed && place.place_id === null
      return [
        place.place_id ?? nameOf(place, ...(placed ? place.zones : [])),
        answer(isOther ? { ...place, place_id: OTHER_TOWN } : place),
      ]
    }),
  ])
}

async function nearVotes(handle: Handle, now: Date): Promise<Near> {
  const { rows } = await sql<{ near: Near }>`select ${silences.near(spanFrom(now))} as near`.execute(db(handle))
  return rows[0]!.near
}

/** Every place that may make a difference: `placed`: of who lives in a town there; the others of whom no town is known. */
async function allPlaces(handle: Handle, near: Near): Promise<(Place & { placed: boolean })[]> {
  const towns = near.flatMap(({ place_id }) => place_id ?? [])
  const { rows } = await sql<
    Place & { placed: boolean }
  >`with known as materialized (select distinct country, department_id, time_zone from place)
    select there.* from (
      select country, department_id, null as place_id, array[time_zone] as zones, true as placed from known
      union all select country, department_id, null, array_agg(time_zone), false from known where department_id is not null group by 1, 2
      union all select country, null, null, array_agg(distinct time_zone), false from known group by 1
      union all select country, department_id, id, array[time_zone], true from place where id = any(${towns}::text[])) as there`.execute(
    db(handle),
  )
  return rows
}

/** Of `person`: `pressure` where what was made with her, at her addresses or in her home is enough; undefined where it never is. */
function pressedOf(app: Pick<App, 'filled'>, contact: Contact): RawBuilder<'pressure' | null> | undefined {
  const made = madeBy(app, { people: nearHer, since: new Date(contact.now.getTime() - LONGEST * DAY) })
  const rules = pressuresOf(contact)
  if (!made || rules.length === 0) return undefined
  const whose = { person: sql`hers`, address: sql`address`, household: sql`true` }
  const enough = rules.map(
    ({ of, channels, kinds, per, days, most }) => sql`(count(*) filter (where ${whose[per]} and channel = any(${channels}::text[])
      and kind = any(${kinds}::text[]) and at > ${new Date(contact.now.getTime() - days * DAY)}::timestamptz) >= ${most}
      and ${of === 'everywhere' ? sql`true` : sql`person.country = ${of}`})`,
  )
  return sql`(select 'pressure' from (select channel, kind, at, person_id = person.id as hers, ${atHerAddress(sql`person.id`)} as address
    from (${made}) as made) as made having ${sql.join(enough, sql` or `)})`
}
