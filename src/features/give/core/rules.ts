import type { RecipientRecord } from './queries.ts'

/** What must be settled with the provider and the bank before the first euro (Code électoral R39-1-1 for the first four). */
export const CHECKS = ['contract', 'attestation', 'account-holder', 'donor-data', 'political-use', 'refunds'] as const
export type Check = (typeof CHECKS)[number]
export type Lack = 'election' | 'holder' | 'declared' | 'window' | 'mentions' | 'way' | `check-${Check}`

/** A statement that the law wants on the page is longer than a word that was typed to be rid of the question. */
const LEAST_MENTIONS = 200

/**
 * What a recipient's page still lacks before anybody may see it, in the order in which one settles it. Empty: it may be public. Code électoral L52-4 to L52-9:
 * who receives, through whom, declared when, and the text that says so.
 */
export function missing(recipient: RecipientRecord): Lack[] {
  const { kind, election_id, holder, declared_on, opens_on, closes_on, mentions, iban, payment_account_id, checks } = recipient
  const lacks: [boolean, Lack][] = [
    [kind === 'candidate' && election_id === null, 'election'],
    [holder === null, 'holder'],
    [declared_on === null, 'declared'],
    [kind === 'candidate' && (opens_on === null || closes_on === null), 'window'],
    [(mentions ?? '').length < LEAST_MENTIONS, 'mentions'],
    [payment_account_id === null && iban === null, 'way'],
  ]
  // Who takes no card has nothing to settle with a provider.
  const settled =
    payment_account_id === null ? [] : CHECKS.filter((item) => !checks.includes(item)).map((item) => `check-${item}` as const)
  return [...lacks.flatMap(([lack, key]) => (lack ? [key] : [])), ...settled]
}

const CURRENCIES: Record<string, string> = { FR: 'EUR', ES: 'EUR', DE: 'EUR', GB: 'GBP', US: 'USD' }

/** What gifts are counted in where the movement is: ISO 4217. */
export const currencyOf = (country: string): string => CURRENCIES[country] ?? 'EUR'
