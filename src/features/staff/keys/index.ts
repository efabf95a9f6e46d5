/** What other rooms may ask of keys. */
export { isAsSeen, sendOnce, sendTagged } from './answering.ts'
export { forPrograms } from './programs.ts'
