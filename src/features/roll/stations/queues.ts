import { defineQueue } from '#platform/jobs/queue'
import type { AccountId } from '#platform/auth/session'
import type { PostId, StationId } from './tables.ts'

/** She is asked to be at a station, or is not asked any more: the mail says what is so when it leaves. */
export const postAsked = defineQueue<{ post: PostId }>('stations.post-asked')
/** Somebody who was asked cannot, or is gone: those in charge of the town are told. */
export const postRefused = defineQueue<{ station: StationId; about: PostId }>('stations.post-refused')
export const postRefusedMail = defineQueue<{ station: StationId; about: PostId; account: AccountId }>(
  'stations.post-refused-mail',
)
/** Somebody was erased, or nothing may be done with her record: what she was to be somewhere is somebody else's to be. */
export const stationsAlone = defineQueue<object>('stations.alone')
/** A vote was moved: who said yes is told of the new day. */
export const stationsMoved = defineQueue<{ election: string }>('stations.moved')
export const movedMail = defineQueue<{ post: PostId; vote_on: string }>('stations.moved-mail')
/** Forgets who offered to be at a station, a month after the vote. */
export const stationsClock = defineQueue<object>('stations.clock')
