/** What other domains may ask of events. */
export { type EventCard, typeName } from './core/index.ts'
export { type EventCardProps, EventCards, ownEventCards } from './attending/index.ts'
export { Deeds, lastDeeds, type OutcomeCard } from './door/index.ts'
export { agendaDates, comingCards } from './agenda/index.ts'
export { firstActPath } from './first-act/index.ts'
