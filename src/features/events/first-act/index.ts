/** What other rooms may ask of first acts. */
export { firstActPath } from './paths.ts'
