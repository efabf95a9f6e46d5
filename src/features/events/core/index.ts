/** What other rooms may ask of events. */
export { eventFor, eventForHolder, eventOfTerritory, type EventStanding } from './access.ts'
export { cancelEvent } from './commands/cancel.ts'
export { changeEvent, setEventPicture } from './commands/change.ts'
export { holdEvent } from './commands/hold.ts'
export { answerHost, askHost, withdrawHost } from './commands/hosts.ts'
export { lockEvent } from './commands/lock.ts'
export {
  askWaiver,
  callOff,
  publishEvent,
  reportEvent,
  setEventListed,
  setPolicy,
  settleEventReports,
  takeOver,
  WAIVER,
  waiveSilence,
} from './commands/moderate.ts'
export { addQuestion, removeQuestion } from './commands/questions.ts'
export { addRole, changeRole, type NewRole, removeRole } from './commands/roles.ts'
export { askByMail, changePlaces, giveBack, sayOnWay, setReminders } from './commands/sign-up.ts'
export { refusedBy, silenceOver } from './commands/silence.ts'
export { accessOf, DECLARED, factsFor, formShapes, LISTED, listedShapes, readFields, typedFields } from './declared.ts'
export { exactWhere, hoursText, placesText, roleText, typeName, typeText, whenText, whereText } from './describing.ts'
export type { Field, FieldRow, ListedName } from './fields.ts'
export { TYPE_IDS, typeOf, TYPES } from './kinds.ts'
export { cardPath, eventPath, eventPicturePath, peoplePath, planPath, settingsPath } from './paths.ts'
export { placerOf } from './placing.ts'
export {
  type EventRecord,
  findEvent,
  findSignUp,
  holdersOf,
  policyOf,
  questionsOf,
  reportsOf,
  rolesOf,
  seriesOf,
  signUpOf,
  type SignUpRecord,
} from './queries.ts'
export {
  type DecisionKind,
  decisionMail,
  firstEvent,
  firstEventMail,
  hostMail,
  orphan,
  orphanMail,
  signUpMail,
  type SignUpMailKind,
} from './queues.ts'
export type { EventDetails } from './rules/changing.ts'
export { canBeOnWay, type EventState, isDoorNear, isOpen, mayHold, promotes, stateOf } from './rules/life.ts'
export { clockOf, datesOf, endDay, REPEATS, type Span, spanIn } from './rules/spans.ts'
export { freeOf } from './seating.ts'
export type { EventCard, EventId, EventRole, SignUpId, SignUpState } from './tables.ts'
export { type EventTextKey, texts as eventTexts } from './texts.ts'
