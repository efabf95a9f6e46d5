import type { App } from '#platform/app'
import { dateFormat, type Locale } from '#platform/i18n/locales'
import { gazetteerOf, type PlaceId } from '#territories'
import { type Ending, endingsOf, type VotingHere, votesIn } from '../core/index.ts'

/** A vote ahead of a town, with the next day on which a way on to the roll ends there; undefined: all are over, or we know of none. */
export type Closing = { here: VotingHere; next: Ending | undefined }

/** The votes ahead of a town, each with what ends there next. */
export async function closingsAt(app: App, place: PlaceId): Promise<Closing[]> {
  const town = gazetteerOf(app).find(place)
  if (!town) return []
  const now = app.now()
  return (await votesIn(app, town, 'kept')).map((here) => {
    const { online, paper } = endingsOf(here)
    const open = [online, paper].filter((one) => one !== undefined && now < one.at) as Ending[]
    return { here, next: open.toSorted((a, b) => a.at.getTime() - b.at.getTime())[0] }
  })
}

/** "mercredi 10 mars". `day`: YYYY-MM-DD. */
export const sayDay = (locale: Locale, day: string): string =>
  dateFormat(locale, { weekday: 'long', day: 'numeric', month: 'long', timeZone: 'UTC' }).format(new Date(day))
