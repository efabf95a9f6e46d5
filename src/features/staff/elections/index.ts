/** What other slices may ask of elections. */
export { daysOf, isVoteNear, type Silence, silenceAt, type Where } from './queries.ts'
export { voteNoted, voteRemoved } from './queues.ts'
