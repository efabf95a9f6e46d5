import { LRUCache } from 'lru-cache'
import type { App } from '#platform/app'
import { ruleOf, type Vote } from '../core/index.ts'
import { findVote, lastDayOf, type VoteId, votesAround } from '../stations/index.ts'
import {
  type Candidate,
  candidatesOf,
  openedAt,
  openings,
  type Total,
  totals,
  type Turnout,
  turnoutOf,
} from './queries/counts.ts'
import { sumOf } from './rules/figures.ts'
import { endOfVote, hourOf, mayTell, type Silence, type Told } from './rules/telling.ts'

/** When the counts of a vote may be told, and whether two persons opened them. One query. */
export async function toldOf(app: App, vote: Vote): Promise<Told> {
  return { ...hoursOf(vote), opened_at: await openedAt(app.database.read, vote.id) }
}

/** The same of the law alone. A rule that does not hold that day is none: then nobody knows the hour. */
export function hoursOf(vote: Vote): Omit<Told, 'opened_at'> {
  const rule = ruleOf<Silence>(vote.country, 'results.silence', lastDayOf(vote))
  return { hour: hourOf(rule?.value, vote.days), ends: endOfVote(vote.days) }
}

/** What anybody may know of the counts of a vote at this moment. */
export type Known = { vote: Vote; told: Told; turnout: Turnout[]; counts: Counts | undefined }
type Counts = { candidates: Candidate[]; total: Omit<Total, 'key' | 'name'> | undefined; parts: Total[] }

/**
 * The counts of a vote for whoever asks: the only way to them from the outside. They are not even read before they may be told. `of`: a department, whose
 * towns stand as its parts.
 */
export async function known(app: App, id: VoteId, of?: string): Promise<Known> {
  const { read } = app.database
  const vote = await findVote(app, id)
  const [told, turnout] = await Promise.all([toldOf(app, vote), turnoutOf(read, id)])
  if (!mayTell(told, app.now())) return { vote, told, turnout, counts: undefined }
  return { vote, told, turnout, counts: await countsOf(app, id, of) }
}

/** Milliseconds for which sums are those of before, and of how many territories. */
const [KEPT, MOST] = [5_000, 200]
type Sums = { at: number; counts: Promise<Counts> }
const sums = new WeakMap<App, LRUCache<string, Sums>>()

/** Adds up what may be told: once in a while, at however many doors and in whatever language it is asked for. */
function countsOf(app: App, id: VoteId, of: string | undefined): Promise<Counts> {
  const now = app.now().getTime()
  const kept = sums.get(app) ?? new LRUCache<string, Sums>({ max: MOST })
  sums.set(app, kept)
  const name = `${id} ${of ?? ''}`
  const known = kept.get(name)
  // A clock that was set back makes nothing young.
  if (known && Math.abs(now - known.at) < Math.min(KEPT, app.config.pagesKept)) return known.counts
  const counts = addUp(app, id, of)
  kept.set(name, { at: now, counts })
  // What could not be read is asked for again.
  counts.catch(() => kept.delete(name))
  return counts
}

async function addUp(app: App, id: VoteId, of: string | undefined): Promise<Counts> {
  const { read } = app.database
  const [candidates, parts] = await Promise.all([
    candidatesOf(read, id),
    totals(read, id, { by: of ? 'town' : 'department', scope: 'everywhere', of }),
  ])
  return { candidates, total: sumOf(parts), parts }
}

/** Votes whose counts anybody may read at this moment. Two queries. */
export async function votesTold(app: App): Promise<Vote[]> {
  const votes = await votesAround(app)
  const opened = await openings(
    app.database.read,
    votes.map(({ id }) => id),
  )
  return votes.filter((vote) => mayTell({ ...hoursOf(vote), opened_at: opened.get(vote.id) ?? null }, app.now()))
}
