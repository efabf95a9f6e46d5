import { lists } from '#content'
import { fill } from '#platform/slots'
import { withinTerritory } from '#territories'
import { eventPath, eventTexts, whenText } from '../core/index.ts'
import { comingEvents } from './queries/find.ts'
import { texts } from './texts.ts'

/** In a letter or a page: what comes next in a territory, and anybody may come to. */
export const eventsInTexts = fill(lists, {
  name: 'events',
  title: (locale) => texts.in(locale)('agenda.title-list'),
  items: async (app, { within, limit }, locale) => {
    const t = eventTexts.in(locale)
    const asked = { wanted: { from: app.now() }, limit, where: withinTerritory(within, 'e') }
    const events = await comingEvents(app.database.read, asked)
    return events.map((event) => ({
      title: event.title,
      path: eventPath(event.id),
      when: whenText(t, locale, event),
      where: event.attendance === 'online' ? t('events.online') : event.town,
    }))
  },
})
