import type { Feature } from '#platform/app'
import { fill } from '#platform/slots'
import { deskPages } from '../treasury/index.ts'
import { loadDemoSheets } from './demo.ts'
import { paths } from './paths.ts'
import { sheetRoutes, writtenRoutes } from './routes/sheet.tsx'
import { texts } from './texts.ts'

export const sheets: Feature = {
  name: 'sheets',
  owns: 'cheques and cash, typed or scanned together',
  texts,
  journal: { kinds: ['gift-sheet'] },
  migrations: 'src/features/give/sheets/migrations',
  routes: (app) => async (server) => {
    await server.register(sheetRoutes(app))
    await server.register(writtenRoutes(app))
  },
  fills: [fill(deskPages, { path: paths.sheet, text: (locale) => texts.in(locale)('sheets.sheet-cheque') })],
  loadDemo: loadDemoSheets,
  impersonal: ['gift_sheet', 'gift_sheet_row'],
}
