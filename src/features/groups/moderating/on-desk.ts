import type { App } from '#platform/app'
import type { SlotOf } from '#platform/slots'
import type { office } from '#staff'
import { countGroups, groupsNamed, groupsWith, isThereAGroup } from './queries.ts'
import { texts } from './texts.ts'

type Waiting = SlotOf<typeof office.awaits>

/** Groups of his territory in which somebody in charge has something to do. */
const groupsThat = (attention: 'reported' | 'vacant'): Waiting => ({
  permission: 'groups.moderate',
  path: `/staff/groups?view=${attention}`,
  count: ({ database }: App, actor) => countGroups(database.read, { scope: actor.scope('groups.moderate'), attention }),
  text: (locale, n) => texts.in(locale)(`groups.staff.awaits-${attention}`, { n }),
})

export const reportedGroups = groupsThat('reported')
export const vacantGroups = groupsThat('vacant')

/** Groups by name and town: those of his territory as he is in charge of them, those of elsewhere as anybody sees them. */
export const groupSearch: SlotOf<typeof office.searches> = {
  title: (locale) => texts.in(locale)('groups.staff.found'),
  find: async ({ database }: App, { typed, actor, limit }) => {
    const found = await groupsNamed(database.read, { typed, scope: actor.grants.get('groups.see') ?? [], limit })
    return found.map(({ id, name, town, charged }) => ({
      path: `${charged ? '/staff' : ''}/groups/${id}`,
      text: name,
      note: town,
    }))
  },
}

/** A movement begins with a first group. */
export const firstGroup: SlotOf<typeof office.steps> = {
  permission: 'groups.moderate',
  everywhere: true,
  isDone: ({ database }) => isThereAGroup(database.read),
  text: (locale) => texts.in(locale)('groups.staff.first'),
  hint: (_app, locale) => texts.in(locale)('groups.staff.first-hint'),
  way: () => ({ path: '/groups/new', text: (locale) => texts.in(locale)('groups.staff.first-way') }),
}

/** Groups that a person is in, as far as he is in charge of them. */
export const groupsOfPerson: SlotOf<typeof office.parts> = {
  permission: 'groups.see',
  title: (locale) => texts.in(locale)('groups.staff.hers'),
  find: async ({ database }: App, { person, actor, locale }) =>
    (await groupsWith(database.read, person, actor.scope('groups.see'))).map(({ id, name, role }) => ({
      path: `/staff/groups/${id}`,
      text: name,
      ...(role === 'organiser' ? { note: texts.in(locale)('groups.staff.leads') } : {}),
    })),
}
