/** What other rooms may ask of sheets. */
export { zoneOf } from './reading.ts'
