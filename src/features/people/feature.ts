import type { Feature } from '#platform/app'
import { loadDemoSupporters } from './demo.ts'
import { movePoint } from './commands/edit.ts'
import { workers } from './jobs.ts'
import { hashOf } from './links.ts'
import { confirmRoutes } from './routes/confirm.tsx'
import { refuseRoutes } from './routes/refuse.tsx'
import { signRoutes } from './routes/sign.tsx'
import { texts } from './texts.ts'

export const people: Feature = {
  name: 'people',
  texts,
  migrations: 'src/features/people/migrations',
  routes: (app) => async (server) => {
    await server.register(signRoutes(app))
    await server.register(confirmRoutes(app))
    await server.register(refuseRoutes(app))
  },
  workers,
  links: [{ place: 'menu', path: '/sign', text: 'people.sign.menu' }],
  loadDemo: loadDemoSupporters,
  followAddress: (tx, app, { account, now, ...moved }) =>
    movePoint(tx, { actor: { account, roles: ['herself'] }, now }, { ...moved, hashOf: hashOf(app) }),
  personalData: [
    { table: 'person', column: 'id', onErasure: 'deleted', why: 'the person herself' },
    { table: 'contact_point', column: 'person_id', onErasure: 'deleted', onMerge: 'moved', why: 'goes with the person' },
    {
      table: 'consent',
      column: 'person_id',
      onErasure: 'deleted',
      onMerge: 'moved',
      why: 'goes with the person; the suppression list proves the erasure',
    },
    {
      table: 'person_alias',
      column: 'person_id',
      onErasure: 'deleted',
      onMerge: 'moved',
      why: 'ids that she had before a merge',
    },
    { table: 'person_key', column: 'person_id', onErasure: 'deleted', onMerge: 'dropped', why: 'goes with the person' },
    { table: 'person_tag', column: 'person_id', onErasure: 'deleted', onMerge: 'moved', why: 'goes with the person' },
    { table: 'note', column: 'person_id', onErasure: 'deleted', onMerge: 'moved', why: 'goes with the person' },
    { table: 'foreign_id', column: 'person_id', onErasure: 'deleted', onMerge: 'moved', why: 'goes with the person' },
    { table: 'signature', column: 'email', onErasure: 'deleted', why: 'what waits for confirmation under her address goes too' },
    {
      table: 'confirmation_claim',
      column: 'mailbox_hash',
      onErasure: 'kept',
      why: 'a keyed hash, for a day, so that nobody is flooded',
    },
    {
      table: 'suppression',
      column: 'address_hash',
      onErasure: 'kept',
      why: 'a keyed hash, so that no import brings her back (GDPR art. 21)',
    },
  ],
}
