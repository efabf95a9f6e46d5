/** What other slices may ask of boards. */
export { boardPath, quietLinks } from './paths.ts'
export { groupsWithLatest } from './queries.ts'
