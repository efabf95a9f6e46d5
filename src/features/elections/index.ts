/** What other slices may ask of elections. */
export { type Silence, silenceAt, type Where } from './queries.ts'
