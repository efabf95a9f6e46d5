import { octetsOf } from './octets.ts'

/** Longest line, with the mark at its end that says that it goes on (RFC 2045 §6.7, rule 5). */
const LINE = 76
const GOES_ON = '=\r\n'

/**
 * What needs no encoding and one line: printable ASCII without `=`, single spaces inside. What begins like a line that means something to
 * servers and mailboxes, `.` or `From `, is encoded.
 */
const SIMPLE = /^(?![.]|From )[!-<>-~]+(?: [!-<>-~]+)*$/

/**
 * A text in quoted-printable (RFC 2045 §6.7), UTF-8, to stand at the beginning of a line; it ends where the next may begin: pieces encoded one
 * by one stand behind each other as they are. 7-bit, lines of 76 at most, no line that begins with `.` or `From `, never two blanks in a row nor one
 * at a line's end: no relay has a reason to touch it, and relaxed canonicalization (RFC 6376 §3.4.4) leaves it as it is. Line ends are `\n`.
 */
export function quoted(text: string): string {
  if (text === '') return ''
  if (text.length < LINE && SIMPLE.test(text)) return text + GOES_ON
  const lines = text.split('\n')
  const last = lines.pop()!
  return lines.map((line) => folded(line, '\r\n')).join('') + (last === '' ? '' : folded(last, GOES_ON))
}

/** One line, folded; `end`: how it ends. */
function folded(line: string, end: string): string {
  let written = ''
  let width = 0
  let blank = false
  for (let at = 0; at < line.length;) {
    const letter = letterAt(line, at)
    const isLast = at + letter.length === line.length
    let token: string = blank && letter === ' ' ? '=20' : encoded(letter)
    if (isLast && letter === ' ' && end !== GOES_ON) token = '=20'
    if (width + token.length > LINE - 1) {
      written += GOES_ON
      width = 0
    }
    if (width === 0 && (letter === '.' || line.startsWith('From ', at))) token = octetsOf(letter)
    written += token
    width += token.length
    blank = token === ' '
    at += letter.length
  }
  return written + end
}

/** A whole letter, also of two units of UTF-16. */
const letterAt = (line: string, at: number): string => {
  const unit = line.charCodeAt(at)
  return unit >= 0xd800 && unit < 0xe000 ? String.fromCodePoint(line.codePointAt(at)!) : line[at]!
}

const encoded = (letter: string): string => (letter >= ' ' && letter <= '~' && letter !== '=' ? letter : octetsOf(letter))
