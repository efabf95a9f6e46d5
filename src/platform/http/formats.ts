import { getCountries } from 'libphonenumber-js'

const COUNTRIES = new Set<string>(getCountries())

/**
 * Formats that shapes may name. Each refuses control characters: they have no place in a line of text, and CR LF would
 * end a mail header. PostgreSQL takes no NUL at all.
 */
export const formats = {
  /** An address as the HTML standard defines it, with a dot in its domain: what a browser's own field would take. */
  email:
    /^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?$/,
  /** One line that a person wrote: whole characters, no control character, no override of the writing direction (Unicode TR36 §3.1). */
  line: (text: string) =>
    text.isWellFormed() && !/[\p{Cc}\u2028\u2029\u202A-\u202E\u2066-\u2069]/u.test(text) && text.trim() !== '',
  /** Several lines that a person wrote. */
  text: (text: string) => text.isWellFormed() && !/[^\P{Cc}\t\n\r]/u.test(text),
  /** A name: a line that holds no address of a page, which is what those who sign for advertisement write there. */
  name: (text: string) => formats.line(text) && /[\p{L}\p{N}]/u.test(text) && !/[/<>]|www\./i.test(text),
  'postal-code': /^[\p{L}\p{N}][\p{L}\p{N} -]{1,11}$/u,
  /** RFC 9562, in lower or upper case. */
  uuid: /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i,
  /** ISO 3166-1: a country that can be telephoned. */
  country: (text: string) => COUNTRIES.has(text),
  phone: /^[+\d][\d\s().\-/]{3,30}$/,
} as const
