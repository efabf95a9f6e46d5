import type { Feature } from '#platform/app'
import { fill } from '#platform/slots'
import { purposes } from '../ledger/index.ts'
import { moveAddress } from './commands/edit.ts'
import { hashOf } from '../addresses/index.ts'
import { workers } from './jobs.ts'
import { behind } from './access.ts'
import { ADVERTISING, CALLS, NEWS, SUPPORT } from './purposes.ts'
import { texts } from './texts.ts'

export const people: Feature = {
  name: 'people',
  owns: 'signatures, persons, tally; search, tags, notes',
  texts,
  journal: { kinds: ['person', 'people', 'custom-field'] },
  migrations: 'src/features/people/core/migrations',
  workers,
  fills: [SUPPORT, NEWS, CALLS, ADVERTISING].map((one) => fill(purposes, one)),
  knowsAsker: { person: behind },
  followAddress: (tx, app, { account, now, ...moved }) =>
    moveAddress(tx, { actor: { account, roles: ['herself'] }, now }, { ...moved, hashOf: hashOf(app) }),
  personalData: [
    { table: 'person', column: 'id', onErasure: 'deleted' },
    { table: 'person_alias', column: 'person_id', onErasure: 'deleted', onMerge: 'moved' },
    { table: 'person_key', column: 'person_id', onErasure: 'deleted', onMerge: 'dropped' },
    { table: 'person_tag', column: 'person_id', onErasure: 'deleted', onMerge: 'moved' },
    { table: 'note', column: 'person_id', onErasure: 'deleted', onMerge: 'moved' },
    { table: 'foreign_id', column: 'person_id', onErasure: 'deleted', onMerge: 'moved' },
    { table: 'signature', column: 'email', onErasure: 'deleted' },
    { table: 'confirmation_claim', column: 'mailbox_hash', onErasure: 'kept' },
  ],
  impersonal: ['custom_field', 'name_slip', 'name_word', 'supporter_tally', 'tag'],
}
