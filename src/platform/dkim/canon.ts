import { hash } from 'node:crypto'

/** RFC 6376 §3.4.4: lines without blanks at their end, blanks within as one space, no empty lines at the end. Octets above 127 stay as they are. */
function relaxedBody(body: Buffer): Buffer {
  if (isRelaxed(body)) return body
  const text = body
    .toString('latin1')
    .replace(/[\t ]+/g, ' ')
    .replace(/ (?=\r\n|$)/g, '')
    .replace(/(\r\n)*$/, '')
  return Buffer.from(text === '' ? '' : `${text}\r\n`, 'latin1')
}

/** As the program's own letters are: then there is nothing to do but look. */
function isRelaxed(body: Buffer): boolean {
  const { length } = body
  if (length < 3 || body[length - 1] !== LF || body[length - 2] !== CR || body[length - 3] === LF) return false
  return !/\t| [ \r]/.test(body.toString('latin1'))
}

const CR = 13
const LF = 10

/** Base64 of SHA-256 over the body: what `bh=` says. */
export const bodyHash = (body: Buffer): string => hash('sha256', relaxedBody(body), 'base64')

/** RFC 6376 §3.4.2, without the CRLF at its end: unfolded, blanks as one space, none around the colon or at the end. */
export function relaxedHeader(name: string, value: string): string {
  const plain = /[\t\r\n]| {2}|^ | $/.test(value)
    ? value
        .replace(/\r\n(?=[\t ])/g, '')
        .replace(/[\t ]+/g, ' ')
        .trim()
    : value
  return `${name.toLowerCase()}:${plain}`
}
