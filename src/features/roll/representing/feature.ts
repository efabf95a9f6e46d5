import type { Feature } from '#platform/app'
import { fill } from '#platform/slots'
import { offered } from '../core/index.ts'
import { paths } from '../proxies/index.ts'
import { askRoutes, ownRoutes } from './routes/ask.tsx'
import { holderRoutes, meRoutes } from './routes/hold.tsx'
import { staffRoutes } from './routes/staff.tsx'
import { texts } from './texts.ts'

const ROUTES = [askRoutes, ownRoutes, meRoutes, holderRoutes, staffRoutes]

export const representing: Feature = {
  name: 'representing',
  owns: 'the pages by which one looks for somebody to vote for her, goes for somebody, or brings two together by hand; no table',
  texts,
  routes: (app) => async (server) => {
    for (const routes of ROUTES) await server.register(routes(app))
  },
  fills: [
    fill(offered, {
      order: 30,
      path: paths.ask,
      title: (locale) => texts.in(locale)('representing.title'),
      lead: (locale) => texts.in(locale)('representing.lead'),
    }),
  ],
  links: [{ place: 'staff', section: 'field', path: paths.staff, text: 'representing.staff.title', permission: 'proxies.see' }],
}
