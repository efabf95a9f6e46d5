import { sql } from 'kysely'
import { audienceCriteria } from '#people'
import { fill } from '#platform/slots'
import { texts } from './texts.ts'

const GROUPED = ['in', 'out']

/** For the rules of audiences: whether somebody is in a group. */
export const groupCriteria = fill(audienceCriteria, {
  texts,
  criteria: [
    {
      name: 'grouped',
      label: 'groups.grouped',
      fields: [
        {
          name: 'grouped',
          label: 'groups.grouped-which',
          kind: 'choice',
          options: (_choices, t) => GROUPED.map((one) => ({ value: one, text: t(`groups.grouped-${one}`) })),
        },
      ],
      read: async (_app, { grouped = '' }) =>
        GROUPED.includes(grouped) ? { values: { grouped } } : { errors: { grouped: 'form.wrong' } },
      sql: ({ grouped }) =>
        sql`(exists (select from membership where membership.person_id = person.id) = ${grouped === 'in'}::boolean)`,
      sentence: ({ grouped }, t) => t(`groups.grouped-sentence-${grouped}`),
    },
  ],
})
