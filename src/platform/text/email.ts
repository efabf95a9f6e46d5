import { domainToASCII } from 'node:url'
import { plain } from './plain.ts'

/** A part of a local part, ASCII or not (RFC 6531 §3.3): no space, and none of the marks that only a quoted one may hold. */
const LOCAL = /^[^\s"(),:;<>@[\\\]]{1,64}$/u
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/
/** RFC 5321 §4.5.3.1.3: 256 octets with the angle brackets. */
const LONGEST = 254
/** What stands around an address is short; longer is none, and is not looked through. */
const LONGEST_TYPED = 1_000

/**
 * The one spelling of a mailbox, however it is typed: between angle brackets, after a name, with dots at its end, invisible characters,
 * capitals, full-width letters, its domain in any script or in Punycode (UTS 46, as `node:url` has it). Two spellings that are the same are
 * the same mailbox; undefined when it is none. What a host makes of a `+tag` or of dots is the host's own business.
 */
export function spellEmail(typed: string): string | undefined {
  if (typed.length > LONGEST_TYPED) return undefined
  const text = bare(plain(typed).toLowerCase().normalize('NFC'))
  const at = text.lastIndexOf('@')
  const local = text.slice(0, Math.max(at, 0)).replace(/^"([^"\\]+)"$/, '$1')
  const domain = domainToASCII(text.slice(at + 1).replace(/\.+$/, ''))
  const labels = domain.split('.')
  if (!LOCAL.test(local) || labels.length < 2 || !labels.every((label) => LABEL.test(label))) return undefined
  const email = `${local}@${domain}`
  return email.length > LONGEST ? undefined : email
}

/** The same of what is known to be an address. What is none is left as it is, but for its ends and its capitals. */
export function normaliseEmail(email: string): string {
  return spellEmail(email) ?? email.trim().toLowerCase()
}

/** An address without what may stand around it: `"Zoé" <a@b>`, `mailto:a@b?subject=x`, `a@b.`, `(a@b);`. */
function bare(text: string): string {
  const inner = /<([^<>]*)>[^<>]*$/.exec(text)?.[1] ?? text
  return inner
    .trim()
    .replace(/^mailto:([^?]*).*$/s, '$1')
    .replace(/^[\s'(<]+|[\s').,;:>]+$/g, '')
}
