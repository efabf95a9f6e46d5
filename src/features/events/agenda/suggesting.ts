import type { App, Suggestion, Wish } from '#platform/app'
import { recipesOnShelf } from '#recipes'
import { eventPath, eventTexts, typeOf, typeText, whenText } from '../core/index.ts'
import { nearText } from './describing.ts'
import { nearestEvents } from './queries/find.ts'
import { texts } from './texts.ts'

const DAYS = 8
const LOOKED_AT = 30
/** Kilometres beyond which nobody is sent for an hour or two. */
const FAR = 30
/** Somebody who says an hour stays a little longer for something good: events may last longer than what she said by this much. */
const STRETCH = 2

/** Events of this week near where somebody is, that are about as long as she has and to her taste. Two queries. */
export async function suggestEvents(app: App, { minutes, point, taste, locale }: Wish): Promise<Suggestion[]> {
  if (!point) return []
  const { now } = app
  const to = new Date(now().getTime() + DAYS * 86_400_000)
  const [near, recipes] = await Promise.all([
    nearestEvents(app.database.read, point, { wanted: { from: now(), to }, limit: LOOKED_AT }),
    taste ? recipesOnShelf(app, locale) : [],
  ])
  const t = texts.in(locale)
  const et = eventTexts.in(locale)
  const liked = new Set(recipes.filter(({ tastes }) => tastes.some((one) => one === taste)).map(({ id }) => id))
  return near
    .filter(({ distance_km }) => distance_km <= FAR)
    .filter(({ type }) => !taste || liked.has(typeOf(type).recipe ?? ''))
    .filter(({ starts_at, ends_at }) => ends_at.getTime() - starts_at.getTime() <= minutes * STRETCH * 60_000)
    .filter(({ starts_at, capacity, taken }) => starts_at > now() && (capacity === null || taken < capacity))
    .map((event) => {
      const days = (event.starts_at.getTime() - now().getTime()) / 86_400_000
      return {
        key: `event ${event.id}`,
        score: 75 - event.distance_km - 2 * days,
        path: eventPath(event.id),
        words: () => ({
          title: event.title,
          summary: whenText(et, locale, event),
          reasons: [
            nearText(locale, event),
            typeText(et, event.type),
            ...(event.taken > 0 ? [t('agenda.reason-others', { n: event.taken })] : []),
          ],
          button: t('agenda.see'),
        }),
      }
    })
}
