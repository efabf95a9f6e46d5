import type { App } from '#platform/app'
import { type office, witnessOf } from '#staff'
import { gazetteerOf } from '#territories'
import type { SlotOf } from '#platform/slots'
import { fullName } from './naming.ts'
import { findPeople } from './queries/find.ts'
import { personLines } from './queries/search.ts'
import { texts } from './texts.ts'

/** People, as in their list: by anything typed, in the territory of who types. */
export const peopleSearch: SlotOf<typeof office.searches> = {
  permission: 'people.see',
  title: (locale) => texts.in(locale)('directory.staff.title'),
  all: { path: '/staff/people', text: (locale) => texts.in(locale)('directory.staff.more') },
  find: async (app: App, { typed, actor, limit }) => {
    const { read } = app.database
    const scope = actor.scope('people.see')
    const finding = { typed, country: app.movement.current.country, scope, limit }
    const { found } = await findPeople(read, gazetteerOf(app), finding)
    const lines = await personLines(
      read,
      found.map(({ id }) => id),
    )
    // What was typed stays out of the journal: it may be a name.
    await witnessOf(app)(actor, { action: 'list', object: 'people', count: lines.length })
    return lines.map((line) => ({
      path: `/staff/people/${line.id}`,
      text: fullName(line),
      note: [line.postal_code, line.town].filter(Boolean).join(' '),
    }))
  },
}
