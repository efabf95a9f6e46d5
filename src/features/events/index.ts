/** What other domains may ask of events. */
export {
  type EventCard,
  type EventCardProps,
  EventCards,
  eventsOf,
  eventTexts,
  mineCards,
  TYPE_IDS,
  typeText,
  visitorOf,
} from './core/index.ts'
export type { OutcomeCard } from './door/index.ts'
export { firstActPath } from './first-act/index.ts'
