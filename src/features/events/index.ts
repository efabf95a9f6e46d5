/** What other domains may ask of events. */
export {
  AskingForm,
  type EventCard,
  type EventCardProps,
  EventCards,
  eventFor,
  eventsOf,
  eventTexts,
  mineCards,
  showEvent,
  signUpPerson,
  TYPE_IDS,
  typeText,
  visitorOf,
} from './core/index.ts'
export type { OutcomeCard } from './door/index.ts'
