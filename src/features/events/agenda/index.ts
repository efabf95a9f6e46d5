/** What other slices may ask of the agenda. */
export { comingCards } from './coming.tsx'
