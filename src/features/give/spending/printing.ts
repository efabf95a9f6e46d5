export { sayAmount } from '../law/index.ts'

/** An account number in groups of four, as cards and slips print it (ISO 13616). */
export const printIban = (iban: string): string => iban.replace(/(.{4})(?=.)/g, '$1 ')
