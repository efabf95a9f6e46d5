/** What rooms above put on the treasurer's desk. */
export { deskPages, giftPages } from './slots.ts'
