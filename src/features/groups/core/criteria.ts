import { sql } from 'kysely'
import type { Criterion } from '#people'

const GROUPED = ['in', 'out']

/** Whether somebody is in a group, for the rules of audiences. */
export const grouped: Criterion = {
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
  read: async (_app, { grouped: which = '' }) =>
    GROUPED.includes(which) ? { values: { grouped: which } } : { errors: { grouped: 'form.wrong' } },
  sql: ({ grouped: which }) =>
    sql`(exists (select from membership where membership.person_id = person.id) = ${which === 'in'}::boolean)`,
  sentence: ({ grouped: which }, t) => t(`groups.grouped-sentence-${which}`),
}
