import type { App, Suggestion, Wish } from '#platform/app'
import { eventTexts, whenText } from '../core/index.ts'
import { reportPath } from './paths.ts'
import { untoldBy } from './queries/outcome.ts'
import { texts } from './texts.ts'

/** Before anything new, a minute for what one held and nobody told of yet. One query. */
export async function suggestTelling({ database: { read }, now }: App, { person, locale }: Wish): Promise<Suggestion[]> {
  if (!person) return []
  const t = texts.in(locale)
  const untold = await untoldBy(read, person, now())
  return untold.map((event) => ({
    key: `outcome ${event.id}`,
    score: 100,
    path: reportPath(event.id),
    words: () => ({
      title: t('door.suggest.title', { title: event.title }),
      summary: t('door.suggest.summary'),
      reasons: [t('door.suggest.reason', { when: whenText(eventTexts.in(locale), locale, event) })],
      button: t('door.suggest.button'),
    }),
  }))
}
