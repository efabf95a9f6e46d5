import type { Feature } from '#platform/app'
import { askedOfGroups } from './awaiting.ts'
import { paths } from './paths.ts'
import { spendingBookRoutes } from './routes/book.tsx'
import { newSpendingRoutes } from './routes/new.tsx'
import { draftRoutes, reasonedRoutes, spendingRoutes } from './routes/spending.tsx'
import { voucherRoutes } from './routes/vouchers.ts'
import { texts } from './texts.ts'

const ROUTES = [spendingBookRoutes, newSpendingRoutes, spendingRoutes, draftRoutes, reasonedRoutes, voucherRoutes]

export const paying: Feature = {
  name: 'paying',
  owns: 'what a treasurer does with what is spent: books, pays, refuses, takes back; no table',
  texts,
  routes: (app) => async (server) => {
    for (const routes of ROUTES) await server.register(routes(app))
  },
  fills: [askedOfGroups],
  links: [
    {
      place: 'staff',
      section: 'money',
      path: paths.books,
      text: 'paying.title',
      permission: 'gifts.keep',
      everywhere: true,
    },
  ],
}
