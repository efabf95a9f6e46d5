import { spellEmail } from '../text/email.ts'
import { plainDigits } from '../text/plain.ts'
import { getCountries } from 'libphonenumber-js/max'

const COUNTRIES = new Set<string>(getCountries())

/**
 * Formats that shapes may name. Each refuses control characters: they have no place in a line of text, and CR LF would
 * end a mail header. PostgreSQL takes no NUL at all.
 */
export const formats = {
  /** An address, however it is spelt; who reads it spells it anew (`normaliseEmail`). */
  email: (text: string) => !/\p{Cc}/u.test(text) && spellEmail(text) !== undefined,
  /** One line that a person wrote: whole characters, no control character, no override of the writing direction (Unicode TR36 §3.1). */
  line: (text: string) =>
    text.isWellFormed() && !/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u.test(text) && text.trim() !== '',
  /** Several lines that a person wrote. */
  text: (text: string) => text.isWellFormed() && !/[^\P{Cc}\t\n\r]/u.test(text),
  /** A name: a line that holds no address of a page, which is what those who sign for advertisement write there. A slash is a letter: «Durand / Martin», «24/7». */
  name: (text: string) =>
    formats.line(text) && /[\p{L}\p{N}]/u.test(text) && !/[<>]|:\/\/|www\.|[\p{L}\p{N}]\.\p{L}{2,}\//iu.test(text),
  /** As people write it: «F-69003», «75015 CEDEX 15», and «69003.0» from a spreadsheet. */
  'postal-code': /^[\p{L}\p{N}][\p{L}\p{N} .-]{1,19}$/u,
  /** RFC 9562, in lower or upper case. */
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  /** ISO 3166-1: a country that can be telephoned. */
  country: (text: string) => COUNTRIES.has(text),
  /** Digits of any script, and what stands between them; whether one can call there says `normalisePhone`. */
  phone: (text: string) => text.length <= 250 && /^(?:tel:)?[+(]{0,2}\d[\d\s().\-/]{2,30}$/.test(plainDigits(text).trim()),
} as const
