import { octetsOf } from './octets.ts'

/** A header's lines are no longer than that (RFC 5322 §2.1.1), an encoded word no longer than this (RFC 2047 §2). */
const LINE = 78
const WORD = 75

const PLAIN = /^[ -~]*$/
/** Characters of a name that need no quotes (RFC 5322 §3.2.3, atoms with spaces between). */
const ATOMS = /^[\w!#$%&'*+\-/=?^`{|}~]+(?: [\w!#$%&'*+\-/=?^`{|}~]+)*$/
/** What an encoded word may hold as it is where a name stands (RFC 2047 §5, rule 3). */
const AS_IS = new Set('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!*+-/')

/** Nothing that ends a header's line, or that nobody sees, gets into one. */
const bare = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()

/** `Subject: …`, folded, with its end. */
export function textHeader(name: string, text: string): string {
  const said = bare(text)
  const isPlain = PLAIN.test(said) && !said.includes('=?') && said.split(' ').every(({ length }) => length < LINE - 2)
  return `${name}: ${isPlain ? foldedWords(said, name.length + 2) : encodedWords(said, name.length + 2)}\r\n`
}

/** `To: "Zoé" <zoe@…>`, folded, with its end. An address that is none throws: it was checked when it came. */
export function mailboxHeader(header: string, { name, address }: { name?: string | null; address: string }): string {
  if (!/^[^\s<>,;:"()[\]\\\p{Cc}]+@[^\s<>,;:"()[\]\\\p{Cc}]+$/u.test(address)) throw new Error('No address')
  const said = bare(name ?? '')
  if (said === '') return `${header}: ${address}\r\n`
  const words = phrase(said, header.length + 2)
  const width = words.length - (words.lastIndexOf('\n') + 1) + (words.includes('\n') ? 0 : header.length + 2)
  return `${header}: ${words}${width + address.length + 3 > LINE ? '\r\n ' : ' '}<${address}>\r\n`
}

function phrase(said: string, used: number): string {
  if (said.includes('=?') || !PLAIN.test(said) || said.length > LINE - used - 2) return encodedWords(said, used)
  return ATOMS.test(said) ? said : `"${said.replace(/["\\]/g, '\\$&')}"`
}

/** Addresses in angle brackets, one a line (RFC 2369). What holds a bracket, a blank or no ASCII throws: it was made by us. */
export function linksHeader(header: string, links: readonly string[]): string {
  for (const link of links) if (!/^[!-;=?-~]+$/.test(link)) throw new Error(`No address for ${header}`)
  return `${header}: ${links.map((link) => `<${link}>`).join(',\r\n ')}\r\n`
}

/** RFC 5322 §3.3. */
export const dateHeader = (date: Date): string => `Date: ${date.toUTCString().replace('GMT', '+0000')}\r\n`

/** Words on as many lines as they need. `used`: what stands on the first already. */
function foldedWords(text: string, used: number): string {
  let written = ''
  let width = used
  for (const word of text.split(/ (?=[^ ])/)) {
    const space = written === '' ? '' : ' '
    const isLong = space !== '' && width + word.length + 1 > LINE
    written += (isLong ? '\r\n' : '') + space + word
    width = (isLong ? 0 : width) + space.length + word.length
  }
  return written
}

const OPENS = '=?UTF-8?Q?'
const CLOSES = '?='

/** RFC 2047, Q, each word whole letters, one a line: whoever reads them joins them without the blanks between. */
function encodedWords(text: string, used: number): string {
  const words: string[] = ['']
  for (const letter of text) {
    const token = letter === ' ' ? '_' : AS_IS.has(letter) ? letter : octetsOf(letter)
    const room = WORD - OPENS.length - CLOSES.length - (words.length === 1 ? used : 1)
    if (words.at(-1)!.length + token.length > room) words.push('')
    words[words.length - 1] += token
  }
  return words.map((word) => OPENS + word + CLOSES).join('\r\n ')
}
