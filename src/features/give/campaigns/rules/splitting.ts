import { splitAmount } from '../../books/index.ts'

/** How a donor splits a gift between a group and the fund. */
export const SPLITS = ['all', 'half', 'none'] as const
export type Split = (typeof SPLITS)[number]

const WEIGHTS: Record<Split, [group: number, fund: number]> = { all: [1, 0], half: [1, 1], none: [0, 1] }

/** What of an amount is for the group, to the unit. */
export const partOf = (split: Split, amount: number): number => splitAmount(amount, WEIGHTS[split])[0]!

/** What of `there` is for the group when `part` of `amount` was: in the same proportion, to the unit. */
export const shareOf = (there: number, { amount, part }: { amount: number; part: number }): number =>
  splitAmount(there, [part, amount - part])[0]!
