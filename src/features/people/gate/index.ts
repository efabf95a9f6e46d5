/** What other rooms may ask of the gate. */
export { mayReach } from './queries.ts'
export { reached } from './reaching.ts'
