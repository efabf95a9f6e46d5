/** What other slices may ask of audiences. */
export { ruleAloud } from './aloud.ts'
export { addCriteria } from './criteria.ts'
export type { Criterion } from './criterion.ts'
export { conditionOf } from './condition.ts'
export { allRules, audienceIds, audiences, countAudience, findAudience, frozen, listAudience, selectedBy } from './queries.ts'
export type { AudienceId } from './tables.ts'
export { everybody, type Rule } from './rules.ts'
