import type { Feature } from '#platform/app'
import { letterComposing } from './composing.ts'
import { picturesOfLetters } from './pictures.ts'
import { draftRoutes, listRoutes } from './routes/drafts.tsx'
import { mailingRoutes } from './routes/mailings.tsx'
import { readingRoutes } from './routes/reading.tsx'
import { texts } from './texts.ts'

export const letters: Feature = {
  name: 'mailings',
  owns: 'letters to many as they are written, seen by a second person, and frozen',
  texts,
  migrations: 'src/features/mail/letters/migrations',
  routes: (app) => async (server) => {
    for (const routes of [listRoutes, draftRoutes, mailingRoutes, readingRoutes]) await server.register(routes(app))
  },
  fills: [letterComposing, picturesOfLetters],
  journal: { acts: ['freeze'], kinds: ['letter'] },
  links: [{ place: 'staff', section: 'people', path: '/staff/letters', text: 'mailings.title', permission: 'letters.write' }],
  permissions: {
    'letters.write': ['administrator', 'staff'],
  },
  impersonal: ['letter', 'letter_edition'],
}
