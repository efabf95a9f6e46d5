/** What other slices may ask of boards. */
export { boardPath, quietLinks } from './paths.ts'
export { latestFor } from './queries.ts'
