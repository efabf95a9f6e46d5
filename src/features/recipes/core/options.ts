import type { Locale } from '#platform/i18n/locales'
import { timeText } from './describing.ts'
import { COUNTS, PLACES, SKILLS, TASTES, TIMES } from './rules.ts'
import type { T } from './texts.ts'

type Option = { value: string; text: string }

/** What can be chosen of a recipe, in words. */
export function factOptions(t: T, locale: Locale): Record<'times' | 'places' | 'tastes' | 'skills' | 'counts', Option[]> {
  return {
    times: TIMES.map((minutes) => ({ value: String(minutes), text: timeText(t, locale, minutes) })),
    places: PLACES.map((value) => ({ value, text: t(`recipes.place-${value}`) })),
    tastes: TASTES.map((value) => ({ value, text: t(`recipes.taste-${value}`) })),
    skills: SKILLS.map((value) => ({ value, text: t(`recipes.skill-${value}`) })),
    counts: COUNTS.map((value) => ({ value, text: t(`recipes.count-${value}`) })),
  }
}

/** What can be asked of the list, each with "anything" first. */
export function askOptions(t: T, locale: Locale): Record<'time' | 'taste' | 'skill' | 'with', Option[]> {
  const { times, tastes, skills } = factOptions(t, locale)
  const any = { value: '', text: t('recipes.any') }
  const together = (['alone', 'together'] as const).map((value) => ({ value, text: t(`recipes.with-${value}`) }))
  return { time: [any, ...times], taste: [any, ...tastes], skill: [any, ...skills], with: [any, ...together] }
}
