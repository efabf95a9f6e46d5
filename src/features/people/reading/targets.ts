import { namesOf } from '../fields/index.ts'
import type { Purpose } from '../ledger/index.ts'

/** What a column can become; `full_name` waits to be told in which order. Some name another column or a key after a colon: `email-bad:email1`, `id:nationbuilder`, `custom:t_shirt`. */
export const TARGETS: readonly string[] = [
  'ignore',
  'given_name',
  'middle_name',
  'family_name',
  'full_name',
  'full_name:given-first',
  'full_name:family-first',
  'email',
  'phone',
  ...namesOf('where'),
  'postal_code',
  'town',
  'country',
  'locale',
  ...namesOf('who'),
  'tags',
  'note',
  'status',
  'no-contact',
  'consented_at',
  'consent_wording',
  'deceased',
  'binned',
  'minor',
  'kind',
]

const WITH_KEY = /^(id|email-bad|phone-bad|custom|tags):.{1,100}$/

/** What a column says of a purpose. */
export const saysYes = ({ key }: Purpose) => `yes:${key}`
/** The same of a column in which a cross means yes: somebody who knows the file said so. */
export const crossSaysYes = ({ key }: Purpose) => `yes-cross:${key}`
export const saysNo = ({ key }: Purpose) => `no:${key}`

/** Whether a mapping may say this. */
export function isTarget(target: string, purposes: Purpose[]): boolean {
  return (
    TARGETS.includes(target) ||
    WITH_KEY.test(target) ||
    purposes.some((purpose) => [saysYes(purpose), crossSaysYes(purpose), saysNo(purpose)].includes(target))
  )
}

/**
 * Columns that are never read, whatever the mapping says: profiles on social networks (what NationBuilder Match gathered was
 * unlawful, CNIL 2017), and categories of GDPR art. 9 beyond what the file itself reveals.
 */
const FORBIDDEN =
  /twitter|facebook|linkedin|instagram|meetup|klout|social|religio|church|ethnic|race|sexual|marital|support_level|inferred|party\b|caste|health/i

export function isForbidden(column: string): boolean {
  return FORBIDDEN.test(column)
}

/** Key of a custom field for a column that has no other place. */
export function customKey(column: string): string {
  const key = column
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 40)
  return key || 'field'
}
