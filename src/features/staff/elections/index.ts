/** What other slices may ask of elections. */
export { daysOf, isVoteNear, type Silence, silenceAt, votes } from './queries.ts'
export { votesChanged } from './queues.ts'
export { votingIn } from './rules.ts'
