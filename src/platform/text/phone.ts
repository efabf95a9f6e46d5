import { type CountryCode, parsePhoneNumberFromString, type PhoneNumber } from 'libphonenumber-js/max'
import { plainDigits } from './plain.ts'

/**
 * Whoever telephones within one of these dials ten digits, as in mainland France; from abroad, some of them have codes of their own before
 * the last nine. Where a form supposes somebody says nothing of which of them a number is of.
 */
const FRENCH = new Set<string | undefined>(['FR', 'GP', 'BL', 'MF', 'MQ', 'GF', 'RE', 'YT', 'PM'])

/**
 * Which numbers of the French plan have which code in the world (ARCEP, decision 2018-0881; ITU-T E.164), with those of 0709 as
 * libphonenumber has them in its metadata of 1.13.16. Its full set takes some of them for mainland numbers as well: +33 269, +33 508.
 */
const OVERSEAS: [RegExp, code: string][] = [
  [/^(?:590|690|691|7090)/, '590'],
  [/^(?:594|694|7093[0-3])/, '594'],
  [/^(?:596|696|697|7091)/, '596'],
  [/^(?:262|263|269|639|692|693|7092|7093[5-7])/, '262'],
]

/**
 * The one spelling of a telephone number, E.164, however it is typed; undefined when it is none that can be called. `country`: whose
 * numbers are meant where none is said. It need not end up in a country: those of satellites and of networks are in none.
 */
export function normalisePhone(typed: string, country: string): string | undefined {
  // As far as the library itself reads.
  if (typed.length > 250) return undefined
  const text = plainDigits(typed).trim()
  // A country that the library does not know is none to it.
  const parsed = parsePhoneNumberFromString(text, country as CountryCode)
  if (!parsed) return undefined
  const international = /^(?:tel:)?\s*(?:\+|00)/.test(text)
  const number = isOfFrenchPlan(parsed, international) ? parsePhoneNumberFromString(inTheWorld(parsed.nationalNumber)) : parsed
  return number?.isValid() ? number.number : undefined
}

/** Whether its nine digits say where it is, rather than the code that it came or was given with. */
function isOfFrenchPlan(parsed: PhoneNumber, international: boolean): boolean {
  return parsed.countryCallingCode === '33' || (!international && FRENCH.has(parsed.country) && !parsed.isValid())
}

/** A number of nine digits, as it is dialled from abroad. Those of Saint-Pierre-et-Miquelon are six behind their code. */
function inTheWorld(national: string): string {
  if (national.startsWith('508')) return `+${national}`
  return `+${OVERSEAS.find(([begins]) => begins.test(national))?.[1] ?? '33'}${national}`
}

/** How an overseas number was kept before it was known for one: lists of those to be left alone still hold hashes of it. */
export function formerSpelling(phone: string): string | undefined {
  const [, national] = /^\+(?:590|594|596|262)(\d{9})$/.exec(phone) ?? []
  return national ? `+33${national}` : /^\+508\d{6}$/.test(phone) ? `+33${phone.slice(1)}` : undefined
}
