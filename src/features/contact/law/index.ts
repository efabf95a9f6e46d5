/** What other rooms may ask of the law of contact. */
export { type Answer, type Asked, type Cap, decide, type Known, type Made, type Refusal, type Waiting } from './deciding.ts'
export { everyRule, isAnyHour, isStale, LONGEST, pressuresOf, type RuleThere } from './law.ts'
export type { Channel, Kind, Mention, OfHer } from './schema.ts'
export { texts as lawTexts } from './texts.ts'
