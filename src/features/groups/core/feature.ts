import type { Feature } from '#platform/app'
import { groupCriteria } from './criteria.ts'
import { loadDemoGroups } from './demo.ts'
import { workers } from './jobs.ts'
import { formRoutes } from './routes/form.tsx'
import { groupRoutes } from './routes/group.tsx'
import { invitationRoutes, requestRoutes } from './routes/invitations.tsx'
import { memberRoutes } from './routes/members.tsx'
import { leavingRoutes, mailsRoutes, membershipRoutes } from './routes/membership.tsx'
import { mineRoutes } from './routes/mine.tsx'
import { staffRoutes } from './routes/staff.tsx'
import { texts } from './texts.ts'

export const groups: Feature = {
  name: 'groups',
  owns: 'local groups, membership and its consents, requests, invitations, reports',
  texts,
  migrations: 'src/features/groups/core/migrations',
  routes: (app) => async (server) => {
    await server.register(groupRoutes(app))
    await server.register(formRoutes(app))
    await server.register(membershipRoutes(app))
    await server.register(mailsRoutes(app))
    await server.register(leavingRoutes(app))
    await server.register(memberRoutes(app))
    await server.register(invitationRoutes(app))
    await server.register(requestRoutes(app))
    await server.register(mineRoutes(app))
    await server.register(staffRoutes(app))
  },
  workers,
  fills: [groupCriteria],
  loadDemo: loadDemoGroups,
  links: [
    { place: 'account', path: '/me/groups', text: 'groups.mine.title', daily: true },
    { place: 'staff', path: '/staff/groups', text: 'groups.staff.title', permission: 'groups.see', daily: true },
  ],
  permissions: ['groups.see', 'groups.moderate'],
  personalData: [
    { table: 'membership', column: 'person_id', onErasure: 'deleted', onMerge: 'handed' },
    { table: 'membership_consent', column: 'person_id', onErasure: 'deleted', onMerge: 'moved' },
    { table: 'join_request', column: 'person_id', onErasure: 'deleted', onMerge: 'handed' },
    { table: 'removal', column: 'person_id', onErasure: 'deleted', onMerge: 'moved' },
    { table: 'invitation', column: 'invited_by', onErasure: 'kept', onMerge: 'moved' },
  ],
}
