import { Invalid } from '#platform/errors'
import { type Locale, LOCALES } from '#platform/i18n/locales'
import { isDay } from '#platform/text/day'
import { readAmount } from '../law/index.ts'
import type { Described } from './commands/campaigns.ts'
import type { Texts } from './rules/campaigns.ts'

type Lines = Partial<Record<Locale, string>>
export type Typed = { goal?: string; opens_on?: string; closes_on?: string; title?: Lines; story?: Lines }

type Reader = { currency: string; locale: Locale; movement: Locale }

/** What was typed of a campaign. Throws Invalid with a message by field. Words in the movement's own language are needed, those in others come whole or not at all. */
export function readCampaign(typed: Typed, { currency, locale, movement }: Reader): Described {
  const { goal = '', opens_on, closes_on, title = {}, story = {} } = typed
  const read = readAmount(goal, currency, locale)
  const errors: Record<string, string> = 'problem' in read ? { goal: read.problem } : {}
  if ('amount' in read && read.amount < 100) errors.goal = 'campaigns.goal-least'
  for (const [field, day] of Object.entries({ opens_on, closes_on })) if (day && !isDay(day)) errors[field] = 'form.wrong'
  if (opens_on && closes_on && closes_on < opens_on) errors.closes_on = 'campaigns.closes-before'
  const texts: Texts = {}
  for (const one of LOCALES) {
    const words = { title: title[one]?.trim() ?? '', story: story[one]?.trim() ?? '' }
    if (words.title === '' && words.story === '' && one !== movement) continue
    if (words.title === '') errors[`title[${one}]`] = 'form.required'
    if (words.story === '') errors[`story[${one}]`] = 'form.required'
    texts[one] = words
  }
  if ('problem' in read || Object.keys(errors).length > 0) throw new Invalid(errors)
  return { goal: read.amount, opens_on: opens_on ?? null, closes_on: closes_on ?? null, texts }
}
