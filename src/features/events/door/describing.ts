import { entriesIn } from '#platform/named'
import { formatNumber, type Locale } from '#platform/i18n/locales'
import { type Figures, recipeTexts } from '#recipes'
import type { T } from './texts.ts'

/** What came of an event, in figures; those that are nothing are left out. */
export function statsOf(t: T, locale: Locale, { present, figures }: { present: number; figures: Figures }) {
  const rt = recipeTexts.in(locale)
  const counted = entriesIn(figures).filter(([, n]) => n > 0)
  return [
    { label: t('door.stat-present'), value: formatNumber(locale, present) },
    ...counted.map(([name, n]) => ({ label: rt(`recipes.count-${name}`), value: formatNumber(locale, n) })),
  ]
}
