/** What other rooms may ask of the law of contact. */
export { type Answer, type Asked, decide, type Known, type Refusal, type Waiting } from './deciding.ts'
export { everyRule, isAnyHour, isStale, LONGEST, pressuresOf, type RuleThere } from './law.ts'
export type { OfHer } from './schema.ts'
export { texts as lawTexts } from './texts.ts'
