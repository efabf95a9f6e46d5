import type { Feature } from '#platform/app'
import { groupCriteria } from './criteria.ts'
import { purposes } from '#people'
import { fill } from '#platform/slots'
import { loadDemoGroups } from './demo.ts'
import { workers } from './jobs.ts'
import { SHARED } from './purposes.ts'
import { texts } from './texts.ts'

export const groups: Feature = {
  name: 'groups',
  owns: 'local groups, who is in them, who leads them, and what members agreed to show',
  texts,
  journal: { kinds: ['group'] },
  migrations: 'src/features/groups/core/migrations',
  workers,
  fills: [groupCriteria, ...Object.values(SHARED).map((one) => fill(purposes, one))],
  loadDemo: loadDemoGroups,
  personalData: [{ table: 'membership', column: 'person_id', onErasure: 'deleted', onMerge: 'handed' }],
  impersonal: ['local_group'],
}
