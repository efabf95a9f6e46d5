import { type Known, type Part, PART_STATES, REACHED, type Reached } from '../providers/index.ts'

/** What became of it. */
export type State = Reached | 'refunded' | 'disputed' | 'lost'

/** States in which nobody knows yet. */
export const WAITING = ['begun', 'open', 'pending'] as const satisfies State[]

/**
 * What is known once this is told as well. Told twice, or in another order, it is the same in the end: of each thing the furthest that was
 * ever told. What was refunded or disputed had been paid.
 */
export function told(known: Known, news: Known): Known {
  const parts = new Map(known.parts.map((part) => [nameOf(part), part]))
  for (const part of news.parts) {
    const other = parts.get(nameOf(part))
    parts.set(nameOf(part), other ? furtherPart(other, part) : part)
  }
  const reached = parts.size > 0 ? 'paid' : furthest(REACHED, known.reached, news.reached)
  return {
    reached,
    parts: [...parts.values()].toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1)),
    fee: more(known.fee, news.fee),
    card_country: more(known.card_country, news.card_country),
    card_funding: more(known.card_funding, news.card_funding),
  }
}

const nameOf = ({ kind, ref }: Part) => `${kind} ${ref}`

/** Of two in a life, the later. */
const furthest = <S extends string>(life: readonly S[], a: S, b: S): S => (life.indexOf(a) < life.indexOf(b) ? b : a)

/** Two tellings of one part. */
function furtherPart(a: Part, b: Part): Part {
  const state = furthest<string>(PART_STATES[a.kind], a.state, b.state)
  // Of one kind, as their name says.
  return { ...a, amount: Math.max(a.amount, b.amount), asked: more(a.asked ?? null, b.asked ?? null) ?? undefined, state } as Part
}

function more<T extends number | string>(a: T | null, b: T | null): T | null {
  if (a === null || b === null) return a ?? b
  return a < b ? b : a
}

/** How a payment stands: what went back, what disputes hold or took, and the one word for it. */
export type Standing = { state: State; refunded: number; disputed: number; elsewhere: number }

export function standingOf(amount: number, { reached, parts }: Pick<Known, 'reached' | 'parts'>): Standing {
  const refunds = parts.filter(({ kind, state }) => kind === 'refund' && state !== 'failed')
  const disputes = parts.filter(({ kind, state }) => kind === 'dispute' && state !== 'won')
  // A provider that gave back more than came would be wrong; the books of the payment end at its amount.
  const refunded = Math.min(sumOf(refunds), amount)
  const disputed = Math.min(sumOf(disputes), amount)
  const elsewhere = Math.min(sumOf(refunds.filter(({ asked }) => asked === undefined)), refunded)
  return { state: stateOf(amount, { reached, refunded, disputes }), refunded, disputed, elsewhere }
}

function stateOf(
  amount: number,
  { reached, refunded, disputes }: { reached: Reached; refunded: number; disputes: Part[] },
): State {
  if (reached !== 'paid') return reached
  if (disputes.some(({ state }) => state === 'open')) return 'disputed'
  if (disputes.length > 0) return 'lost'
  // Of nothing, nothing went back.
  return amount > 0 && refunded === amount ? 'refunded' : 'paid'
}

const sumOf = (parts: Part[]) => parts.reduce((sum, { amount }) => sum + amount, 0)

const MINUTE = 60_000
const DAY = 24 * 60 * MINUTE

/** How long the provider may still be asked for the first time. Later, whoever comes starts anew. */
export const BEGIN_WITHIN = 30 * MINUTE
/** A payment that the provider does not know after this time was never asked of it: no call takes as long. */
export const LOST_AFTER = BEGIN_WITHIN + 30 * MINUTE
/** How long events are kept: longer than any provider repeats one. */
export const EVENTS_KEPT = 180 * DAY
