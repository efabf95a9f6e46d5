import type { Feature } from '#platform/app'
import { texts } from './texts.ts'

export const ledger: Feature = {
  name: 'ledger',
  owns: 'what people agreed to and took back, for every purpose; who is to be left alone',
  texts,
  migrations: 'src/features/people/ledger/migrations',
  personalData: [
    { table: 'consent', column: 'person_id', onErasure: 'deleted', onMerge: 'moved' },
    { table: 'unproved_consent', column: 'person_id', onErasure: 'deleted', onMerge: 'moved' },
    { table: 'membership_consent', column: 'person_id', onErasure: 'deleted', onMerge: 'moved' },
    { table: 'offer_consent', column: 'person_id', onErasure: 'deleted', onMerge: 'moved' },
    { table: 'weekly_consent', column: 'person_id', onErasure: 'deleted', onMerge: 'moved' },
    { table: 'suppression', column: 'person_id', onErasure: 'kept', onMerge: 'moved', better: '-extract(epoch from since)' },
  ],
}
