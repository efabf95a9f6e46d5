import type { Feature } from '#platform/app'
import { workers } from './jobs.ts'
import { annexRoutes } from './routes/annex.tsx'
import { bookRoutes } from './routes/books.tsx'
import { figureRoutes } from './routes/figures.tsx'
import { fileRoutes } from './routes/files.tsx'
import { lookRoutes } from './routes/looks.tsx'
import { texts } from './texts.ts'
import { desk, looksWait } from './waiting.ts'

const ROUTES = [bookRoutes, annexRoutes, figureRoutes, lookRoutes, fileRoutes]

export const accounting: Feature = {
  name: 'accounting',
  owns: 'the books as officers read them and hand them on',
  texts,
  journal: { kinds: ['book'] },
  migrations: 'src/features/give/accounting/migrations',
  routes: (app) => async (server) => {
    for (const routes of ROUTES) await server.register(routes(app))
  },
  workers,
  fills: [looksWait, ...desk],
  impersonal: ['book_look'],
}
