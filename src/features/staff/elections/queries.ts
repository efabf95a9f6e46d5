import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { type AreaId, type PlaceId, territoryName } from '#territories'
import { overlap, ruleFor, silenceOf, type Span, type Voting, votingIn } from './rules.ts'
import { db, type ElectionId, type Kind } from './tables.ts'

/** Where something is: a town if it stands in one, what holds it, and its clocks. */
export type Where = { country: AreaId; department_id: AreaId | null; place_id: PlaceId | null; time_zone: string }

/** Silence around a vote: which, from when to when, and the article that says so; null where no rule of the country is known. */
export type Silence = Span & { id: ElectionId; election: string; article: string | null; source: string | null }

/** A line of a vote whose silence may fall into a span. `within`: the areas that its own holds, a region its departments. */
type NearLine = Voting & { election_id: ElectionId; name: string; country: string; within: string[] }

const DAY = 86_400_000

/** All that is needed to tell silences of a span anywhere (`silencesOf`): a jsonb of lines, one of several things that a statement selects. */
function nearVotes(span: Span): RawBuilder<NearLine[]> {
  return sql<
    NearLine[]
  >`coalesce((select jsonb_agg(jsonb_build_object('election_id', e.id, 'name', e.name, 'country', e.country, 'vote_on', d.vote_on,
        'closes', d.closes, 'area_id', d.area_id, 'place_id', d.place_id,
        'within', coalesce((select jsonb_agg(id) from area where parent_id = d.area_id), '[]')) order by e.id, d.id)
      from election_day d join election e on e.id = d.election_id
      where e.removed_at is null and exists (select from election_day near where near.election_id = e.id
        and near.vote_on between ${day(span.from, -4)}::date and ${day(span.to, 4)}::date)), '[]')`
}

/** For who asks of many places in a statement of its own: which votes are near a span, and the silences of them in a place. */
export const silences = { near: nearVotes, of: silencesOf }

/**
 * The silence that a span of time in a place falls into; undefined: none is known. Of several the one that begins first. The rules are data, by
 * country (`data/silence.json`). One query.
 */
export async function silenceAt(handle: Handle, where: Where, span: Span): Promise<Silence | undefined> {
  const { rows } = await sql<{ near: NearLine[] }>`select ${nearVotes(span)} as near`.execute(db(handle))
  return silencesOf(rows[0]!.near, where, span)[0]
}

/** The silences that a span of time in a place falls into, the one that begins first first. */
function silencesOf(near: NearLine[], where: Where, span: Span): Silence[] {
  const found = [...Map.groupBy(near, ({ election_id }) => election_id).values()].flatMap((lines) => {
    if (lines[0]!.country !== where.country) return []
    const region = lines.find(({ within }) => where.department_id !== null && within.includes(where.department_id))?.area_id
    const around = [where.department_id, region, where.country].filter((one) => one !== null && one !== undefined)
    const voting = votingIn(lines, { place: where.place_id, around })
    if (!voting) return []
    const rule = ruleFor(where.country, voting.vote_on)
    const kept = silenceOf(rule, voting, where.time_zone)
    const said = { id: voting.election_id, election: voting.name, article: rule?.article ?? null, source: rule?.source ?? null }
    return overlap(kept, span) ? [{ ...kept, ...said }] : []
  })
  return found.toSorted((a, b) => a.from.getTime() - b.from.getTime())
}

/** Whether silence may be kept anywhere at that moment: a cheap first look for who asks about many places. */
export async function isVoteNear(handle: Handle, now: Date): Promise<boolean> {
  const { rows } = await sql`select 1 from election_day d join election e on e.id = d.election_id
    where e.removed_at is null and d.vote_on between ${day(now, -4)}::date and ${day(now, 4)}::date limit 1`.execute(db(handle))
  return rows.length > 0
}

/** The days of a vote (`YYYY-MM-DD`), the first first. */
export async function daysOf(handle: Handle, election: ElectionId): Promise<string[]> {
  const { rows } = await sql<{
    vote_on: string
  }>`select distinct d.vote_on::text from election_day d join election e on e.id = d.election_id
    where e.id = ${election}::uuid and e.removed_at is null order by 1`.execute(db(handle))
  return rows.map(({ vote_on }) => vote_on)
}

const day = (moment: Date, days: number) => new Date(moment.getTime() + days * DAY).toISOString().slice(0, 10)

/** When people of a territory vote: a day (`YYYY-MM-DD`), and when the last polling station there closes, as clocks there show it. Neither area nor place: wherever no narrower line says otherwise. */
type VotingDay = { vote_on: string; closes: string; area_id: AreaId | null; place_id: PlaceId | null }
type Vote = {
  id: ElectionId
  name: string
  country: AreaId
  kind: Kind
  first_round: ElectionId | null
  lists_closed: string | null
  days: VotingDay[]
}

/** Votes with a day on or after that one (`YYYY-MM-DD`), the earliest first, and the first rounds of those. One query. */
export async function votes(handle: Handle, from: string): Promise<Vote[]> {
  const { rows } = await sql<Vote>`with ahead as (select e.* from election e where e.removed_at is null
      and exists (select from election_day d where d.election_id = e.id and d.vote_on >= ${from}::date))
    select e.id, e.name, e.country, e.kind, e.first_round, e.lists_closed::text, (select jsonb_agg(jsonb_build_object('vote_on', d.vote_on, 'closes', d.closes,
        'area_id', d.area_id, 'place_id', d.place_id) order by d.vote_on, d.id) from election_day d where d.election_id = e.id) as days
    from election e where e.removed_at is null and (e.id in (select id from ahead) or e.id in (select first_round from ahead))
    order by (select min(d.vote_on) from election_day d where d.election_id = e.id), e.name`.execute(db(handle))
  return rows
}

type ElectionInList = {
  id: ElectionId
  name: string
  country: string
  kind: Kind
  first_round: ElectionId | null
  vote_on: string
  closes: string
  territory: string | null
}

/** Votes that are known, the latest first; a line for each day and territory. */
export async function elections(handle: Handle): Promise<ElectionInList[]> {
  const { rows } =
    await sql<ElectionInList>`select e.id, e.name, e.country, e.kind, e.first_round, d.vote_on::text, d.closes, ${territoryName()} as territory
    from election e join election_day d on d.election_id = e.id
    left join area on area.id = d.area_id left join place on place.id = d.place_id
    where e.removed_at is null order by d.vote_on desc, e.name, territory nulls first limit 200`.execute(db(handle))
  return rows
}
