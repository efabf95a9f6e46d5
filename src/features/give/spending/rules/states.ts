/** Where a spending stands. The last three are over; `given`: in kind, booked as income and as expense. */
export const STATES = ['draft', 'asked', 'seconded', 'payable', 'paid', 'given', 'refused', 'withdrawn', 'void'] as const
export type State = (typeof STATES)[number]

/** What may follow. `paid` goes back when a bank sends the money back. The database holds the same. */
export const NEXT: Readonly<Record<State, readonly State[]>> = {
  draft: ['asked', 'payable', 'given', 'withdrawn'],
  asked: ['seconded', 'refused', 'withdrawn'],
  seconded: ['payable', 'refused', 'withdrawn'],
  payable: ['paid', 'void'],
  paid: ['payable'],
  given: ['void'],
  refused: [],
  withdrawn: [],
  void: [],
}

export const mayBecome = (from: State, to: State): boolean => NEXT[from].includes(to)

/** What counts towards the ceiling: what is owed, paid or given. */
export const COUNTED: readonly State[] = ['payable', 'paid', 'given']

/** Over without a trace in the books: nothing more is added to it. */
export const isOver = (state: State): boolean => state === 'refused' || state === 'withdrawn' || state === 'void'
