import type { Feature } from '#platform/app'
import { purposes } from '#people'
import { fill } from '#platform/slots'
import { loadDemoOffers } from './demo.ts'
import { workers } from './jobs.ts'
import { SHOWN_TO } from './purposes.ts'
import { lookRoutes, sentRoutes } from './routes/look.tsx'
import { answerRoutes, offerRoutes } from './routes/offer.tsx'
import { suggestHelping } from './suggesting.ts'
import { texts } from './texts.ts'

const ROUTES = [offerRoutes, answerRoutes, sentRoutes, lookRoutes]

export const offers: Feature = {
  name: 'offers',
  owns: 'what people can do, and requests for help',
  texts,
  journal: { kinds: ['offer'] },
  migrations: 'src/features/offers/core/migrations',
  routes: (app) => async (server) => {
    for (const routes of ROUTES) await server.register(routes(app))
  },
  suggest: suggestHelping,
  workers,
  fills: Object.values(SHOWN_TO).map((one) => fill(purposes, one)),
  loadDemo: loadDemoOffers,
  links: [
    { place: 'account', path: '/me/offer', text: 'offers.title', supporters: true },
    { place: 'staff', section: 'field', path: '/offers', text: 'offers.look.title', permission: 'offers.see' },
  ],
  permissions: {
    'offers.see': ['administrator', 'coordinator'],
  },
  personalData: [
    { table: 'offer_look', column: 'person_id', onErasure: 'deleted', onMerge: 'dropped' },
    { table: 'offer', column: 'person_id', onErasure: 'deleted', onMerge: 'dropped' },
    { table: 'offer_request', column: 'person_id', onErasure: 'deleted', onMerge: 'handed' },
    { table: 'offer_request', column: 'asked_by', onErasure: 'kept', onMerge: 'handed', ofOthers: true },
  ],
  impersonal: ['offer_skill'],
}
