import type { Feature } from '#platform/app'
import { closingDays } from './days.ts'
import { loadDemoDrives } from './demo.ts'
import { workers } from './jobs.ts'
import { driveOnPage } from './on-page.tsx'
import { driveRoutes, sheetRoutes, sumRoutes } from './routes.tsx'
import { suggestRegistering } from './suggesting.ts'
import { texts } from './texts.ts'

export const drives: Feature = {
  name: 'drives',
  owns: 'what groups do so that their neighbours may vote: counts, of nobody',
  texts,
  migrations: 'src/features/roll/drives/migrations',
  routes: (app) => async (server) => {
    await server.register(driveRoutes(app))
    await server.register(sheetRoutes(app))
    await server.register(sumRoutes(app))
  },
  workers,
  suggest: suggestRegistering,
  loadDemo: loadDemoDrives,
  fills: [driveOnPage, closingDays],
  tabs: [{ of: 'group', path: '/roll', text: 'drives.tab' }],
  links: [{ place: 'staff', section: 'field', path: '/staff/roll', text: 'drives.sums', permission: 'drives.see' }],
  permissions: {
    'drives.see': ['administrator', 'coordinator'],
  },
  impersonal: ['roll_drive', 'roll_drive_day', 'roll_drive_press'],
}
