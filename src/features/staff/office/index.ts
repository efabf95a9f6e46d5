/** What rooms put on the staff's office: what waits there, what the search from everywhere finds, what is missing to set up. */
export { office } from './slots.ts'
