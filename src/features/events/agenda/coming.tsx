import type { App } from '#platform/app'
import { groupPageParts } from '#groups'
import type { Link } from '#platform/http/locale'
import type { Locale } from '#platform/i18n/locales'
import { fill } from '#platform/slots'
import { FoundSection } from '#ui/finding'
import { type EventCardProps, EventCards } from '../attending/index.ts'
import { cardOf } from './describing.ts'
import { comingEvents, heldBy } from './queries/find.ts'
import { texts } from './texts.ts'

const OF_A_GROUP = 3

type Reading = { locale: Locale; link: Link }

/** What comes next anywhere. One query. */
export async function comingCards(app: App, { limit, ...reading }: Reading & { limit: number }): Promise<EventCardProps[]> {
  const events = await comingEvents(app.database.read, { wanted: { from: app.now() }, limit })
  return events.map((event) => cardOf(event, reading))
}

/** On a group's page: what it holds next, and anybody may come to. */
export const comingOfGroup = fill(groupPageParts, {
  order: 10,
  draw: async (app, { group, ...reading }) => {
    const asked = { wanted: { from: app.now() }, limit: OF_A_GROUP, where: heldBy(group) }
    const events = await comingEvents(app.database.read, asked)
    return events.length > 0 ? (
      <FoundSection title={texts.in(reading.locale)('agenda.of-group')}>
        <EventCards events={events.map((event) => cardOf(event, reading))} />
      </FoundSection>
    ) : undefined
  },
})
