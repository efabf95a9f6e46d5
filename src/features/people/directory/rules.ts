import { normalise } from '#platform/text/normalise'
import { normaliseEmail } from '#platform/text/email'
import { normalisePhone } from '#platform/text/phone'

/** What somebody who types into the one search field may mean. */
export type Asked =
  | { kind: 'everybody' }
  | { kind: 'email'; begins: string }
  | { kind: 'phone'; begins: string }
  | { kind: 'tag'; key: string }
  | { kind: 'postal-code'; code: string }
  | { kind: 'name'; words: string[] }

/** Reads what was typed. An address has an @, a number is mostly digits, a tag begins with #; all else is names and towns. */
export function interpret(typed: string, country: string): Asked {
  const text = typed.trim()
  if (text === '') return { kind: 'everybody' }
  if (text.startsWith('#')) return { kind: 'tag', key: normalise(text) }
  if (text.includes('@')) return { kind: 'email', begins: normaliseEmail(text) }
  const digits = text.replace(/[\s().\-/]/g, '')
  if (/^\d{5}$/.test(digits) && /^\d+$/.test(text)) return { kind: 'postal-code', code: digits }
  if (/^\+?\d{4,15}$/.test(digits)) return { kind: 'phone', begins: internationally(digits, country) }
  return { kind: 'name', words: normalise(text).split(' ').filter(Boolean).slice(0, 6) }
}

/** Codes that a number within the country is dialled with: what comes before it abroad, for numbers typed in part. */
const DIALLING: Record<string, string> = { FR: '33', BE: '32', CH: '41', ES: '34', GB: '44', DE: '49', LU: '352', IT: '39' }

/** As numbers are kept, E.164, also when only the beginning was typed. */
function internationally(digits: string, country: string): string {
  const whole = normalisePhone(digits, country)
  if (whole) return whole
  if (digits.startsWith('+')) return digits
  if (digits.startsWith('00')) return `+${digits.slice(2)}`
  // Italians keep the zero.
  return `+${DIALLING[country] ?? ''}${country === 'IT' ? digits : digits.replace(/^0/, '')}`
}

/** The first text after all that begin with `text`, in the order of bytes. */
export function after(text: string): string {
  return `${text}\u{10ffff}`
}
