import { office } from '#staff'
import { fill } from '#platform/slots'
import { awaitedNeeds } from './on-desk.ts'
import type { Feature } from '#platform/app'
import { loadDemoMeetings } from './demo.ts'
import { workers } from './jobs.ts'
import { answerRoutes } from './routes/answer.tsx'
import { meetingRoutes } from './routes/meeting.tsx'
import { meetingsRoutes } from './routes/meetings.tsx'
import { needsRoutes } from './routes/needs.tsx'
import { reportRoutes } from './routes/report.tsx'
import { texts } from './texts.ts'

export const meetings: Feature = {
  name: 'meetings',
  owns: 'when groups meet, who came, what was done and what is needed',
  texts,
  fills: [fill(office.awaits, awaitedNeeds)],
  migrations: 'src/features/groups/meetings/migrations',
  routes: (app) => async (server) => {
    await server.register(meetingsRoutes(app))
    await server.register(meetingRoutes(app))
    await server.register(answerRoutes(app))
    await server.register(reportRoutes(app))
    await server.register(needsRoutes(app))
  },
  workers,
  loadDemo: loadDemoMeetings,
  tabs: [
    { of: 'group', path: '/meetings', text: 'meetings.tab', daily: true },
    { of: 'group', path: '/meetings', text: 'meetings.tab', role: 'newcomer', daily: true },
  ],
  links: [
    {
      place: 'staff',
      section: 'field',
      path: '/staff/needs',
      text: 'meetings.needs.link',
      permission: 'groups.see',
      under: '/staff/groups',
    },
  ],
  personalData: [
    { table: 'meeting', column: 'set_by', onErasure: 'kept', onMerge: 'moved' },
    { table: 'meeting', column: 'reported_by', onErasure: 'kept', onMerge: 'moved' },
    { table: 'attendance', column: 'person_id', onErasure: 'deleted', onMerge: 'handed' },
  ],
  impersonal: ['group_need'],
}
