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
  let before = ''
  const letters = [...line]
  for (const [at, letter] of letters.entries()) {
    const isLast = at === letters.length - 1
    let token = encoded(letter, before === ' ' || (isLast && end === '\r\n'))
    // A line that is full but for its mark; the last letter of a line that ends by itself has that place too.
    if (width + token.length > LINE - 1) {
      written += GOES_ON
      width = 0
    }
    if (width === 0 && (letter === '.' || (letter === 'F' && line.startsWith('rom ', indexOf(letters, at) + 1))))
      token = hex(letter)
    written += token
    width += token.length
    before = token === ' ' ? ' ' : ''
  }
  return written + end
}

/** Where a letter stands in its line, in units of UTF-16; only asked of the few that begin a line. */
const indexOf = (letters: string[], at: number): number => letters.slice(0, at).join('').length

/** `strict`: a blank here would be one too many. */
function encoded(letter: string, strict: boolean): string {
  if (letter === ' ') return strict ? '=20' : ' '
  return letter >= '!' && letter <= '~' && letter !== '=' ? letter : hex(letter)
}

const hex = (letter: string): string =>
  [...Buffer.from(letter)].map((octet) => `=${octet.toString(16).toUpperCase().padStart(2, '0')}`).join('')
