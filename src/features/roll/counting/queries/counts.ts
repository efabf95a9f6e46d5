import { sql } from 'kysely'
import type { AccountId } from '#platform/auth/session'
import type { Scope } from '#platform/auth/actor'
import type { Handle } from '#platform/db/handle'
import { withinTerritory } from '#territories'
import type { Figures } from '../rules/figures.ts'
import type { StationId, VoteId } from '../../stations/index.ts'
import { db, type TurnoutHour } from '../tables.ts'

export type Candidate = { id: string; name: string }

/** Who can be voted for, in order. */
export function candidatesOf(handle: Handle, vote: VoteId): Promise<Candidate[]> {
  return db(handle).selectFrom('vote_candidate').select(['id', 'name']).where('election_id', '=', vote).orderBy('rank').execute()
}

export type Sheet = { by: AccountId; person: string | null; figures: Figures }

/** The last sheet of each who typed the count of a station, the earliest first. */
export async function sheetsOf(handle: Handle, station: StationId): Promise<Sheet[]> {
  const { rows } =
    await sql<Sheet>`select typed_by as by, person_id as person, figures from (select distinct on (typed_by) * from station_sheet
      where station_id = ${station}::uuid order by typed_by, typed_at desc, seq desc) last order by typed_at, seq`.execute(
      db(handle),
    )
  return rows
}

/** What two persons typed alike of a station. For those of the station, and those in charge. */
export function resultOf(handle: Handle, station: StationId) {
  return db(handle)
    .selectFrom('station_result')
    .select(['figures', 'corrected_at'])
    .where('station_id', '=', station)
    .executeTakeFirst()
}

/** Since when anybody may read the counts of a vote, once the hour has come. */
export async function openedAt(handle: Handle, vote: VoteId): Promise<Date | null> {
  const found = await db(handle).selectFrom('vote_opening').select('opened_at').where('election_id', '=', vote).executeTakeFirst()
  return found?.opened_at ?? null
}

/** The same of several votes. */
export async function openings(handle: Handle, votes: VoteId[]): Promise<ReadonlyMap<VoteId, Date>> {
  if (votes.length === 0) return new Map()
  const rows = await db(handle).selectFrom('vote_opening').selectAll().where('election_id', 'in', votes).execute()
  return new Map(rows.map((one) => [one.election_id, one.opened_at]))
}

/** Sums of what came in, of a territory: of how many of its stations, and how many of these changed since anybody could read them. */
export type Total = Omit<Figures, 'votes'> & {
  key: string
  name: string
  stations: number
  counted: number
  corrected: number
  votes: Record<string, number>
  latest: Date | null
}

const KEYS = { department: sql`coalesce(place.department_id, place.country)`, town: sql`place.id` }
/** Where a row lies that has a town alone. */
const LIES = { place_id: sql`place.id`, department_id: sql`place.department_id`, country: sql`place.country` }
type By = keyof typeof KEYS

/** Sums by department or town, of what lies in a scope; `of`: of one department alone. Counts: to be told by `mayTell`, or to those in charge. One query. */
export async function totals(
  handle: Handle,
  vote: VoteId,
  { by, scope, of }: { by: By; scope: Scope; of?: string | undefined },
): Promise<Total[]> {
  const figure = (name: string) => sql`coalesce(sum((figures->>${sql.lit(name)})::integer), 0)::integer as ${sql.ref(name)}`
  const { rows } = await sql<Total>`with known as (
      select ${KEYS[by]} as key, r.figures, r.agreed_at, r.corrected_at
      from station s join place on place.id = s.place_id left join station_result r on r.station_id = s.id
      where s.election_id = ${vote}::uuid and ${withinTerritory(scope, LIES)} and ${of ? sql`place.department_id = ${of}` : sql`true`}),
    votes as (select key, jsonb_object_agg(candidate, n) as votes from (select known.key, v.key as candidate, sum(v.value::integer)::integer as n
        from known, jsonb_each_text(known.figures->'votes') v group by 1, 2) each group by key)
    select known.key, coalesce(area.name, place.name) as name, count(*)::integer as stations, count(figures)::integer as counted,
      count(corrected_at)::integer as corrected, ${sql.join(['registered', 'voters', 'ballots', 'blank', 'void'].map(figure))},
      coalesce(votes.votes, '{}') as votes, max(agreed_at) as latest
    from known left join votes on votes.key = known.key left join area on area.id = known.key left join place on place.id = known.key
    group by known.key, area.name, place.name, votes.votes order by name limit 2000`.execute(db(handle))
  return rows
}

/** How many stations of each town of a scope sent their count: no figure of it. One query. */
export async function receivedIn(
  handle: Handle,
  vote: VoteId,
  scope: Scope,
): Promise<Pick<Total, 'key' | 'name' | 'stations' | 'counted'>[]> {
  const { rows } = await sql<Pick<Total, 'key' | 'name' | 'stations' | 'counted'>>`select place.id as key, place.name,
      count(*)::integer as stations, count(r.station_id)::integer as counted
    from station s join place on place.id = s.place_id left join station_result r on r.station_id = s.id
    where s.election_id = ${vote}::uuid and ${withinTerritory(scope, LIES)}
    group by place.id order by place.name, place.id limit 2000`.execute(db(handle))
  return rows
}

export type Turnout = { hour: TurnoutHour; stations: number; registered: number; voters: number }

/** How many had voted by each hour, at stations that said so. No count. One query. */
export async function turnoutOf(handle: Handle, vote: VoteId): Promise<Turnout[]> {
  const { rows } =
    await sql<Turnout>`select t.hour, count(*)::integer as stations, sum(t.registered)::integer as registered, sum(t.voters)::integer as voters
    from station_turnout t join station s on s.id = t.station_id where s.election_id = ${vote}::uuid
    group by t.hour order by array_position(array['noon', 'afternoon', 'close'], t.hour)`.execute(db(handle))
  return rows
}

/** The same of one station, with the largest number of registered voters that was said of it. */
export function turnoutAt(handle: Handle, station: StationId) {
  return db(handle)
    .selectFrom('station_turnout')
    .select(['hour', 'registered', 'voters'])
    .where('station_id', '=', station)
    .execute()
}
