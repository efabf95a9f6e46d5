/** What other rooms may ask of polling stations. */
export { MANAGE, stationOfMine } from './access.ts'
export { stationName, townOf, voteName } from './describing.ts'
export { countPath, resultsPath, votePath } from './paths.ts'
export type { StationRecord } from './queries/stations.ts'
export type { StationCard, StationId, VoteId } from './tables.ts'
export { texts as stationTexts } from './texts.ts'
export { dayAt, findVote, lastDayOf, votesAround } from './voting.ts'
