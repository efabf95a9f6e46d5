/** What other slices may ask of the agenda. */
export { agendaDates } from './dates.ts'
export { comingCards } from './coming.tsx'
