import type { App } from '#platform/app'
import type { Vote } from '../core/index.ts'
import { type Candidate, candidatesOf, type Total, totals, type Turnout, turnoutOf } from './queries/counts.ts'
import { mayTell, type Told } from './rules/telling.ts'
import { findVote, toldOf } from './voting.ts'
import type { VoteId } from './tables.ts'

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
