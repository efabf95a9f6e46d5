import { Invalid } from '#platform/errors'
import type { Locale } from '#platform/i18n/locales'
import { isDay } from '#platform/text/day'
import { readIban } from '../banking/index.ts'
import { looksLikeCompany, readAmount, ruleFor } from '../law/index.ts'
import { CATEGORIES } from './rules/categories.ts'
import type { Asked, Giver } from './tables.ts'

type Typed = {
  words: string
  category: string
  payee: string
  payee_iban?: string | undefined
  bill?: string | undefined
  amount: string
  spent_on: string
  valued?: string | undefined
  giver?: Giver | undefined
}

/** `today`: of the book. */
export type ReadFor = { locale: Locale; currency: string; today: string }

/** What was typed of a spending. Throws Invalid, with each field at fault. */
export function readSpending(typed: Typed, { locale, currency, today }: ReadFor): Asked {
  const read = readAmount(typed.amount, currency, locale)
  const iban = typed.payee_iban ? readIban(typed.payee_iban) : null
  const wrong = {
    ...('problem' in read ? { amount: read.problem } : {}),
    ...(iban === undefined ? { payee_iban: 'spending.iban-wrong' } : {}),
    ...dayFault('spent_on', typed.spent_on, today),
    ...(CATEGORIES.some(({ key }) => key === typed.category) ? {} : { category: 'form.wrong' }),
  }
  if (Object.keys(wrong).length > 0 || 'problem' in read) throw new Invalid(wrong)
  return {
    category: typed.category,
    words: typed.words,
    payee: typed.payee,
    payee_iban: iban ?? null,
    bill: typed.bill ?? null,
    amount: read.amount,
    spent_on: typed.spent_on,
    valued: null,
    giver: null,
  }
}

/** A day that no calendar has, or that has not come. */
export function dayFault(field: string, day: string, today: string): Record<string, string> {
  if (!isDay(day)) return { [field]: 'form.wrong' }
  return day > today ? { [field]: 'spending.day-ahead' } : {}
}

type Of = { country: string; kind: string }

/**
 * The same of a gift in kind: how its value was found, and what its giver is. Throws Invalid where the law lets no body give (parties excepted): a firm's room for nothing is a gift of the
 * firm (Code électoral, L52-8, al. 2).
 */
export function readInKind(typed: Typed, { recipient, now, ...rest }: ReadFor & { recipient: Of; now: Date }): Asked {
  const asked = readSpending(typed, rest)
  const { valued, giver } = typed
  const wrong = {
    ...(valued ? {} : { valued: 'form.required' }),
    ...(giver ? {} : { giver: 'form.required' }),
    ...(giver === 'body' && !bodiesMayGive(recipient, now) ? { giver: 'spending.no-body' } : {}),
    ...(giver === 'person' && looksLikeCompany(asked.payee) ? { payee: 'spending.looks-like-body' } : {}),
  }
  if (Object.keys(wrong).length > 0) throw new Invalid(wrong)
  return { ...asked, valued: valued!, giver: giver! }
}

function bodiesMayGive(recipient: Of, now: Date): boolean {
  const donor = ruleFor(recipient, now)?.donor
  return donor !== undefined && (donor.kinds.includes('legal') || donor.held.includes('legal'))
}
