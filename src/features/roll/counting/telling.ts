import type { App } from '#platform/app'
import { ruleOf, type Vote } from '../core/index.ts'
import { findVote, lastDayOf, type VoteId } from '../stations/index.ts'
import { type Candidate, candidatesOf, openedAt, type Total, totals, type Turnout, turnoutOf } from './queries/counts.ts'
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
type Counts = { candidates: Candidate[]; total: Total | undefined; parts: Total[] }

/**
 * The counts of a vote for whoever asks: the only way to them from the outside. They are not even read before they may be told. `of`: a department, whose
 * towns stand as its parts.
 */
export async function known(app: App, id: VoteId, of?: string): Promise<Known> {
  const { read } = app.database
  const vote = await findVote(app, id)
  const [told, turnout] = await Promise.all([toldOf(app, vote), turnoutOf(read, id)])
  if (!mayTell(told, app.now())) return { vote, told, turnout, counts: undefined }
  const [candidates, sums, parts] = await Promise.all([
    candidatesOf(read, id),
    totals(read, id, { by: of ? 'department' : 'country', scope: 'everywhere', of }),
    totals(read, id, { by: of ? 'town' : 'department', scope: 'everywhere', of }),
  ])
  return { vote, told, turnout, counts: { candidates, total: sums[0], parts } }
}
