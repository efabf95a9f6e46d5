import type { Feature } from '#platform/app'
import { loadDemoSupporters } from './demo.ts'
import { workers } from './jobs.ts'
import { confirmRoutes } from './routes/confirm.tsx'
import { refuseRoutes } from './routes/refuse.tsx'
import { signRoutes } from './routes/sign.tsx'
import { texts } from './texts.ts'

export const signing: Feature = {
  name: 'signing',
  owns: 'forms, mails and pages by which one signs',
  texts,
  routes: (app) => async (server) => {
    await server.register(signRoutes(app))
    await server.register(confirmRoutes(app))
    await server.register(refuseRoutes(app))
  },
  workers,
  loadDemo: loadDemoSupporters,
  links: [{ place: 'menu', path: '/sign', text: 'signing.sign.menu', visitors: true, last: true }],
}
