/** What rooms above put on the treasurer's desk. */
export { deskPages } from './slots.ts'
