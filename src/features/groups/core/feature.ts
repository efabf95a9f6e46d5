import type { Feature } from '#platform/app'
import { groupCriteria } from './criteria.ts'
import { loadDemoGroups } from './demo.ts'
import { workers } from './jobs.ts'
import { texts } from './texts.ts'

export const groups: Feature = {
  name: 'groups',
  owns: 'local groups, who is in them, who leads them, and what members agreed to show',
  texts,
  journal: { kinds: ['group'] },
  migrations: 'src/features/groups/core/migrations',
  workers,
  fills: [groupCriteria],
  loadDemo: loadDemoGroups,
  personalData: [
    { table: 'membership', column: 'person_id', onErasure: 'deleted', onMerge: 'handed' },
    { table: 'membership_consent', column: 'person_id', onErasure: 'deleted', onMerge: 'moved' },
  ],
  impersonal: ['local_group'],
}
