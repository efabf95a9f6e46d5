/** What other slices may ask of the door. */
export type { OutcomeCard } from './tables.ts'
