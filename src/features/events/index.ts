/** What other domains may ask of events. */
export { type EventCard, eventFor, typeName, visitorOf } from './core/index.ts'
export { AskingForm, type EventCardProps, EventCards, ownEventCards, showEvent, signUpPerson } from './attending/index.ts'
export type { OutcomeCard } from './door/index.ts'
