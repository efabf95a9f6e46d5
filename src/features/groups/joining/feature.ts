import type { Feature } from '#platform/app'
import { forgetInvited } from './commands/invite.ts'
import { workers } from './jobs.ts'
import { invitationRoutes, requestRoutes } from './routes/invitations.tsx'
import { memberRoutes } from './routes/members.tsx'
import { leavingRoutes, mailsRoutes, membershipRoutes } from './routes/membership.tsx'
import { mineRoutes } from './routes/mine.tsx'
import { texts } from './texts.ts'

export const joining: Feature = {
  name: 'joining',
  owns: 'coming into a group, being in it and leaving it: requests, invitations, removals',
  texts,
  migrations: 'src/features/groups/joining/migrations',
  routes: (app) => async (server) => {
    await server.register(membershipRoutes(app))
    await server.register(mailsRoutes(app))
    await server.register(leavingRoutes(app))
    await server.register(memberRoutes(app))
    await server.register(invitationRoutes(app))
    await server.register(requestRoutes(app))
    await server.register(mineRoutes(app))
  },
  workers,
  forgetMailboxes: forgetInvited,
  links: [{ place: 'account', path: '/me/groups', text: 'joining.mine.title', daily: true, supporters: true }],
  personalData: [
    { table: 'passage', column: 'person_id', onErasure: 'deleted', onMerge: 'moved' },
    { table: 'join_request', column: 'person_id', onErasure: 'deleted', onMerge: 'handed' },
    { table: 'removal', column: 'person_id', onErasure: 'deleted', onMerge: 'moved' },
    { table: 'invitation', column: 'invited_by', onErasure: 'kept', onMerge: 'moved' },
  ],
}
