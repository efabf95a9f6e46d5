/** What other slices may ask of duplicates. */
export { leaveBatch, merge, REVERSIBLE_FOR, undoMerge } from './commands.ts'
export { mayStillMerge, mergesOf, pairsBecause, type Reason, REASONS } from './queries.ts'
