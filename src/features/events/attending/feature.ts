import type { Feature } from '#platform/app'
import { eventRoutes } from './routes/event.tsx'
import { besideRoutes, mineRoutes, ownRoutes } from './routes/own.tsx'
import { signUpRoutes } from './routes/sign-up.tsx'
import { texts } from './texts.ts'

const ROUTES = [eventRoutes, signUpRoutes, ownRoutes, besideRoutes, mineRoutes]

export const attending: Feature = {
  name: 'attending',
  owns: 'the page of an event, how one signs up, and what each sees of her own',
  texts,
  routes: (app) => async (server) => {
    for (const routes of ROUTES) await server.register(routes(app))
  },
  links: [{ place: 'account', path: '/me/events', text: 'attending.mine.title', daily: true, supporters: true }],
}
