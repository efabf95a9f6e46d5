import { distance, nameWords } from '#platform/text/names'
import { normalise } from '#platform/text/normalise'
import { makeReference } from '../banking/index.ts'

/**
 * What becomes of a gift. `held`: the treasurer looks at it first, and may decline; `accepted`: he let it in, and she may pay; `begun`: she is at the provider; `promised`: a transfer or a cheque is
 * awaited; `pending`: on its way, as a direct debit is for days. The others as the payment's.
 */
export const STATES = [
  'held',
  'declined',
  'accepted',
  'begun',
  'pending',
  'promised',
  'paid',
  'failed',
  'cancelled',
  'expired',
  'refunded',
  'disputed',
  'lost',
] as const
export type State = (typeof STATES)[number]

/** States in which a gift counts towards a cap: it came, or may still come. What is held is decided anew when it is let in. */
export const COUNTED = ['accepted', 'begun', 'pending', 'promised', 'paid'] as const satisfies State[]

/** Where a gift may go from each state. What is over stays over; what was disputed may be won back. */
const NEXT: Record<State, readonly State[]> = {
  held: ['declined', 'accepted', 'promised'],
  accepted: ['begun', 'cancelled', 'expired'],
  declined: [],
  begun: ['pending', 'paid', 'failed', 'cancelled', 'expired', 'refunded', 'disputed', 'lost'],
  pending: ['paid', 'failed', 'cancelled', 'expired', 'refunded', 'disputed', 'lost'],
  promised: ['paid', 'cancelled', 'expired'],
  // A provider may say that it came after it said that it did not.
  failed: ['paid', 'refunded', 'disputed', 'lost'],
  cancelled: ['paid', 'refunded', 'disputed', 'lost'],
  expired: ['paid', 'refunded', 'disputed', 'lost'],
  paid: ['refunded', 'disputed', 'lost'],
  disputed: ['paid', 'refunded', 'lost'],
  refunded: ['disputed', 'lost'],
  lost: ['paid'],
}

export const mayBecome = (from: State, to: State): boolean => NEXT[from].includes(to)

/** A donor as she spells herself. */
export type Named = { given_name: string; family_name: string; postal_code: string }

/** Words of her name in one order: given and family name may stand in each other's field. */
export const nameKey = (name: Named): string => nameWords(name).toSorted().join(' ')

/** What stays the same with a letter more or less in her name: where she lives, and how its words begin. */
export const nearKey = (name: Named): string =>
  `${normalise(name.postal_code)} ${nameWords(name)
    .map((word) => word[0])
    .toSorted()
    .join('')}`

/** Letters by which two spellings of one name may differ. */
const SLIPS = 2

type Known = { mailbox: string; name_key: string; near_key: string }

/**
 * Whether two donors may be one person: who shares a mailbox, bears the same name elsewhere, or nearly the same name in the same place. It matters near a
 * limit of the law alone, where a person looks; so it may be wide.
 */
export function mayBeSame(a: Known, b: Known): boolean {
  if (a.mailbox === b.mailbox || a.name_key === b.name_key) return true
  return a.near_key === b.near_key && distance(a.name_key, b.name_key) <= SLIPS
}

/**
 * Above this much, in the smallest unit, whoever gives has proved her mailbox first. Below it nobody learns from an answer what somebody else gave before:
 * for that a stranger would have to give herself almost up to the cap, under her name and mailbox.
 */
export const PROVED_ABOVE = 15_000

/** Gifts of one mailbox that nobody proved and nobody has paid yet: more would use up another's cap. */
export const MOST_OPEN = 5

/** Digits of the number in a creditor reference. */
const DIGITS = 10
/** Numbers of gifts are below this. */
export const NUMBERS = 10 ** DIGITS

/** The creditor reference of a gift (ISO 11649), by its number. */
export const referenceOf = (number: number): string => makeReference(String(number).padStart(DIGITS, '0'))
