import type { App } from '#platform/app'
import { formatDay, type Locale } from '#platform/i18n/locales'
import type { Translate } from '#platform/i18n/texts'
import { isDay } from '#platform/text/day'
import type { Reading } from './criterion.ts'
import type { Values } from './rules.ts'

/** Chosen from a list: anything else is refused. */
export const oneOf =
  (field: string, choices: readonly string[]) =>
  async (_app: App, values: Values): Promise<Reading> =>
    choices.includes(values[field] ?? '') ? { values: { [field]: values[field]! } } : { errors: { [field]: 'audiences.choose' } }

/** A span of days, open at either end but not at both. */
export async function readDays(_app: App, { from = '', to = '' }: Values): Promise<Reading> {
  if (from && !isDay(from)) return { errors: { from: 'audiences.day-wrong' } }
  if (to && !isDay(to)) return { errors: { to: 'audiences.day-wrong' } }
  if (!from && !to) return { errors: { from: 'audiences.day-needed' } }
  if (from && to && from > to) return { errors: { to: 'audiences.day-order' } }
  return { values: { ...(from ? { from } : {}), ...(to ? { to } : {}) } }
}

// The text of that key is the language itself.
export function daysSentence(key: string, { from, to, ...others }: Values, t: Translate): string {
  const day = (text: string | undefined) => (text ? formatDay(t('audiences.locale') as Locale, text) : '')
  return t(key, { ...others, span: from && to ? 'both' : from ? 'from' : 'to', from: day(from), to: day(to) })
}

export const DAYS = [
  { name: 'from', label: 'audiences.from', kind: 'date' as const },
  { name: 'to', label: 'audiences.to', kind: 'date' as const },
]
