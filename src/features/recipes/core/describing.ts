import { formatNumber, type Locale } from '#platform/i18n/locales'
import type { RecipeRecord } from './queries/recipes.ts'
import { sayTime } from './rules.ts'
import type { Facts } from './tables.ts'
import type { T } from './texts.ts'

/** "2 h", "15 min", "a day". */
export function timeText(t: T, locale: Locale, minutes: number): string {
  const { unit, n } = sayTime(minutes)
  return t(`recipes.time-${unit}`, { n: formatNumber(locale, n) })
}

/** "2 to 12 people", "alone". */
function peopleText(t: T, { least, most }: Pick<Facts, 'least' | 'most'>): string {
  if (most === 1) return t('recipes.people-alone')
  return least === most ? t('recipes.people-exactly', { n: least }) : t('recipes.people', { least, most })
}

/** What one looks at first: how long, with whom, where. */
export function factsText(t: T, locale: Locale, recipe: Facts): string[] {
  return [timeText(t, locale, recipe.minutes), peopleText(t, recipe), t(`recipes.place-${recipe.place}`)]
}

/** A recipe in a list of those that take as long. */
export type RecipeCardProps = {
  id: string
  href: string
  title: string
  summary: string
  /** With whom, and where. */
  company: string
  done: string
}

export function cardOf(recipe: RecipeRecord, { t, locale, href }: { t: T; locale: Locale; href: string }): RecipeCardProps {
  const [, ...company] = factsText(t, locale, recipe)
  return {
    id: recipe.id,
    href,
    title: recipe.words.title,
    summary: recipe.words.summary,
    company: company.join(' · '),
    done: recipe.done > 0 ? t('recipes.done', { n: recipe.done }) : '',
  }
}
