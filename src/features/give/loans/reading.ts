import type { App } from '#platform/app'
import { Invalid } from '#platform/errors'
import type { FieldErrors } from '#platform/http/forms'
import type { Locale } from '#platform/i18n/locales'
import { normaliseEmail } from '#platform/text/email'
import { mailboxHashOf } from '#people'
import type { RecipientRecord } from '../core/index.ts'
import { loanRuleFor, readAmount } from '../law/index.ts'
import type { Lending } from './commands/lend.ts'
import type { OfferTerms } from './commands/offer.ts'
import type { Kind } from './rules.ts'

/** Who lends says where she lives: the contract names her. */
export const FIELDS = ['street', 'postal_code', 'town', 'country']

export type Typed = {
  amount?: string
  given_name?: string
  family_name?: string
  adult?: 'true'
  said?: Record<string, string | undefined>
  declared?: Record<string, 'true' | undefined>
  understood?: 'true'
  seen: string
}

type Reading = { recipient: RecipientRecord; locale: Locale; email: string; least: number }

/** Reads what somebody lends. Throws Invalid with a message by field for all that is wrong at once. */
export function readLending(app: App, typed: Typed, { recipient, locale, email: written, least }: Reading): Lending {
  const read = readAmount(typed.amount ?? '', recipient.currency, locale)
  const declarations = loanRuleFor(recipient, app.now())?.declarations ?? []
  const errors = { ...wrongAmount(read, least), ...missingIn(typed, declarations) }
  if ('problem' in read || Object.keys(errors).length > 0) throw new Invalid(errors)
  const email = normaliseEmail(written)
  return {
    recipient,
    amount: read.amount,
    seen: typed.seen,
    email,
    mailbox_hash: mailboxHashOf(app)(email),
    given_name: typed.given_name!.trim(),
    family_name: typed.family_name!.trim(),
    told: { fields: Object.fromEntries(FIELDS.map((name) => [name, typed.said![name]!.trim()])), declarations, adult: true },
    locale,
  }
}

const wrongAmount = (read: ReturnType<typeof readAmount>, least: number): FieldErrors =>
  'problem' in read ? { amount: read.problem } : read.amount < least ? { amount: 'loans.too-little' } : {}

function missingIn(typed: Typed, declarations: string[]): FieldErrors {
  const errors: FieldErrors = {}
  for (const name of ['given_name', 'family_name'] as const) if (!typed[name]?.trim()) errors[name] = 'form.required'
  for (const name of FIELDS) if (!typed.said?.[name]?.trim()) errors[`said[${name}]`] = 'form.required'
  if (typed.adult !== 'true') errors.adult = 'law.loan.minor'
  if (typed.understood !== 'true') errors.understood = 'loans.understand-needed'
  for (const key of declarations) if (typed.declared?.[key] !== 'true') errors[`declared[${key}]`] = 'law.loan.missing'
  return errors
}

type TypedOffer = {
  open?: 'true'
  rate: string
  months: string
  kind: Kind
  least: string
  ceiling?: string
  elsewhere?: string
  consequences: string
}

/** Reads the terms as a treasurer typed them. Throws Invalid with a message by field. */
export function readOffer(typed: TypedOffer, { recipient, locale }: Pick<Reading, 'recipient' | 'locale'>): OfferTerms {
  const errors: FieldErrors = {}
  const sum = (text: string, field: string): number => {
    const read = readAmount(text, recipient.currency, locale)
    if ('amount' in read) return read.amount
    errors[field] = read.problem
    return 1
  }
  const rate = readRate(typed.rate)
  if (rate === undefined) errors.rate = 'loans.rate-wrong'
  const months = Number(typed.months)
  if (months < 1 || months > 60) errors.months = 'form.wrong'
  const terms = {
    open: typed.open === 'true',
    rate: rate ?? 0,
    months,
    kind: typed.kind,
    least: sum(typed.least, 'least'),
    ceiling: typed.ceiling?.trim() ? sum(typed.ceiling, 'ceiling') : null,
    // Nothing is owed elsewhere, as most say.
    elsewhere: /^0?$/.test(typed.elsewhere?.trim() ?? '') ? 0 : sum(typed.elsewhere!, 'elsewhere'),
    consequences: typed.consequences.trim(),
  }
  if (Object.keys(errors).length > 0) throw new Invalid(errors)
  return terms
}

/** A rate a year as somebody types it, "2,5" or "0": hundredths of a percent; undefined: none. */
function readRate(text: string): number | undefined {
  const [, whole, decimals = ''] = /^(\d{1,2})(?:[.,](\d{1,2}))?\s*%?$/.exec(text.trim()) ?? []
  return whole === undefined ? undefined : Number(whole) * 100 + Number(decimals.padEnd(2, '0'))
}
