/** What becomes of a line. */
export type LineState =
  | 'new'
  | 'booked'
  | 'doubtful'
  | 'open'
  | 'payout'
  | 'aside'
  | 'to-send-back'
  | 'sent-back'
  | 'undone'
  | 'undoes'
  | 'out'

/** States in which somebody decides. */
export const WAITING = ['doubtful', 'open'] as const satisfies LineState[]

export const isWaiting = (state: LineState): boolean => WAITING.some((one) => one === state)

/** States that a decision led to, and from which a line may be taken up again. */
export const mayReopen = (state: LineState): boolean => ['booked', 'aside', 'to-send-back'].includes(state)

/** What of a payout is whose: `book` a recipient's, in the smallest unit. */
export type Share = { book: string; gross: number; fee: number }

/** What a transfer may bring. */
export type Brings = 'gift' | 'due' | 'loan'

/** What a line may be, and what speaks for it and against it. */
export type Candidate =
  | { kind: Brings; id: string; reasons: string[] }
  /** A line that it undoes. */
  | { kind: 'line'; id: string; reasons: string[] }
  | { kind: 'payout'; id: string; account: string; shares: Share[]; unknown: number; reasons: string[] }
