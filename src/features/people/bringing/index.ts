/** What other rooms may ask of bringing. */
export { type Bringing, bringPeople, foresee, putBack } from './commands/bring.ts'
export { bringWish } from './commands/wishes.ts'
export { readCustom } from './custom.ts'
export { HEADERS } from './headers.ts'
export { placeOf, readDetails, readPerson, readPoint } from './reading.ts'
export { type Fate, type Incoming, tracesOf, type Wish } from './rules.ts'
export { texts as bringingTexts } from './texts.ts'
