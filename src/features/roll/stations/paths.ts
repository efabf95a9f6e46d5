import type { StationId, VoteId } from './tables.ts'

export const votePath = (vote: VoteId) => `/staff/stations/${vote}`
export const townPath = (vote: VoteId, place: string) => `${votePath(vote)}/towns/${place}`
export const stationPath = (vote: VoteId, station: StationId) => `${votePath(vote)}/at/${station}`
/** Pages of the room that counts. */
export const resultsPath = (vote: VoteId) => `${votePath(vote)}/results`
export const countPath = (station: StationId) => `/me/station/${station}/count`
