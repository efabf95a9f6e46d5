import { isLocale, type Locale } from '#platform/i18n/locales'
import { readCell } from '#platform/csv'
import { type DayOrder, readDay } from '#platform/text/day'
import { normaliseName } from '#platform/text/names'
import type { Gazetteer } from '#territories'
import { type Incoming, placeOf, type Wish } from '../bringing/index.ts'
import { cellReader, type Field, type FieldName, FIELDS } from '../fields/index.ts'
import { pointKindsOf, type Purpose } from '../ledger/index.ts'
import type { AnswerCounts } from './counting.ts'
import { countryIn } from './countries.ts'
import { flagsOf, type Meaning, type Told } from './flags.ts'
import { isChild } from './minors.ts'
import { partName } from './names.ts'
import { type Cells, type First, placesOf } from './places.ts'
import { pointsOf } from './reached.ts'
import { crossSaysYes, customKey, saysYes } from './targets.ts'
import { stateOf } from './states.ts'
import type { Mapping, Said } from './said.ts'

/** A row that can be brought in, and what of it could not be read; or why it cannot. */
export type Reading = { row: Incoming; unread: string | undefined } | { refused: string }
export type Reader = (cells: string[], line: number) => Reading

/** What reads places. */
type Reads = Pick<Gazetteer, 'understand'>

/** `today`: the day (YYYY-MM-DD) that it is where the movement is at home. `answers`: counts what cells say, where somebody will read it. */
type Table = {
  header: string[]
  name: string
  mapping: Mapping
  said: Said
  purposes: Purpose[]
  today: string
  answers?: AnswerCounts | undefined
}

/** Reads the rows of a table: cells by what their columns become. */
export function readerFor(table: Table, gazetteer: Reads): Reader {
  const { header, name, mapping, said, purposes, today, answers } = table
  const places = placesOf(header, mapping)
  const flags = flagsOf(header, mapping)
  const placed = placing(gazetteer)
  const fieldsOf = cellReader(said.dates)
  const state = stateOf(name)
  answers?.expect(flags)
  return (cells, line) => {
    const text = (at: number | undefined) => (at === undefined ? '' : readCell(cells[at] ?? '').trim())
    const first: First = (target) =>
      places
        .at(target)
        .map(text)
        .find((one) => one !== '') ?? ''
    const { country, unknown } = countryOf({ places, text }, said)
    const told = flags.map((flag) => flag.read(text(flag.at)))
    if (answers) flags.forEach((flag, at) => answers.see(flag, text(flag.at), told[at]!))
    const { wrong, ...points } = pointsOf(
      { places, text },
      { country: unknown ? '' : country, told, cleaned: state === 'cleaned' },
    )
    const names = namesOf(first)
    const fields = fieldsOf(first)
    const surplus = cells.slice(header.length).some((cell) => cell.trim() !== '')
    const refused = refusedFor({ wrong, reached: points.emails.length + points.phones.length > 0, names })
    if (refused) return { refused: surplus ? SURPLUS.why : refused }
    const barred = barOf(told, { born_on: fields.row.born_on, country, today }) ?? (surplus ? SURPLUS : undefined)
    const consent = consentOf(first, said, today)
    const row: Incoming = {
      line,
      foreign: foreignOf({ places, text }),
      ...names,
      ...points,
      locale: localeOf(first('locale')),
      ...fields.row,
      ...(unknown ? whereTyped(first, country) : placed(first, country, consent.consented_at)),
      tags: [
        ...places.at('tags').flatMap((at) => tagsIn(text(at))),
        ...places.at('tags:|').flatMap((at) => text(at).split('|').filter(Boolean)),
      ],
      custom: customOf({ places, text }),
      note: first('note') || null,
      wishes: wishesOf(told, {
        said,
        purposes,
        state,
        proven: consent.consented_at !== null && consent.consent_wording !== null,
      }),
      ...consent,
      ...(barred ? { barred } : {}),
    }
    return { row, unread: unreadOf({ unknown, wrong, field: fields.unread[0] }) }
  }
}

type Least = { wrong: string | undefined; reached: boolean; names: ReturnType<typeof namesOf> }

/** A row with more cells than columns was cut in the wrong place: its cells may stand under each other's names. What it refuses counts all the same. */
const SURPLUS = { why: 'reading.row.surplus', binds: 'mailbox' } as const

/** Where somebody is, by the first of the columns that says it; `unknown`: what stands there is no country that we know, and none is supposed. */
function countryOf({ places, text }: Cells, said: Said): { country: string; unknown: boolean } {
  const typed = places.at('country').map(text).filter(Boolean)
  const country = typed.map(countryIn).find((one) => one !== undefined)
  return { country: country ?? said.country, unknown: typed.length > 0 && country === undefined }
}

/** Why a row says too little of anybody. */
function refusedFor({ wrong, reached, names }: Least): string | undefined {
  if (wrong && !reached) return wrong
  return !names.given_name && !names.family_name && !reached ? 'reading.row.empty' : undefined
}

function foreignOf({ places, text }: Cells): Incoming['foreign'] {
  const [foreign] = places.of('id').map(({ key, at }) => ({ system: key, value: text(at) }))
  return foreign && foreign.value !== '' ? foreign : null
}

const customOf = ({ places, text }: Cells): Incoming['custom'] =>
  Object.fromEntries(
    places
      .of('custom')
      .map(({ key, at }) => [customKey(key), text(at)] as const)
      .filter(([, value]) => value !== ''),
  )

/** When somebody agreed, and to which words, by the row itself or by what is said of the file. Nobody agreed tomorrow: such a day is a mistake, and proves nothing. */
function consentOf(first: First, said: Said, today: string): Pick<Incoming, 'consented_at' | 'consent_wording'> {
  const moment = timeOf(first('consented_at') || (said.agreed_on ?? ''), said.dates)
  return {
    consented_at: moment && moment.toISOString().slice(0, 10) <= today ? moment : null,
    consent_wording: first('consent_wording') || said.wording || null,
  }
}

const says = (told: Told, meaning: Meaning) => told.meaning === meaning

const BARS = ['deceased', 'binned', 'organisation', 'minor'] as const

/** Why somebody is not brought in, as the row says or by her age. Who reads the mailbox of one who died has refused nothing. */
function barOf(
  told: Told[],
  { born_on, ...here }: { born_on: string | null; country: string; today: string },
): Incoming['barred'] {
  const bar = BARS.find((one) => told.some((cell) => says(cell, one))) ?? barByAge(born_on, here)
  return bar && { why: `reading.row.${bar}`, binds: bar === 'deceased' ? 'nobody' : 'mailbox' }
}

/** Of a birth that cannot be, and of a child; what such a row refuses counts all the same. */
function barByAge(born_on: string | null, here: { country: string; today: string }): 'born-later' | 'minor' | undefined {
  if (born_on === null) return undefined
  if (born_on > here.today) return 'born-later'
  return isChild(born_on, here) ? 'minor' : undefined
}

type Unread = { unknown: boolean; wrong: string | undefined; field: FieldName | undefined }

/** What is said of a row in which something could not be read: the country first, since numbers and towns are read by it. */
function unreadOf({ unknown, wrong, field }: Unread): string | undefined {
  if (unknown) return 'reading.row.country-unread'
  if (wrong) return `${wrong}-unread`
  const known: Field | undefined = field && FIELDS[field]
  return known && (known.unread ?? 'reading.row.field-unread')
}

function namesOf(first: First): { given_name: string; family_name: string | null } {
  const middle = first('middle_name')
  const given = [first('given_name'), middle].filter(Boolean).join(' ')
  const family = first('family_name')
  if (given || family) return { given_name: clean(given), family_name: clean(family) || null }
  const [backwards, forwards] = [clean(first('full_name:family-first')), clean(first('full_name:given-first'))]
  const parts = partName(backwards || forwards, backwards ? 'family-first' : 'given-first')
  return { given_name: parts.given, family_name: parts.family || null }
}

/** A name as it is kept, without what would be an address or a tag of a page. */
const clean = (name: string) => normaliseName(name.replace(/[<>\p{Cc}]/gu, '')).slice(0, 80)

type Saying = { said: Said; purposes: Purpose[]; state: ReturnType<typeof stateOf>; proven: boolean }

/**
 * What a row says of each purpose. Any sign of a no wins, in whatever column; a yes is a value that says so in the column that means it, and a consent only
 * where it is known when, and to which words, she said it (GDPR art. 7(1)). The state of a subscription, in a column or by the name of the file, speaks of
 * letters.
 */
function wishesOf(told: Told[], { said, purposes, state, proven }: Saying): Record<string, Wish> {
  const dead = told.some((one) => says(one, 'deceased'))
  const wishOf = (purpose: Purpose): Wish => {
    const left = state === 'unsubscribed' && pointKindsOf(purpose).includes('email')
    if (dead || left || told.some((one) => one.refuses(purpose))) return 'withdrawn'
    if ((said.says[purpose.key] ?? 'none') === 'none') return null
    const subscribed = purpose.ofSubscriptions && (state === 'subscribed' || told.some((one) => tells(one, 'status')))
    const agreed = told.some((one) => tells(one, saysYes(purpose)) || tells(one, crossSaysYes(purpose)))
    if (!subscribed && !agreed) return null
    return proven ? 'given' : 'unproved'
  }
  return Object.fromEntries(purposes.map((purpose) => [purpose.key, wishOf(purpose)]))
}

const tells = (one: Told, target: string) => one.target === target && says(one, 'yes')

type Where = Pick<Incoming, 'country' | 'postal_code' | 'place_id' | 'town' | 'department_id'>

/** Most towns that are remembered: more than any country has. */
const MOST_TOWNS = 50_000

/** Tells where somebody lives, or lived when the row was written. A town of thousands is looked up once. */
function placing(gazetteer: Reads): (first: First, country: string, at: Date | null) => Where {
  const known = new Map<string, Where>()
  return (first, country, at) => {
    const [code, town] = [first('postal_code').slice(0, 40), first('town').slice(0, 100)]
    const on = at && at.toISOString().slice(0, 10)
    const name = JSON.stringify([country, code, town, on])
    const where = known.get(name) ?? placeFor({ country, postal_code: code, town, on }, gazetteer)
    if (known.size >= MOST_TOWNS) known.clear()
    known.set(name, where)
    return where
  }
}

/** Of a country that nobody knows no town is looked up: it is kept as it was typed, and listed to be settled. */
const whereTyped = (first: First, country: string): Where => ({
  country,
  postal_code: first('postal_code').slice(0, 12) || null,
  place_id: null,
  town: first('town').slice(0, 100) || null,
  department_id: null,
})

function placeFor(typed: Parameters<typeof placeOf>[0], gazetteer: Reads): Where {
  const where = placeOf(typed, gazetteer)
  return { ...where, postal_code: where.postal_code && where.postal_code.slice(0, 12) }
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
