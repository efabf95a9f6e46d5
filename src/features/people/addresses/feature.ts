import type { Feature } from '#platform/app'
import { hashPoints } from './commands/hashing.ts'
import { refusePoint } from './commands/holding.ts'
import { texts } from './texts.ts'

export const addresses: Feature = {
  name: 'addresses',
  owns: 'addresses and numbers: who holds each, whether it is proved',
  texts,
  migrations: 'src/features/people/addresses/migrations',
  prepare: hashPoints,
  mailboxGone: refusePoint,
  personalData: [
    {
      table: 'contact_point',
      column: 'person_id',
      onErasure: 'deleted',
      onMerge: 'moved',
      better: 'case when claimed then 0 when verified_at is null then 1 else 2 end',
    },
  ],
}
