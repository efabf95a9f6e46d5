/** What other slices may ask of events. */
export { eventFor, eventForHolder, eventOfTerritory, type EventStanding, visitorOf } from './access.ts'
export { addEntry, type Entry } from './calendar.ts'
export { exactWhere, hoursText, placesText, roleText, typeText, whenText, whereText } from './describing.ts'
export { ownLinks } from './links.ts'
export { showEvent } from './routes/event.tsx'
export { signUpPerson } from './routes/sign-up.tsx'
export { AskingForm } from './schema.ts'
export { mineCards } from './mine.ts'
export { type EventCardProps, EventCards } from './own.page.tsx'
export { eventPath, eventPicturePath, peoplePath, planPath, settingsPath } from './paths.ts'
export { placerOf } from './placing.ts'
export { type EventRecord, findEvent, holdersOf, rolesOf } from './queries/event.ts'
export { eventsOf, ownEntries } from './queries/sign-ups.ts'
export { placeTaken } from './queues.ts'
export { ACCESS, clockOf, datesOf, endDay, mayHold, REPEATS, type EventState, spanIn, stateOf } from './rules.ts'
export { type EventTextKey, texts as eventTexts } from './texts.ts'
export { TYPE_IDS, typeOf, TYPES } from './kinds.ts'
export type { EventCard, EventId } from './tables.ts'
export {
  addQuestion,
  addRole,
  cancelEvent,
  changeEvent,
  changeRole,
  lockEvent,
  type NewRole,
  removeQuestion,
  removeRole,
  setEventPicture,
} from './commands/change.ts'
export { type EventDetails, holdEvent } from './commands/hold.ts'
export { silenceOver, type Span } from './commands/silence.ts'
export { answerHost, askHost, withdrawHost } from './commands/hosts.ts'
export { giveBack } from './commands/sign-up.ts'
export { type Coming, comingTo, findSignUp, SHOWN } from './queries/sign-ups.ts'
export { questionsOf } from './queries/event.ts'
export {
  askWaiver,
  callOff,
  publishEvent,
  setEventListed,
  setPolicy,
  settleEventReports,
  takeOver,
  waiveSilence,
} from './commands/moderate.ts'
export { eventsOnDesk, policyOf, reportsOf, type View, waiverOf } from './queries/staff.ts'
