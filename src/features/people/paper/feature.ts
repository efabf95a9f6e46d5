import type { Feature } from '#platform/app'
import { formatDay } from '#platform/i18n/locales'
import { linesBy } from './queries.ts'
import { entryRoutes, lineRoutes } from './routes/entry.tsx'
import { sheetRoutes } from './routes/sheets.tsx'
import { texts } from './texts.ts'

export const paper: Feature = {
  name: 'paper',
  owns: 'printed sheets, and what became of their lines',
  texts,
  journal: { kinds: ['sheet'] },
  migrations: 'src/features/people/paper/migrations',
  routes: (app) => async (server) => {
    await server.register(sheetRoutes(app))
    await server.register(entryRoutes(app))
    await server.register(lineRoutes(app))
  },
  links: [{ place: 'staff', section: 'people', path: '/staff/sheets', text: 'paper.title', permission: 'people.enter' }],
  deedsOf: async (app, person, locale) =>
    (await linesBy(app.database.read, person)).map(({ number, line, collector, collected_on, entered_at }) => ({
      at: entered_at,
      text: texts.in(locale)('paper.proof', {
        number,
        line: String(line),
        collector: collector ?? '–',
        day: collected_on ? formatDay(locale, collected_on) : '–',
      }),
    })),
  personalData: [
    { table: 'sheet_line', column: 'person_id', onErasure: 'deleted', onMerge: 'moved' },
    { table: 'sheet', column: 'collector', onErasure: 'kept' },
  ],
}
