/** What other rooms may ask of events. */
export { eventFor, eventForHolder, eventOfTerritory, type EventStanding, visitorOf } from './access.ts'
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
export { answerHost, askHost, withdrawHost } from './commands/hosts.ts'
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
export { askByMail, changePlaces, giveBack, sayOnWay, setReminders } from './commands/sign-up.ts'
export { refusedBy, silenceOver, type Span } from './commands/silence.ts'
export { exactWhere, hoursText, placesText, roleText, typeName, typeText, whenText, whereText } from './describing.ts'
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
export {
  ACCESS,
  canBeOnWay,
  clockOf,
  datesOf,
  endDay,
  type EventState,
  isDoorNear,
  isOpen,
  mayHold,
  promotes,
  REPEATS,
  spanIn,
  stateOf,
} from './rules.ts'
export { freeOf } from './seating.ts'
export type { EventCard, EventId, EventRole, SignUpId, SignUpState } from './tables.ts'
export { type EventTextKey, texts as eventTexts } from './texts.ts'
