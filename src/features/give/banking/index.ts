/** What other rooms may ask of what banks say. */
export { drawTransfer } from './drawing.ts'
export { readBankFile } from './reading.ts'
export { matchLines, type Promised } from './rules/matching.ts'
export { decimalOf as writeAmount } from '#platform/money'
export { makeReference, printReference, readIban } from './rules/references.ts'
