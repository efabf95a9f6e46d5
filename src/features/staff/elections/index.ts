/** What other slices may ask of elections. */
export { daysOf, isVoteNear, type Silence, silenceAt } from './queries.ts'
export { voteNoted, voteRemoved } from './queues.ts'
