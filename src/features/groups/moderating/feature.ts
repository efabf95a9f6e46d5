import { office } from '#staff'
import { fill } from '#platform/slots'
import { firstGroup, groupSearch, groupsOfPerson, reportedGroups, vacantGroups } from './on-desk.ts'
import type { Feature } from '#platform/app'
import { noticeRoutes } from './routes/notice.ts'
import { staffRoutes, vouchingRoutes } from './routes/staff.tsx'
import { texts } from './texts.ts'

export const moderating: Feature = {
  name: 'groups.moderating',
  owns: 'groups as those in charge see them: what is reported, what they decided and what organisers answered',
  texts,
  journal: { acts: ['vouch'] },
  fills: [
    fill(office.awaits, reportedGroups),
    fill(office.awaits, vacantGroups),
    fill(office.searches, groupSearch),
    fill(office.steps, firstGroup),
    fill(office.parts, groupsOfPerson),
  ],
  migrations: 'src/features/groups/moderating/migrations',
  routes: (app) => async (server) => {
    await server.register(staffRoutes(app))
    await server.register(vouchingRoutes(app))
    await server.register(noticeRoutes(app))
  },
  links: [{ place: 'staff', section: 'field', path: '/staff/groups', text: 'groups.staff.title', permission: 'groups.see' }],
  permissions: {
    'groups.see': ['administrator', 'staff', 'coordinator'],
    'groups.moderate': ['administrator', 'coordinator'],
  },
  impersonal: ['group_notice', 'group_report'],
}
