import type { App } from '#platform/app'
import { formatDay } from '#platform/i18n/locales'
import type { SlotOf } from '#platform/slots'
import type { office } from '#staff'
import { eventPath } from '../core/index.ts'
import { countEvents, eventsNamed, eventsWith } from './queries.ts'
import { texts } from './texts.ts'

type Waiting = SlotOf<typeof office.awaits>

/** Events of his territory in which somebody in charge has something to do. */
const eventsThat = (view: 'unread' | 'reported'): Waiting => ({
  permission: 'events.moderate',
  path: `/staff/events?view=${view}`,
  count: ({ database, now }: App, actor) =>
    countEvents(database.read, { scope: actor.scope('events.moderate'), view, now: now() }),
  text: (locale, n) => texts.in(locale)(`moderating.awaits-${view}`, { n }),
})

export const unreadEvents = eventsThat('unread')
export const reportedEvents = eventsThat('reported')

/** Events by title and town: those of his territory as he is in charge of them, those of elsewhere as anybody sees them. */
export const eventSearch: SlotOf<typeof office.searches> = {
  title: (locale) => texts.in(locale)('moderating.found'),
  find: async ({ database, now }: App, { typed, actor, locale, limit }) => {
    const scope = actor.grants.get('events.see') ?? []
    const found = await eventsNamed(database.read, { typed, scope, now: now(), limit })
    return found.map(({ id, title, town, day, charged }) => ({
      path: charged ? `/staff/events/${id}` : eventPath(id),
      text: title,
      note: [formatDay(locale, day), town].join(' · '),
    }))
  },
}

/** What a person comes to, as far as he is in charge of it. */
export const eventsOfPerson: SlotOf<typeof office.parts> = {
  permission: 'events.see',
  title: (locale) => texts.in(locale)('moderating.hers'),
  find: async ({ database, now }: App, { person, actor, locale }) =>
    (await eventsWith(database.read, { person, scope: actor.scope('events.see'), now: now() })).map(({ id, title, day }) => ({
      path: `/staff/events/${id}`,
      text: title,
      note: formatDay(locale, day),
    })),
}
