import { Invalid } from '#platform/errors'
import type { FieldErrors } from '#platform/http/forms'
import { type Locale, LOCALES } from '#platform/i18n/locales'
import { isDay } from '#platform/text/day'
import { readAmount } from '../law/index.ts'
import type { Described } from './commands/campaigns.ts'
import type { Texts } from './rules/campaigns.ts'

type Lines = Partial<Record<Locale, string>>
export type Typed = { goal?: string; opens_on?: string; closes_on?: string; title?: Lines; story?: Lines }

/** Of a currency's smallest unit. */
const LEAST = 100

type Reader = { currency: string; locale: Locale; movement: Locale }

/** What was typed of a campaign. Throws Invalid with a message by field. Words in the movement's own language are needed, those in others come whole or not at all. */
export function readCampaign(typed: Typed, { currency, locale, movement }: Reader): Described {
  const { goal = '', opens_on, closes_on, title = {}, story = {} } = typed
  const read = readAmount(goal, currency, locale)
  const { texts, errors: unsaid } = readWords({ title, story }, movement)
  const errors: FieldErrors = { ...goalErrors(read), ...dayErrors({ opens_on, closes_on }), ...unsaid }
  if ('problem' in read || Object.keys(errors).length > 0) throw new Invalid(errors)
  return { goal: read.amount, opens_on: opens_on ?? null, closes_on: closes_on ?? null, texts }
}

function goalErrors(read: ReturnType<typeof readAmount>): FieldErrors {
  if ('problem' in read) return { goal: read.problem }
  return read.amount < LEAST ? { goal: 'campaigns.goal-least' } : {}
}

function dayErrors({ opens_on, closes_on }: { opens_on: string | undefined; closes_on: string | undefined }): FieldErrors {
  const wrong = Object.entries({ opens_on, closes_on }).filter(([, day]) => day && !isDay(day))
  if (wrong.length > 0) return Object.fromEntries(wrong.map(([field]) => [field, 'form.wrong']))
  return opens_on && closes_on && closes_on < opens_on ? { closes_on: 'campaigns.closes-before' } : {}
}

function readWords({ title, story }: { title: Lines; story: Lines }, movement: Locale) {
  const texts: Texts = {}
  const errors: FieldErrors = {}
  for (const one of LOCALES) {
    const words = { title: title[one]?.trim() ?? '', story: story[one]?.trim() ?? '' }
    if (words.title + words.story === '' && one !== movement) continue
    for (const [field, text] of Object.entries(words)) if (text === '') errors[`${field}[${one}]`] = 'form.required'
    texts[one] = words
  }
  return { texts, errors }
}
