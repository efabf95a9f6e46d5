import type { Feature } from '#platform/app'
import { sheetRoutes } from './routes/sheet.tsx'
import { texts } from './texts.ts'

const ROUTES = [sheetRoutes]

export const accounting: Feature = {
  name: 'accounting',
  owns: 'the books as officers read them and hand them on; cheques and cash that are typed',
  texts,
  journal: { kinds: ['gift-sheet', 'book'] },
  migrations: 'src/features/give/accounting/migrations',
  routes: (app) => async (server) => {
    for (const routes of ROUTES) await server.register(routes(app))
  },
  impersonal: ['gift_sheet', 'gift_sheet_row', 'book_look'],
}
