import type { Feature } from '#platform/app'
import { workers } from './jobs.ts'
import { importsOf } from './queries.ts'
import { importRoutes } from './routes/import.tsx'
import { importsRoutes } from './routes/imports.tsx'
import { lettersRoutes, mappingRoutes } from './routes/mapping.tsx'
import { texts } from './texts.ts'

export const imports: Feature = {
  name: 'imports',
  owns: 'files of other systems on their way in',
  texts,
  journal: { kinds: ['import'] },
  migrations: 'src/features/people/imports/migrations',
  permissions: {
    'people.import': ['administrator', 'staff'],
  },
  routes: (app) => async (server) => {
    await server.register(importsRoutes(app))
    await server.register(importRoutes(app))
    await server.register(mappingRoutes(app))
    await server.register(lettersRoutes(app))
  },
  workers,
  links: [
    {
      place: 'staff',
      section: 'people',
      path: '/staff/imports',
      text: 'imports.title',
      permission: 'people.import',
      everywhere: true,
    },
  ],
  deedsOf: async (app, person, locale) =>
    (await importsOf(app.database.read, person)).map(({ file_name, fate, started_at, created_at }) => ({
      at: started_at ?? created_at,
      text: texts.in(locale)(fate === 'created' ? 'imports.deed-created' : 'imports.deed-updated', { file: file_name }),
    })),
  personalData: [
    { table: 'import_row', column: 'person_id', onErasure: 'deleted', onMerge: 'moved' },
    { table: 'import', column: 'samples', onErasure: 'kept' },
    { table: 'import_part', column: 'import_id', onErasure: 'kept' },
    { table: 'import_piece', column: 'import_id', onErasure: 'kept' },
  ],
}
