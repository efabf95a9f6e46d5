/** What a payment may be made with: a card, or a direct debit of an account (SEPA). */
export type Mode = 'card' | 'debit'

/** How far a payment came. A later one of two that are told is the true one, whichever was told first: money that came after all came. */
export const REACHED = ['begun', 'open', 'pending', 'expired', 'cancelled', 'failed', 'paid'] as const
export type Reached = (typeof REACHED)[number]

export type PartKind = 'refund' | 'dispute'

/** The lives of parts. A refund that was done may fail: the bank sends it back. A dispute that was lost may be won on appeal. */
export const PART_STATES = {
  refund: ['sent', 'done', 'failed'],
  dispute: ['open', 'lost', 'won'],
} as const

/** A refund or a dispute, by the provider's name for it. `asked`: the refund that was asked for here. */
export type Part = { ref: string; amount: number; asked?: string | undefined } & (
  | { kind: 'refund'; state: (typeof PART_STATES.refund)[number] }
  | { kind: 'dispute'; state: (typeof PART_STATES.dispute)[number] }
)

/** What is known of a payment. */
export type Known = {
  reached: Reached
  parts: Part[]
  /** In the payment's currency; null: not known. */
  fee: number | null
  card_country: string | null
  card_funding: string | null
}

/** How long an address to pay at is good. Longer than the thirty minutes that Stripe asks for at least, counted from when it is asked. */
export const OPEN_FOR = 2 * 60 * 60_000
/** How far the clock of who signs may be from ours, both ways. Seconds. */
export const TOLERANCE = 300
