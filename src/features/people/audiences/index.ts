/** What other slices may ask of audiences. */
export { ruleAloud } from './aloud.ts'
export { audienceCriteria } from './criteria.ts'
export { audienceIds, audiences, countAudience, findAudience, frozen, frozenRuleOf, listAudience, selectedBy } from './queries.ts'
export type { AudienceId } from './tables.ts'
export { everybody, type Rule } from './rules.ts'
