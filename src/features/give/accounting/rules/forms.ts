/**
 * What the French commission (CNCCFP) takes, as far as it was read. `docs/law/gifts.md` says where.
 *
 * Of a party's mandataire: a file of values apart by tabs, UTF-8 (arrêté of 9 December 2014, INTA1425207A, art. 1, 2°, b); its columns in the order of that article. How they are headed and
 * which words stand for a kind or a means is in a specification that the commission hands out on request.
 */
export const RECEIPT_COLUMNS = [
  'entry',
  'nature',
  'day',
  'donor',
  'title',
  'first-names',
  'surname',
  'mandate',
  'street',
  'town',
  'postal-code',
  'country',
  'currency',
  'amount',
  'statement',
  'slip',
  'mode',
  'cancelled',
  'message',
] as const

/** What is known of each gift and its giver (Code électoral, R39-1), in the order in which one types it; the sum of cash stands apart, as in the commission's list of 2014. */
export const ANNEX_COLUMNS = [
  'surname',
  'first-names',
  'nationality',
  'street',
  'postal-code',
  'town',
  'country',
  'day',
  'mode',
  'amount',
  'in-cash',
  'reference',
] as const
export type AnnexColumn = (typeof ANNEX_COLUMNS)[number]

/** Which list of givers a recipient's commission takes: a file that is described, or none. */
export type Form = 'fr-party' | 'fr-account' | 'none'

export function formOf({ country, kind }: { country: string; kind: string }): Form {
  if (country !== 'FR') return 'none'
  return kind === 'party' ? 'fr-party' : kind === 'candidate' || kind === 'presidential' ? 'fr-account' : 'none'
}
