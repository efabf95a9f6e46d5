import type { Locale } from '#platform/i18n/locales'
import { readAmount as readTyped, type UNREAD } from '#platform/money/typed'

/** An amount in the smallest unit, or why what was typed is none: a key of the texts of this room. */
type ReadAmount = { amount: number } | { problem: `law.amount.${(typeof UNREAD)[number]}` }

/** The amount that somebody typed. See `#platform/money/typed`. */
export function readAmount(text: string, currency: string, locale: Locale): ReadAmount {
  const read = readTyped(text, currency, locale)
  return 'amount' in read ? read : { problem: `law.amount.${read.problem}` }
}
