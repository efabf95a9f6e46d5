/** What other slices may ask of visits. */
export { unreached } from './queries.ts'
export { isDue } from './rules.ts'
export { visitsPath } from './paths.ts'
