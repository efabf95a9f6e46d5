import type { App } from '#platform/app'
import { Invalid } from '#platform/errors'
import type { FieldErrors } from '#platform/http/forms'
import type { Locale } from '#platform/i18n/locales'
import type { RecipientRecord } from '../core/index.ts'
import { type Offer } from '../giving/index.ts'
import { modesFor, readOffer, type Typed } from '../offering/index.ts'
import { type Mode, needsOf, plainAmount, readAmount } from '../law/index.ts'
import { descriptionOf } from './describing.ts'
import { type Bracket, fits, type Period, type Scale } from './rules.ts'

type Reading = { recipient: RecipientRecord; scale: Scale; locale: Locale }

/** The amount of a form: one of the scale's steps, or free above its floor; else what is wrong, by its field. */
function amountOf(
  { amount, other }: Pick<Typed, 'amount' | 'other'>,
  { recipient, scale, locale }: Reading,
): { amount: number } | { wrong: FieldErrors } {
  const isStepped = scale.brackets.length > 0
  const read = readAmount((isStepped ? amount : other) ?? '', recipient.currency, locale)
  if ('amount' in read && fits(scale, read.amount)) return read
  if (isStepped) return { wrong: { amount: 'dues.choose-amount' } }
  return { wrong: { other: 'problem' in read ? read.problem : 'dues.below-floor' } }
}

/** Reads the form by which one joins. Throws Invalid with a message by field for all that is wrong at once. */
export function readJoining(
  app: App,
  typed: Typed,
  reading: Reading & { mailbox: string | undefined },
): Offer & { email: string } {
  const { recipient, scale, locale } = reading
  const read = amountOf(typed, reading)
  const wrong = 'wrong' in read ? read.wrong : {}
  const amount = 'amount' in read ? read.amount : scale.floor
  try {
    const text = plainAmount(amount, recipient.currency)
    const offer = readOffer(app, { ...typed, amount: 'other', other: text }, { ...reading, what: 'dues' })
    if (Object.keys(wrong).length > 0) throw new Invalid(wrong)
    return { ...offer, description: descriptionOf({ recipient, locale }) }
  } catch (error) {
    if (error instanceof Invalid) throw new Invalid({ ...error.fields, ...wrong })
    throw error
  }
}

/** Means by which dues can be paid to a recipient now. */
export function modesOf(app: App, { recipient, scale }: Omit<Reading, 'locale'>): Mode[] {
  const least = Math.min(...scale.brackets.map(({ amount }) => amount), scale.floor)
  const needs = needsOf(recipient, { amount: least, at: app.now(), what: 'dues' })
  return needs ? modesFor(recipient, needs) : []
}

/** Reads how much and how of a renewal. */
export function readRenewal(app: App, typed: Typed, reading: Reading): { amount: number; mode: Mode } {
  const read = amountOf(typed, reading)
  const mode = modesOf(app, reading).find((one) => one === typed.mode)
  const wrong: FieldErrors = { ...('wrong' in read ? read.wrong : {}), ...(mode ? {} : { mode: 'giving.choose-mode' }) }
  if (!mode || !('amount' in read)) throw new Invalid(wrong)
  return { amount: read.amount, mode }
}

type TypedScale = {
  open?: 'true'
  period: Period
  grace: string
  kind: 'brackets' | 'free'
  floor?: string
  to?: Record<string, string | undefined>
  pays?: Record<string, string | undefined>
}

const MOST_GRACE = 366

/** Reads a scale as its treasurer typed it. Throws Invalid with a message by field. */
export function readScale(typed: TypedScale, { recipient, locale }: Omit<Reading, 'scale'>): Scale {
  const errors: FieldErrors = {}
  const sum = (text: string, field: string): number => {
    const read = readAmount(text, recipient.currency, locale)
    if ('amount' in read) return read.amount
    errors[field] = read.problem
    return 1
  }
  const { open, period, kind, floor = '' } = typed
  const grace_days = Number(typed.grace)
  if (grace_days > MOST_GRACE) errors.grace = 'form.wrong'
  const brackets = kind === 'free' ? [] : bracketsIn(typed, sum)
  if (kind === 'brackets') Object.assign(errors, wrongSteps(brackets))
  const least = kind === 'free' ? sum(floor, 'floor') : (brackets[0]?.amount ?? 1)
  if (Object.keys(errors).length > 0) throw new Invalid(errors)
  return { open: open === 'true', period, grace_days, brackets, floor: least }
}

/** Steps that were filled in. Of the last that says no income it is of all above. */
function bracketsIn({ to = {}, pays = {} }: TypedScale, sum: (text: string, field: string) => number): Bracket[] {
  const filled = Object.keys(pays).filter((key) => pays[key]?.trim())
  return filled.toSorted().map((key) => ({
    to: to[key]?.trim() ? sum(to[key]!, `to[${key}]`) : null,
    amount: sum(pays[key]!, `pays[${key}]`),
  }))
}

/** Steps rise, and the last alone has no end. */
function wrongSteps(brackets: Bracket[]): FieldErrors {
  if (brackets.length === 0) return { 'pays[n1]': 'dues.no-steps' }
  const isRising = brackets.every(({ to }, n) => {
    const before = brackets[n - 1]?.to
    if (n === brackets.length - 1) return to === null
    return to !== null && (before === undefined || (before !== null && to > before))
  })
  return isRising ? {} : { 'to[n1]': 'dues.steps-rise' }
}
