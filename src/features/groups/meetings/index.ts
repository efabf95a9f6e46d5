/** What other slices may ask of meetings. */
export { figuresSince, firstMeetings, lastSeen, toReport } from './queries.ts'
export { meetingEntry } from './calendar.ts'
export { meetingPath, meetingsPath } from './paths.ts'
export { texts as meetingTexts } from './texts.ts'
export { statsOf } from './describing.ts'
export type { MeetingCard } from './tables.ts'
