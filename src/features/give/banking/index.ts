/** What other rooms may ask of what banks say. */
export { minorDigits, writeAmount } from './rules/money.ts'
