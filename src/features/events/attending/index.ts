/** What other rooms may ask of attending. */
export { eventEntry, ownEventEntry } from './calendar.ts'
export { ownLinks } from './links.ts'
export { ownEventCards } from './mine.ts'
export { type EventCardProps, EventCards } from './own.page.tsx'
export { type Coming, comingTo, ownEntries, SHOWN } from './queries.ts'
export { showEvent } from './routes/event.tsx'
export { signUpPerson } from './routes/sign-up.tsx'
export { AskingForm } from './schema.ts'
