import type { Feature } from '#platform/app'
import { fill } from '#platform/slots'
import { forPrograms } from '#staff'
import { audienceRoutes, tagRoutes } from './routes/audiences.ts'
import { changeRoutes, peopleRoutes } from './routes/people.ts'
import { texts } from './texts.ts'

export const programs: Feature = {
  name: 'programs',
  owns: 'people, tags, consents and audiences as other software sees and changes them',
  texts,
  fills: [
    fill(forPrograms, {
      texts,
      // Nothing that takes a person's judgement: no export, erasure or merge.
      permissions: [
        { name: 'people.see', label: 'programs.may.people.see', reads: true },
        { name: 'people.enter', label: 'programs.may.people.enter' },
        {
          name: 'people.edit',
          label: 'programs.may.people.edit',
          // A change answers with the person as she stands then.
          needs: { name: 'people.see', otherwise: 'programs.edit-needs-see' },
        },
      ],
      routes: (app) => async (server) => {
        for (const routes of [peopleRoutes, changeRoutes, tagRoutes, audienceRoutes]) await server.register(routes(app))
      },
    }),
  ],
}
