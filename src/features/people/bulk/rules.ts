import type { Kind } from './tables.ts'

/** Pairs that one person may merge alone. */
const PAIRS_ALONE = 100

/** How long an act can be begun: its targets are those of when it was asked for. Milliseconds. */
export const BEGIN_WITHIN = 24 * 60 * 60 * 1000

/** What may be done, by kind. */
export const PERMISSION: Record<Kind, string> = { erase: 'people.erase', merge: 'people.merge' }

/** Most pairs of one act. */
export const MOST_PAIRS = 10_000

/** Most acts of one account that wait to be begun: each holds a list of people. */
export const MOST_OPEN = 10

/** Whether an act takes a second person. */
export function takesTwo({ kind, targets }: { kind: Kind; targets: number }): boolean {
  return kind === 'erase' || targets > PAIRS_ALONE
}
