/** What other slices may ask of groups. */
export { clusters, nearestGroups, type NearGroup } from './queries/find.ts'
