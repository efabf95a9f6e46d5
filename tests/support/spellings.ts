import fc from 'fast-check'

/** Unicode's zeros of some scripts: Arabic-Indic, Devanagari, Bengali, Thai, full width. */
const ZEROS = [0x660, 0x966, 0x9e6, 0xe50, 0xff10]
/** What nobody sees: zero-width space, joiner, word joiner, soft hyphen, mark of direction. */
const UNSEEN = ['\u200B', '\u200D', '\u2060', '\u00AD', '\u200E']

type Change = (text: string) => string

/** One of these changes, or none. */
const some = (...changes: Change[]) => fc.constantFrom<Change>((text) => text, ...changes)

const unseen = fc.tuple(fc.constantFrom('', ...UNSEEN), fc.nat(100)).map(
  ([mark, at]): Change =>
    (text) =>
      text.slice(0, at % (text.length + 1)) + mark + text.slice(at % (text.length + 1)),
)

const inTurn = (text: string, changes: Change[]) => changes.reduce((spelt, change) => change(spelt), text)

/** An address as people, address books, mail programs and spreadsheets write it. */
export function spellingsOfEmail(email: string): fc.Arbitrary<string> {
  const wide: Change = (text) => text.replace('@', '\uFF20').replaceAll('.', '\uFF0E')
  return fc
    .tuple(
      some((text) => text.toUpperCase(), wide),
      unseen,
      some(
        (text) => `${text}.`,
        (text) => `${text};`,
      ),
      some(
        (text) => `<${text}>`,
        (text) => `Lou Partie <${text}>`,
        (text) => `"Partie, Lou" <${text}>`,
        (text) => `mailto:${text}`,
        (text) => `'${text}'`,
      ),
      some(
        (text) => ` ${text}\u00A0`,
        (text) => `\uFEFF${text}`,
      ),
    )
    .map((changes) => inTurn(email, changes))
}

/** A number of ten digits, dialled within its country, as people write it. */
export function spellingsOfPhone(national: string, code: string): fc.Arbitrary<string> {
  return fc
    .tuple(
      some(
        (text) => `+${code}${text.slice(1)}`,
        (text) => `00${code} ${text.slice(1)}`,
        (text) => `+${code} (0)${text.slice(1)}`,
      ),
      some(
        (text) => text.replace(/(\d{2})(?=\d)/g, '$1 '),
        (text) => text.replace(/(\d{2})(?=\d)/g, '$1.'),
        (text) => text.replace(/(\d{2})(?=\d)/g, '$1\u00A0'),
      ),
      fc.constantFrom(...ZEROS, 0x30).map(
        (zero): Change =>
          (text) =>
            text.replace(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit))),
      ),
      unseen,
    )
    .map((changes) => inTurn(national, changes))
}
