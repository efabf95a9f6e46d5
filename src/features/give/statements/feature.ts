import type { Feature } from '#platform/app'
import { linesToDecide } from './awaiting.ts'
import { workers } from './jobs.ts'
import { paths } from './paths.ts'
import { fileRoutes } from './routes/file.tsx'
import { lineRoutes, wordRoutes } from './routes/line.tsx'
import { statementRoutes } from './routes/statements.tsx'
import { texts } from './texts.ts'

export const statements: Feature = {
  name: 'statements',
  owns: 'what the bank says, brought by the treasurer and matched to what was promised, once',
  texts,
  journal: { acts: ['send-back'], kinds: ['bank-file', 'bank-line', 'bank-statement'] },
  migrations: 'src/features/give/statements/migrations',
  routes: (app) => async (server) => {
    for (const routes of [statementRoutes, fileRoutes, lineRoutes, wordRoutes]) await server.register(routes(app))
  },
  workers,
  fills: [linesToDecide],
  links: [
    { place: 'staff', section: 'money', path: paths.all, text: 'statements.title', permission: 'gifts.keep', everywhere: true },
  ],
  personalData: [
    { table: 'bank_line', column: 'name', onErasure: 'kept' },
    { table: 'bank_piece', column: 'file_id', onErasure: 'kept' },
  ],
  impersonal: ['bank_file', 'bank_statement', 'bank_sight'],
}
