import { sql } from 'kysely'
import type { Hand } from '#platform/auth/actor'
import type { AccountId } from '#platform/auth/session'
import type { Tx } from '#platform/db/handle'
import { type Id, newId } from '#platform/db/id'
import { Conflict, Invalid } from '#platform/errors'
import { askApproval, record, useApproval } from '#staff'
import { openedAt, sheetsOf } from '../queries/counts.ts'
import { agreedOf, differencesOf, faultsOf, type Figures } from '../rules/figures.ts'
import { mayOpen, type Told } from '../rules/telling.ts'
import { resultsPath, type StationId, type VoteId } from '../../stations/index.ts'
import { db, type TurnoutHour } from '../tables.ts'

/** What opening the counts of a vote is called where two persons decide. */
export const OPENING = 'results'

/** Says who can be voted for, in order. Not once a count was typed: its votes are of those who stood there. */
export async function setCandidates(
  tx: Tx,
  { actor, now }: Hand,
  { vote, names }: { vote: VoteId; names: string[] },
): Promise<void> {
  // Waits for who is typing a count, and is waited for.
  await db(tx).deleteFrom('vote_candidate').where('election_id', '=', vote).execute()
  const typed =
    await sql`select 1 from station s where s.election_id = ${vote}::uuid and (exists (select from station_sheet t where t.station_id = s.id)
    or exists (select from station_result r where r.station_id = s.id)) limit 1`.execute(db(tx))
  if (typed.rows.length > 0) throw new Conflict('counting.candidates.fixed')
  await db(tx)
    .insertInto('vote_candidate')
    .values(names.map((name, n) => ({ id: newId(), election_id: vote, rank: n + 1, name })))
    .execute()
  await record(tx, { actor, now }, { action: 'edit', object: 'candidates', id: vote, count: 0 })
}

type Typing = {
  station: { id: StationId; election_id: VoteId }
  by: AccountId
  person: Id<'person'> | null
  key: string
  figures: Figures
}

/**
 * Keeps what somebody read at a station. The same form sent again is the same sheet. Where two persons read alike that is the result of the station;
 * it stands until two read alike something else.
 */
export async function typeSheet(tx: Tx, { station, by, person, key, figures }: Typing, now: Date): Promise<void> {
  const faults = faultsOf(figures)
  if (Object.keys(faults).length > 0) throw new Invalid(faults)
  // Two who type at once are compared one after the other.
  await db(tx).selectFrom('station').select('id').where('id', '=', station.id).forUpdate().executeTakeFirstOrThrow()
  const standing = await db(tx)
    .selectFrom('vote_candidate')
    .select('id')
    .where('election_id', '=', station.election_id)
    .forShare()
    .execute()
  if (standing.length === 0) throw new Conflict('counting.candidates.none')
  const named = Object.keys(figures.votes)
  if (standing.length !== named.length || !standing.every(({ id }) => named.includes(id)))
    throw new Conflict('counting.candidates.changed')
  const written = await db(tx)
    .insertInto('station_sheet')
    .values({ key, station_id: station.id, typed_by: by, person_id: person, typed_at: now, figures: JSON.stringify(figures) })
    .onConflict((on) => on.column('key').doNothing())
    .returning('key')
    .executeTakeFirst()
  if (!written) return requireOwn(tx, { station, by, key })
  const agreed = agreedOf(await sheetsOf(tx, station.id))
  if (agreed) await settle(tx, { station, figures: agreed }, now)
}

/** A form that came twice is hers, of that station. */
async function requireOwn(tx: Tx, { station, by, key }: Omit<Typing, 'figures' | 'person'>): Promise<void> {
  const known = await db(tx)
    .selectFrom('station_sheet')
    .select(['typed_by', 'station_id'])
    .where('key', '=', key)
    .executeTakeFirst()
  if (known?.typed_by !== by || known.station_id !== station.id) throw new Conflict('counting.count.again')
}

async function settle(tx: Tx, { station, figures }: Pick<Typing, 'station' | 'figures'>, now: Date): Promise<void> {
  const { id, election_id } = station
  const before = await db(tx).selectFrom('station_result').select('figures').where('station_id', '=', id).executeTakeFirst()
  if (before && Object.keys(differencesOf(before.figures, figures)).length === 0) return
  const corrected_at = before && (await openedAt(tx, election_id)) ? now : null
  const said = { figures: JSON.stringify(figures), agreed_at: now }
  await db(tx)
    .insertInto('station_result')
    .values({ station_id: id, ...said, corrected_at })
    .onConflict((on) => on.column('station_id').doUpdateSet({ ...said, ...(corrected_at ? { corrected_at } : {}) }))
    .execute()
}

type Seen = { station: StationId; hour: TurnoutHour; registered: number; voters: number }

/** Notes how many had voted by an hour: no count, one person is enough, and the last word holds. */
export async function noteTurnout(tx: Tx, { station, ...seen }: Seen, now: Date): Promise<void> {
  if (seen.voters > seen.registered) throw new Invalid({ voters: 'counting.count.over-registered' })
  const { hour, ...said } = { ...seen, typed_at: now }
  await db(tx)
    .insertInto('station_turnout')
    .values({ station_id: station, hour, ...said })
    .onConflict((on) => on.columns(['station_id', 'hour']).doUpdateSet(said))
    .execute()
}

type Opening = { vote: VoteId; name: string; reason: string; told: Omit<Told, 'opened_at'> }

/** Asks another person to allow that the counts of a vote be opened: not before the hour. */
export async function askToOpen(tx: Tx, hand: Hand, { vote, name, reason, told }: Opening): Promise<void> {
  if (!mayOpen(told, hand.now)) throw new Conflict('counting.open.early')
  const path = resultsPath(vote)
  await askApproval(tx, hand, { kind: OPENING, subject: vote, about: name, reason, path })
}

/** Opens the counts of a vote to anybody, which another person allowed: not before the hour. */
export async function openCounts(tx: Tx, hand: Hand, { vote, told }: Pick<Opening, 'vote' | 'told'>): Promise<void> {
  if (!mayOpen(told, hand.now)) throw new Conflict('counting.open.early')
  await useApproval(tx, hand, { kind: OPENING, subject: vote })
  await db(tx)
    .insertInto('vote_opening')
    .values({ election_id: vote, opened_at: hand.now })
    // Of a vote that was moved since, the opening of before counts no more.
    .onConflict((on) =>
      on
        .column('election_id')
        .doUpdateSet({ opened_at: hand.now })
        .where('vote_opening.opened_at', '<', (told.hour ?? told.ends)!),
    )
    .execute()
  await record(tx, hand, { action: 'open', object: 'count', id: vote, count: 0 })
}

/** Forgets who typed what, for all votes but these. What two read alike says nothing of anybody, and stays. */
export async function forgetTypists(tx: Tx, votes: VoteId[]): Promise<void> {
  await db(tx)
    .deleteFrom('station_sheet')
    .where(
      sql<boolean>`exists (select from station s where s.id = station_sheet.station_id and s.election_id <> all(${votes}::uuid[]))`,
    )
    .execute()
}
