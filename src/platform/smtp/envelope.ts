import { isAscii } from 'node:buffer'
import { domainToASCII } from 'node:url'
import type { Capabilities, Letter, Reply } from './outcomes.ts'

/** A letter as it goes over the line. `data` is dot-stuffed and ends with the lone dot. */
export type Prepared = { mail: string; rcpt: string; data: Buffer[] }

/** RFC 5321 §4.5.3.1, §4.1.2 and RFC 6531 §3.3: a name without quotes, and a host or an address in brackets. Neither holds blanks, brackets or controls. */
const ADDRESS = /^[\w!#$%&'*+\-/=?^`{|}~.\u0080-\u{10FFFF}]{1,64}@(?:[\w\-.\u0080-\u{10FFFF}]{1,253}|\[[\w:.]{1,60}\])$/u
const UNSEEN = /[\p{C}\p{Z}]/u
const LONGEST_PATH = 254
/** RFC 5321 §4.5.3.1.6, without the CRLF. A relay breaks longer lines, and with them the signature (see README). */
const LONGEST_LINE = 998
const END = Buffer.from('.\r\n')
const END_OF_LINE = Buffer.from('\r\n')
const DOT = Buffer.from('.')

/** What the server is told and given, or why it would not take this letter: then nothing is said to it. */
export function prepare({ from, to, data }: Letter, can: Capabilities): Prepared | Reply {
  const sender = from === '' ? '' : pathOf(from)
  const recipient = pathOf(to)
  if (sender === undefined || recipient === undefined) return no(553, '5.1.3', 'not an address')
  const seen = look(data)
  if (seen.fault) return no(554, '5.6.0', seen.fault)
  if (can.size && data.length > can.size) return no(552, '5.3.4', `longer than the ${can.size} octets that the server takes`)
  const utf8 = seen.hasEightBitHeader || !isPlain(sender) || !isPlain(recipient)
  if (utf8 && !can.utf8) return no(553, '5.6.7', 'the server takes no letters outside ASCII in addresses')
  if (seen.hasEightBit && !can.eightBit) return no(554, '5.6.3', 'the server takes no octets above 127')
  const words = [
    ...(can.size === undefined ? [] : [` SIZE=${data.length}`]),
    ...(seen.hasEightBit ? [' BODY=8BITMIME'] : []),
    ...(utf8 ? [' SMTPUTF8'] : []),
  ]
  return {
    mail: `MAIL FROM:<${sender}>${words.join('')}\r\n`,
    rcpt: `RCPT TO:<${recipient}>\r\n`,
    data: stuffed(data, seen.dots),
  }
}

const no = (code: number, enhanced: string, text: string): Reply => ({ code, enhanced, text })

const isPlain = (text: string) => !/[^\0-\x7f]/.test(text)

/** The address as a server understands it; undefined for what is none. A host outside ASCII goes as its A-label where the name is plain (RFC 5891 §4.4). */
function pathOf(address: string): string | undefined {
  if (!ADDRESS.test(address) || UNSEEN.test(address) || Buffer.byteLength(address) > LONGEST_PATH) return undefined
  const at = address.lastIndexOf('@')
  const [name, host] = [address.slice(0, at), address.slice(at + 1)]
  if (isPlain(host)) return address
  const ascii = domainToASCII(host)
  if (!ascii) return undefined
  return isPlain(name) ? `${name}@${ascii}` : address
}

/** `dots`: where a line begins with one. */
type Seen = { fault?: string; dots: number[]; hasEightBit: boolean; hasEightBitHeader: boolean }

const CR = 13
const LF = 10

/**
 * A lone CR or LF and a NUL are refused: what one server reads as the end of a letter another hands on, so that a second letter can hide in the first ("SMTP
 * smuggling"; RFC 5321 §2.3.8, §4.1.1.4). Goes from line to line by the system's own search: octet by octet it would cost as much as all else.
 */
function look(data: Buffer): Seen {
  const seen: Seen = { dots: [], hasEightBit: !isAscii(data), hasEightBitHeader: false }
  if (data.includes(0)) return { ...seen, fault: 'a NUL' }
  let inHeader = true
  for (let begin = 0; begin < data.length;) {
    const cr = data.indexOf(CR, begin)
    const lf = data.indexOf(LF, begin)
    if (cr < 0 ? lf >= 0 : lf !== cr + 1) return { ...seen, fault: 'a carriage return or a line feed alone' }
    const end = cr < 0 ? data.length : cr
    if (end - begin > LONGEST_LINE) return { ...seen, fault: `a line longer than ${LONGEST_LINE} octets` }
    if (data[begin] === 0x2e) seen.dots.push(begin)
    if (inHeader && seen.hasEightBit) seen.hasEightBitHeader ||= !isAscii(data.subarray(begin, end))
    inHeader &&= end > begin
    begin = end + 2
  }
  return seen
}

/** A dot before each dot that begins a line, and the lone dot that ends all (RFC 5321 §4.5.2). */
function stuffed(data: Buffer, dots: number[]): Buffer[] {
  const parts: Buffer[] = []
  let from = 0
  for (const dot of dots) {
    parts.push(data.subarray(from, dot), DOT)
    from = dot
  }
  parts.push(data.subarray(from))
  const ends = data.length === 0 || (data[data.length - 2] === CR && data[data.length - 1] === LF)
  return ends ? [...parts, END] : [...parts, END_OF_LINE, END]
}

/** What an empty letter is, for a server that wants one although it refused whom it was for (RFC 2920 §3.1). */
export const NOTHING = [END]
