import type { App } from '#platform/app'
import { entryText } from '#platform/calendar/calendars'
import type { Point } from '#platform/geo/points'
import { momentIn } from '#platform/i18n/moments'
import type { Locale } from '#platform/i18n/locales'
import { defineSlot } from '#platform/slots'

/** Where somebody looks: a town by its name, near a point; neither: the whole country. */
type Around = { town: string | undefined; point: Point | undefined; locale: Locale }

/** A day that matters to everybody there and is no event: until when something can be done. `day`: YYYY-MM-DD, by clocks in that zone. */
export type AgendaDate = { key: string; day: string; zone: string; title: string; text: string; path: string }

/** Rooms above put here days that stand in calendars and in the weekly mail. None costs a query of its own. */
export const agendaDates = defineSlot<{ dates(app: App, around: Around): Promise<AgendaDate[]> }>('agenda.dates')

/** All such days around somebody, the first first. */
export async function datesAround(app: App, around: Around): Promise<AgendaDate[]> {
  const found = await Promise.all(app.filled(agendaDates).map(({ dates }) => dates(app, around)))
  return found.flat().toSorted((a, b) => a.day.localeCompare(b.day))
}

/** From when to when it stands in a calendar: in the morning, when there is still time. */
export const spanOf = ({ day, zone }: AgendaDate) => ({
  starts: momentIn(zone, day, '09:00')!,
  ends: momentIn(zone, day, '09:30')!,
  zone,
})

/** One of them as an entry of a calendar. */
export function dateEntry(date: AgendaDate, at: (path: string) => URL): string {
  const { key, day, zone, title, text, path } = date
  // It changes with its day alone, which its name has in it.
  const changed = momentIn(zone, day, '00:00')!
  return entryText({
    ...spanOf(date),
    uid: `${key}-${day}`,
    version: 0,
    changed,
    title,
    where: '',
    description: text,
    url: at(path).href,
    cancelled: false,
    own: false,
  })
}
