import { getCountries } from 'libphonenumber-js/max'
import { isLocale, type Locale } from '#platform/i18n/locales'
import { readCell } from '#platform/csv'
import { type DayOrder, readDay } from '#platform/text/day'
import { normaliseName } from '#platform/text/names'
import type { Gazetteer } from '#territories'
import { type Incoming, placeOf, readPoint, type Wish } from '../bringing/index.ts'
import { cellReader, type Field, type FieldName, FIELDS } from '../fields/index.ts'
import { pointKindsOf, type Purpose } from '../ledger/index.ts'
import { customKey, isForbidden, saysNo, saysYes } from './targets.ts'
import { readAnswer, saysLeft } from './answers.ts'
import type { Mapping, Said } from './tables.ts'
/** A row that can be brought in, and what of it could not be read; or why it cannot. */
export type Reading = { row: Incoming; unread: string | undefined } | { refused: string }
export type Reader = (cells: string[], line: number) => Reading

type Table = { header: string[]; name: string; mapping: Mapping; said: Said; purposes: Purpose[] }

/** Where the cells of each target stand. */
type Places = { at(target: string): number[]; of(prefix: string): { key: string; at: number }[]; column(name: string): number }

/** Reads the rows of a table: cells by what their columns become. */
export function readerFor({ header, name, mapping, said, purposes }: Table, gazetteer: Gazetteer): Reader {
  const places = placesOf(header, mapping)
  const placed = placing(gazetteer)
  const fieldsOf = cellReader(said.dates)
  // A Mailchimp zip says by the name of its files who must be left alone.
  const left = /unsubscribed/i.test(name)
  const cleaned = /cleaned/i.test(name)
  return (cells, line) => {
    const text = (at: number | undefined) => (at === undefined ? '' : readCell(cells[at] ?? '').trim())
    const first = (target: string) =>
      places
        .at(target)
        .map(text)
        .find((one) => one !== '') ?? ''
    const country = countryOf(first('country')) ?? said.country
    const points = pointsOf({ places, text }, { country, cleaned })
    const names = namesOf(first)
    const [foreign] = places.of('id').map(({ key, at }) => ({ system: key, value: text(at) }))
    if (points.wrong && points.emails.length + points.phones.length === 0) return { refused: points.wrong }
    if (!names.given_name && !names.family_name && points.emails.length + points.phones.length === 0)
      return { refused: 'imports.row.empty' }
    const where = placed(first, country)
    const fields = fieldsOf(first)
    const row: Incoming = {
      line,
      foreign: foreign && foreign.value !== '' ? foreign : null,
      ...names,
      emails: points.emails,
      phones: points.phones,
      locale: localeOf(first('locale')),
      ...fields.row,
      country,
      ...where,
      tags: places.at('tags').flatMap((at) => tagsIn(text(at))),
      custom: Object.fromEntries(
        places
          .of('custom')
          .map(({ key, at }) => [customKey(key), text(at)] as const)
          .filter(([, value]) => value !== ''),
      ),
      note: first('note') || null,
      wishes: wishesOf({ places, text }, { said, purposes, left }),
      consented_at: timeOf(first('consented_at'), said.dates),
    }
    return {
      row,
      unread: points.wrong ? `${points.wrong}-unread` : unreadOf(fields.unread[0]),
    }
  }
}

/** What is said of a row in which a field could not be read. */
function unreadOf(name: FieldName | undefined): string | undefined {
  const field: Field | undefined = name && FIELDS[name]
  return field && (field.unread ?? 'imports.row.field-unread')
}

function placesOf(header: string[], mapping: Mapping): Places {
  const at = new Map<string, number[]>()
  header.forEach((column, index) => {
    const target = isForbidden(column) ? 'ignore' : (mapping[column] ?? 'ignore')
    at.set(target, [...(at.get(target) ?? []), index])
  })
  const keyed = [...at].filter(([target]) => target.includes(':'))
  const columns = new Map(header.map((column, index) => [column.trim().toLowerCase(), index]))
  return {
    at: (target) => at.get(target) ?? [],
    of: (prefix) =>
      keyed
        .filter(([target]) => target.startsWith(`${prefix}:`))
        .flatMap(([target, indexes]) => indexes.map((index) => ({ key: target.slice(prefix.length + 1), at: index }))),
    column: (name) => columns.get(name.toLowerCase()) ?? -1,
  }
}

type Text = (at: number | undefined) => string
type First = (target: string) => string

/** The cells of a row, and where those of each target stand. */
type Cells = { places: Places; text: Text }

function namesOf(first: First): { given_name: string; family_name: string | null } {
  const middle = first('middle_name')
  const given = [first('given_name'), middle].filter(Boolean).join(' ')
  const family = first('family_name')
  if (given || family) return { given_name: clean(given), family_name: clean(family) || null }
  const [one = '', ...rest] = clean(first('full_name')).split(' ')
  return { given_name: one, family_name: rest.join(' ') || null }
}

/** A name as it is kept, without what would be an address or a tag of a page. */
const clean = (name: string) => normaliseName(name.replace(/[<>\p{Cc}]/gu, '')).slice(0, 80)

function pointsOf({ places, text }: Cells, { country, cleaned }: { country: string; cleaned: boolean }) {
  const bad = new Set(
    [...places.of('email-bad'), ...places.of('phone-bad')]
      .filter(({ at }) => isYes(text(at)) || isBadStatus(text(at)))
      .map(({ key }) => places.column(key)),
  )
  const bouncing = places.at('status').some((at) => isBouncing(text(at)))
  const emails: Incoming['emails'] = []
  const phones: Incoming['phones'] = []
  let wrong: string | undefined
  for (const at of places.at('email')) {
    const typed = text(at)
    if (typed === '') continue
    const point = readPoint(typed, country)
    if (point?.kind !== 'email') wrong = 'imports.row.email'
    else if (!emails.some(({ value }) => value === point.value))
      emails.push({ value: point.value, quality: bouncing || cleaned ? 'bouncing' : bad.has(at) ? 'bad' : 'unknown' })
  }
  for (const at of places.at('phone')) {
    const typed = text(at)
    if (typed === '' || typed.includes('@')) continue
    const point = readPoint(typed, country)
    if (!point) wrong ??= 'imports.row.phone'
    else if (!phones.some(({ value }) => value === point.value))
      phones.push({ value: point.value, quality: bad.has(at) ? 'bad' : 'unknown' })
  }
  return { emails, phones, wrong }
}

type Saying = { said: Said; purposes: Purpose[]; left: boolean }

/**
 * What a row says of each purpose. Any sign of a no wins, in whatever column; a yes is a value that says so in the column that means it, or, of a file
 * without such a column, what was said of all of it. A status, and a file of those who left, speak of mail; a yes of theirs is to what may be said of
 * whole files.
 */
function wishesOf({ places, text }: Cells, { said, purposes, left }: Saying): Record<string, Wish> {
  const any = (target: string, test: (cell: string) => boolean) => places.at(target).some((at) => test(text(at)))
  const alone = any('no-contact', isSet)
  const wishOf = (purpose: Purpose): Wish => {
    const [yes, how] = [saysYes(purpose), said.says[purpose.key] ?? 'none']
    const byMail = pointKindsOf(purpose).includes('email')
    if (alone || any(saysNo(purpose), isSet) || any(yes, isNo) || (byMail && (left || any('status', saysLeft))))
      return 'withdrawn'
    if (how === 'all' && places.at(yes).length === 0) return 'given'
    const agreed = any(yes, isYes) || (purpose.ofWholeFiles && any('status', isSubscribed))
    return how !== 'none' && agreed ? 'given' : null
  }
  return Object.fromEntries(purposes.map((purpose) => [purpose.key, wishOf(purpose)]))
}

const isYes = (cell: string) => readAnswer(cell) === 'yes'
const isNo = (cell: string) => readAnswer(cell) === 'no'
/** A mark in a column that means a no counts, whatever it is, unless it says that there is none: «false», and not «unsubscribed». */
const isSet = (cell: string) => readAnswer(cell) !== 'blank' && (saysLeft(cell) || !isNo(cell))
const isSubscribed = (cell: string) => /^subscribed$|^opted.?in$/i.test(cell)
const isBouncing = (cell: string) => /bounc/i.test(cell)
const isBadStatus = (cell: string) => /on hold|bounce/i.test(cell)

type Where = Pick<Incoming, 'postal_code' | 'place_id' | 'town' | 'department_id'>

/** Most towns that are remembered: more than any country has. */
const MOST_TOWNS = 50_000

/** Tells where somebody lives. A town of thousands is looked up once. */
function placing(gazetteer: Gazetteer): (first: First, country: string) => Where {
  const known = new Map<string, Where>()
  return (first, country) => {
    const [code, town] = [first('postal_code').slice(0, 12), first('town').slice(0, 100)]
    const name = JSON.stringify([country, code, town])
    const where = known.get(name) ?? placeFor({ country, code, town }, gazetteer)
    if (known.size >= MOST_TOWNS) known.clear()
    known.set(name, where)
    return where
  }
}

/** Countries of the gazetteer whose postal codes all have five digits. */
const FIVE_DIGITS = new Set(['DE', 'ES', 'FR', 'IT', 'US'])

function placeFor({ country, code, town }: { country: string; code: string; town: string }, gazetteer: Gazetteer): Where {
  // A spreadsheet that took a postal code for a number lost its first zero.
  const postal_code = (FIVE_DIGITS.has(country) && /^\d{4}$/.test(code) ? `0${code}` : code) || null
  const where = placeOf({ country, postal_code, town: town || undefined }, gazetteer)
  const department_id = where.place_id ? (gazetteer.find(where.place_id)?.department_id ?? null) : null
  return { postal_code, ...where, department_id }
}

const COUNTRIES = new Set<string>(getCountries())
const COUNTRY_NAMES = new Map(
  ['fr', 'en', 'es'].flatMap((locale) => {
    const names = new Intl.DisplayNames(locale, { type: 'region' })
    return getCountries().map((code) => [names.of(code)!.toLowerCase(), code as string] as const)
  }),
)

function countryOf(text: string): string | undefined {
  const code = text.toUpperCase()
  return COUNTRIES.has(code) ? code : COUNTRY_NAMES.get(text.toLowerCase())
}

function localeOf(text: string): Locale | null {
  const code = text.slice(0, 2).toLowerCase()
  return isLocale(code) ? code : null
}

/** A moment; times without a zone are read as UTC, as Mailchimp writes them. */
function timeOf(text: string, dates: DayOrder): Date | null {
  const day = readDay(text, dates)
  if (!day) return null
  const time = /\d{2}:\d{2}(:\d{2})?/.exec(text)?.[0] ?? '00:00'
  return new Date(`${day}T${time}Z`)
}

function tagsIn(text: string): string[] {
  return text
    .split(text.includes(' / ') ? ' / ' : /[,;|]/)
    .map((tag) => tag.replace(/^["'\s]+|["'\s]+$/g, '').slice(0, 60))
    .filter(Boolean)
}
