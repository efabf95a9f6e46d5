/** What other slices may ask of boards. */
export { quietLinks } from './paths.ts'
