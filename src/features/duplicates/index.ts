/** What other slices may ask of duplicates. */
export { merge, REVERSIBLE_FOR, undoMerge } from './commands.ts'
export { mergesOf, pairsBecause, type Reason, REASONS } from './queries.ts'
