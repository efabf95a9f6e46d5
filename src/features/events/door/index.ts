/** What other slices may ask of the door. */
export { Deeds, lastDeeds } from './reports.tsx'
export type { OutcomeCard } from './tables.ts'
