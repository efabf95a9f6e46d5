import { type EventId, eventPath } from '../core/index.ts'

export const doorPath = (event: EventId) => `${eventPath(event)}/door`
export const outcomePath = (event: EventId) => `${eventPath(event)}/outcome`
export const reportPath = (event: EventId) => `${eventPath(event)}/report`
/** One of the pictures of what came of it. */
export const picturePath = (event: EventId, picture: string) => `${eventPath(event)}/pictures/${picture}`
