import type { Feature } from '#platform/app'
import { askedOfGroups } from './awaiting.ts'
import { loadDemoSpending } from './demo.ts'
import { paths } from './paths.ts'
import { spendingBookRoutes } from './routes/book.tsx'
import { newSpendingRoutes } from './routes/new.tsx'
import { draftRoutes, reasonedRoutes, spendingRoutes } from './routes/spending.tsx'
import { voucherRoutes } from './routes/vouchers.ts'
import { texts } from './texts.ts'

const ROUTES = [spendingBookRoutes, newSpendingRoutes, spendingRoutes, draftRoutes, reasonedRoutes, voucherRoutes]

export const spending: Feature = {
  name: 'spending',
  owns: 'what is spent and who asked, allowed and paid; vouchers, the ceiling, shares of groups',
  texts,
  journal: { acts: ['book', 'pay', 'unpay', 'void', 'limit', 'return'], kinds: ['spending'] },
  migrations: 'src/features/give/spending/migrations',
  routes: (app) => async (server) => {
    for (const routes of ROUTES) await server.register(routes(app))
  },
  loadDemo: loadDemoSpending,
  fills: [askedOfGroups],
  links: [
    {
      place: 'staff',
      section: 'money',
      path: paths.books,
      text: 'spending.title',
      permission: 'gifts.keep',
      everywhere: true,
    },
  ],
  personalData: [
    { table: 'spending', column: 'asked_person', onErasure: 'kept', onMerge: 'moved' },
    { table: 'spending', column: 'seconded_person', onErasure: 'kept', onMerge: 'moved' },
  ],
  impersonal: ['spending_book', 'spending_ceiling', 'voucher', 'share_return'],
}
