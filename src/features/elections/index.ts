/** What other slices may ask of elections. */
export { isVoteNear, type Silence, silenceAt, type Where } from './queries.ts'
