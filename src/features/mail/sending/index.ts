/** What other rooms may ask of letters on their way. */
export type { MailingCard, MailingId } from './tables.ts'
export { composing } from './sender.ts'
export { beginMailing, goOn, halt, pauseMailing, resumeMailing, stopMailing } from './commands/steer.ts'
export { openMailing } from './commands/freeze.ts'
export { fatesOf, findMailing, haltedSince, progressOf, sample, whatBecame } from './queries.ts'
export { texts as sendingTexts } from './texts.ts'
