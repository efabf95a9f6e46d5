import { isAscii } from 'node:buffer'

/** What a relay on the way may change or return, and with it break the signature; seen of Postfix, Exim and OpenSMTPD (README). */
export type Fragile = 'eight-bit' | 'long-line' | 'no-date' | 'no-message-id'

/** RFC 5322 §2.1.1, without the CRLF. */
const LONGEST_LINE = 998

/** Why a letter would not arrive as it left, through some relay. A text is to go as quoted-printable or base64, a header as encoded words and folded: then nothing. */
export function fragileOf(letter: Buffer): Fragile[] {
  const text = letter.toString('latin1')
  const end = text.indexOf('\r\n\r\n')
  const header = end < 0 ? text : text.slice(0, end)
  return [
    ...(isAscii(letter) ? [] : (['eight-bit'] as const)),
    ...(text.split('\r\n').some((line) => line.length > LONGEST_LINE) ? (['long-line'] as const) : []),
    ...(/^date:/im.test(header) ? [] : (['no-date'] as const)),
    ...(/^message-id:/im.test(header) ? [] : (['no-message-id'] as const)),
  ]
}
