import { normalise } from '#platform/text/normalise'
import type { AreaId } from './tables.ts'

/**
 * Where somebody lives, as it was typed. `on` (YYYY-MM-DD): when, where that is known. `byHand`: she typed it herself, so that four digits are a code of a
 * neighbouring country rather than a French one whose zero a spreadsheet took.
 */
export type Typed = { country: AreaId; postal_code?: string | null; town?: string | null; on?: string | null; byHand?: boolean }

/** The same, with each part in its form. `short`: digits that may have lost their first zero, as they stood. `area`: what stood behind the name, in brackets. */
export type Parts = {
  country: AreaId
  code: string | null
  short: string | null
  name: string
  area: string
  department: AreaId | null
}

/** French land with a country code of its own (ISO 3166-1), and its department or collectivity. */
const OVERSEAS: Record<string, AreaId> = {
  BL: 'FR-977',
  GF: 'FR-973',
  GP: 'FR-971',
  MF: 'FR-978',
  MQ: 'FR-972',
  NC: 'FR-988',
  PF: 'FR-987',
  PM: 'FR-975',
  RE: 'FR-974',
  WF: 'FR-986',
  YT: 'FR-976',
}

/** Digits of a postal code, where it has nothing else. */
const DIGITS: Record<AreaId, number> = { BE: 4, CH: 4, DE: 5, ES: 5, FR: 5, IT: 5, LU: 4, US: 5 }

/** What stands before a code on an envelope from abroad: the letters of cars, or those of ISO 3166-1. */
const BEFORE: Record<string, AreaId> = { B: 'BE', D: 'DE', E: 'ES', F: 'FR', I: 'IT', L: 'LU' }

/** Reads what was typed into its parts: a code and a name may stand in each other's place. */
export function partsOf({ country, postal_code, town, byHand = false }: Typed): Parts {
  const inCode = codeIn(postal_code ?? '', OVERSEAS[country] ? 'FR' : country, byHand)
  const inName = splitName(town ?? '')
  const other = inName.code && !inCode.code ? codeIn(inName.code, inCode.country, byHand) : undefined
  const { code, short, country: said } = other ?? inCode
  const { name, area } = inName.name === '' ? splitName(inCode.rest) : inName
  return { country: said, code, short, name, area, department: said === 'FR' ? (OVERSEAS[country] ?? null) : null }
}

/** Spaces of all kinds, and what a spreadsheet puts before digits to keep them text. */
const clean = (text: string) => text.replace(/[\s'’]+/gu, ' ').trim()

type Code = { country: AreaId; code: string | null; short: string | null; rest: string }

/** A code with its country: `F-69003`, `69 003`, `69003.0`, `1000` for `01000`. `rest`: words that stood beside it. */
function codeIn(typed: string, country: AreaId, byHand: boolean): Code {
  const text = clean(typed)
  if (text === '') return { country, code: null, short: null, rest: '' }
  const before = /^([A-Z]{1,2})[\s-]*(?=\d)/i.exec(text)
  const said = before && lettersOf(before[1]!.toUpperCase())
  const [, digits = '', rest = ''] =
    /^(\d[\d ]*\d)(?:[.,]0+)?(?:-\d{4})?\b\s*(.*)$/.exec(said ? text.slice(before[0].length) : text) ?? []
  const number = digits.replaceAll(' ', '')
  for (const one of said ? [said, country] : [country]) {
    const length = DIGITS[one]
    if (length && number.length === length) return { country: one, code: number, short: null, rest }
    if (!byHand && length === 5 && number.length === 4) return { country: one, code: `0${number}`, short: number, rest }
  }
  return { country, code: text.toUpperCase(), short: null, rest: '' }
}

const lettersOf = (letters: string): AreaId | undefined => BEFORE[letters] ?? (letters in DIGITS ? letters : undefined)

/** «LYON CEDEX 03», «69003 Lyon», «Saint-Denis (93)»: the name, and what stood beside it. */
function splitName(typed: string): { name: string; code: string | null; area: string } {
  const text = clean(typed).replace(/\bcedex\b.*$/i, '')
  const code = /(?:^|\s)((?:[a-z]{1,2}-)?\d{2} ?\d{3})(?=\s|$)/i.exec(text)
  const name = (code ? text.replace(code[0], ' ') : text).trim()
  const area = /[(,]([^(,)]+)\)?$/.exec(name)
  return { name, code: code?.[1] ?? null, area: area ? area[1]!.trim() : '' }
}

/** The name without what stood behind it. */
export const withoutArea = (name: string) => name.replace(/\s*[(,][^(,)]+\)?$/, '')

const ROMAN = [
  'i',
  'ii',
  'iii',
  'iv',
  'v',
  'vi',
  'vii',
  'viii',
  'ix',
  'x',
  'xi',
  'xii',
  'xiii',
  'xiv',
  'xv',
  'xvi',
  'xvii',
  'xviii',
  'xix',
  'xx',
]
const DISTRICT = /^(?<town>[a-z ]+?) (?:0?(?<n>\d{1,2})|(?<roman>[ivx]+?)) ?(?:er|ere|e|eme|ieme|nd|nde)?(?: arr[a-z]*)?$/

/** «Paris XIe», «Lyon 3ème arrdt», «Marseille 08»: as the file of aliases calls a district; and any other name as it is compared. */
export function comparable(name: string): string {
  const plain = normalise(name)
  const { town, n, roman } = DISTRICT.exec(plain)?.groups ?? {}
  const number = n ? Number(n) : ROMAN.indexOf(roman ?? '') + 1
  return town && number > 0 ? `${town} ${number}` : plain
}
