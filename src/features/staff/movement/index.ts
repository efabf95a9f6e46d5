/** What the program asks of the movement. */
export { setupLink } from './setup.ts'
