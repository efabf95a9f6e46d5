/** What other rooms may ask of what banks say. */
export { readBankFile } from './reading.ts'
export { matchLines, type Promised } from './rules/matching.ts'
export { writeAmount } from './rules/money.ts'
export { makeReference, printReference } from './rules/references.ts'
