/** What other slices may ask of elections. */
export { daysOf, isVoteNear, silenceAt, silences, votes } from './queries.ts'
export { votesChanged } from './queues.ts'
export { votingIn } from './rules.ts'
