import { numberIn } from '../banking/index.ts'
import type { App } from '#platform/app'
import { Invalid } from '#platform/errors'
import { clockIn, momentIn, addDays } from '#platform/i18n/moments'
import type { Locale } from '#platform/i18n/locales'
import { isDay } from '#platform/text/day'
import { normaliseEmail } from '#platform/text/email'
import { normalise } from '#platform/text/normalise'
import { mailboxHashOf } from '#people'
import type { RecipientRecord } from '../core/index.ts'
import type { InHand } from '../giving/index.ts'
import { needsOf, readAmount, ruleFor } from '../law/index.ts'
import type { ReadRow } from './commands/type.ts'
import {
  at,
  chequeIn,
  isPromised,
  missingIn,
  type RowKey,
  rowsOf,
  type TypedRow,
  type TypedSheet,
  type Wrong,
} from './rules/sheet.ts'
import type { InHandMode } from './tables.ts'

/** How long ago money may have come that is written down today. */
const OLDEST_DAYS = 366

/** By whose clocks the days of a book begin. */
export const zoneOf = (app: App, recipient: RecipientRecord): string =>
  ruleFor(recipient, app.now())?.zone ?? app.movement.current.timeZone

type Reading = {
  recipient: RecipientRecord
  mode: InHandMode
  came: Date
  /** Givers signed what the law wants declared. */
  signed: boolean
  locale: Locale
}

/** The moment of a day that was typed; today is now. Throws Invalid for a day to come or long gone. */
export function cameOn(app: App, zone: string, typed: string | undefined): { came_on: string; came: Date } {
  const today = clockIn(zone, app.now()).day
  const day = typed ?? today
  if (!isDay(day) || day > today || day < addDays(today, -OLDEST_DAYS)) throw new Invalid({ came_on: 'sheets.day-wrong' })
  return { came_on: day, came: day === today ? app.now() : momentIn(zone, day, '12:00')! }
}

/** Rows that can be read, and what is wrong in those that cannot. */
export function readRows(app: App, sheet: TypedSheet, reading: Reading): { rows: ReadRow[]; wrong: Wrong } {
  const read = rowsOf(sheet).map(({ key, row }) => readRow(app, { key, row, reading }))
  return {
    rows: read.flatMap((one) => ('row' in one ? [one.row] : [])),
    wrong: Object.assign({}, ...read.map((one) => ('wrong' in one ? one.wrong : {}))) as Wrong,
  }
}

type Row = { key: RowKey; row: TypedRow; reading: Reading }

function readRow(app: App, { key, row, reading }: Row): { row: ReadRow } | { wrong: Wrong } {
  const cheque = reading.mode === 'cheque' ? chequeIn(row.cheque) : null
  const amount = row.amount === undefined ? null : readAmount(row.amount, reading.recipient.currency, reading.locale)
  const wrong: Wrong = {
    ...(cheque === undefined ? at(key, 'cheque', 'sheets.cheque-wrong') : {}),
    ...(amount && 'problem' in amount ? at(key, 'amount', amount.problem) : {}),
  }
  const sum = amount && 'amount' in amount ? amount.amount : null
  if (isPromised(row)) {
    const promised = numberIn(row.reference!)
    if (promised === undefined) return { wrong: { ...wrong, ...at(key, 'reference', 'sheets.reference-wrong') } }
    return Object.keys(wrong).length > 0 ? { wrong } : { row: { key, cheque: cheque ?? null, promised, amount: sum } }
  }
  const lacking = missingIn(row).map((field) => at(key, field, 'form.required'))
  const all: Wrong = Object.assign(
    {},
    wrong,
    ...(amount ? [] : [at(key, 'amount', 'form.required')]),
    ...lacking,
    codesIn(key, row),
  )
  if (Object.keys(all).length > 0 || sum === null) return { wrong: all }
  return { row: { key, cheque: cheque ?? null, promised: undefined, offer: offerOf(app, { row, reading, amount: sum }) } }
}

/** The longest name that a donor has here. */
const LONGEST = 60

/** Names are no longer than that, countries are written as ISO 3166-1 has them, and a mailbox is one. */
function codesIn(key: RowKey, row: TypedRow): Wrong {
  const isLong = (field: 'given_name' | 'family_name') => (row[field] ?? '').length > LONGEST
  const isCode = (text: string | undefined) => text === undefined || /^[A-Za-z]{2}$/.test(text)
  return {
    ...(isLong('given_name') ? at(key, 'given_name', 'form.too-long') : {}),
    ...(isLong('family_name') ? at(key, 'family_name', 'form.too-long') : {}),
    ...(isCode(row.country) ? {} : at(key, 'country', 'sheets.code-wrong')),
    ...(isCode(row.nationality) ? {} : at(key, 'nationality', 'sheets.code-wrong')),
    ...(row.email === undefined || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(row.email) ? {} : at(key, 'email', 'form.format.email')),
  }
}

function offerOf(app: App, { row, reading, amount }: { row: TypedRow; reading: Reading; amount: number }): InHand {
  const { recipient, mode, came, signed, locale } = reading
  const { given_name = '', family_name = '', street = '', postal_code = '', town = '' } = row
  const [country, nationality] = [row.country!.toUpperCase(), row.nationality!.toUpperCase()]
  const declarations = needsOf(recipient, { amount, at: came, nationality })?.declarations ?? []
  const email = row.email ? normaliseEmail(row.email) : null
  // Who has no mailbox is known again by name and place.
  const known = email ?? `paper ${normalise(`${given_name} ${family_name} ${postal_code}`)}`
  return {
    recipient,
    amount,
    mode,
    came,
    email,
    mailbox_hash: mailboxHashOf(app)(known),
    given_name,
    family_name,
    told: {
      fields: { street, postal_code, town, country, nationality },
      declarations: signed ? declarations.map(({ key }) => key) : [],
      adult: signed,
    },
    locale,
    proved: true,
    description: '',
  }
}
