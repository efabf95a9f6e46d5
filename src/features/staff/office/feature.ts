import type { Feature } from '#platform/app'
import { fill } from '#platform/slots'
import { awaitedAlerts, awaitedApprovals } from './awaiting.ts'
import { officeRoutes } from './routes.tsx'
import { office as slots } from './slots.ts'
import { texts } from './texts.ts'

export const office: Feature = {
  name: 'office',
  owns: 'what the staff come home to: its menu, what waits, the search from everywhere; no table',
  texts,
  routes: officeRoutes,
  sections: [
    { key: 'todo', text: 'office.title' },
    { key: 'people', text: 'office.section.people' },
    { key: 'field', text: 'office.section.field' },
    { key: 'follow', text: 'office.section.follow' },
    { key: 'settings', text: 'office.section.settings' },
  ],
  links: [{ place: 'staff', section: 'todo', path: '/staff', text: 'office.title' }],
  fills: [fill(slots.awaits, awaitedApprovals), fill(slots.awaits, awaitedAlerts)],
}
