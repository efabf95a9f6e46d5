import iconv from 'iconv-lite'

/** How old office programs wrote letters, those that we tell apart by themselves first: Windows, DOS and Macintosh in the west of Europe. */
const WESTERN = ['windows-1252', 'cp850', 'macintosh'] as const
/** The others, which somebody chooses who reads her own words in them. */
export const ENCODINGS = [
  ...WESTERN,
  'windows-1250',
  'cp852',
  'windows-1251',
  'cp866',
  'windows-1253',
  'windows-1254',
  'windows-1257',
] as const
export type Encoding = (typeof ENCODINGS)[number] | 'utf-8' | 'utf-16le' | 'utf-16be'

export const isLegacy = (name: string): name is (typeof ENCODINGS)[number] => ENCODINGS.some((one) => one === name)

/** Words with bytes beyond ASCII that are looked at. */
const LOOKED_AT = 4_000

/** What the bytes of a text were found to be. `sure`: nothing else would read as well. */
export type Found = { name: Encoding; sure: boolean }

/** Tells the encoding of a text from all its bytes: what marks itself, what is UTF-8 without a fault, else how its letters stand in words. */
export class EncodingGuess {
  #start: Uint8Array | undefined
  #utf8 = true
  readonly #check = new TextDecoder('utf-8', { fatal: true })
  /** In Latin-1, as the bytes that they are. */
  readonly #words = new Set<string>()

  see(bytes: Uint8Array): void {
    this.#start ??= bytes.slice(0, 4)
    this.#keep(bytes)
    if (!this.#utf8) return
    try {
      this.#check.decode(bytes, { stream: true })
    } catch {
      this.#utf8 = false
    }
  }

  found(): Found {
    const [a, b] = this.#start ?? []
    if (a === 0xff && b === 0xfe) return { name: 'utf-16le', sure: true }
    if (a === 0xfe && b === 0xff) return { name: 'utf-16be', sure: true }
    return this.#utf8 && this.#ends() ? { name: 'utf-8', sure: true } : bestOf(Buffer.from([...this.#words].join(' '), 'latin1'))
  }

  /** Words around what is beyond ASCII: a megabyte of e-mail addresses says nothing, and a region that stands in each row no more than once. */
  #keep(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length && this.#words.size < LOOKED_AT; at++) {
      if (bytes[at]! < 0x80) continue
      let end = at + 1
      while (end < bytes.length && isOfWord(bytes[end]!)) end += 1
      let start = at
      while (start > 0 && isOfWord(bytes[start - 1]!)) start -= 1
      this.#words.add(Buffer.from(bytes.subarray(start, end)).toString('latin1'))
      at = end
    }
  }

  /** A letter cut at the very end is no UTF-8 either. */
  #ends(): boolean {
    try {
      this.#check.decode()
      return true
    } catch {
      return false
    }
  }
}

const isOfWord = (byte: number) => byte >= 0x80 || (byte >= 0x41 && byte <= 0x5a) || (byte >= 0x61 && byte <= 0x7a)

/** How much better than the next a reading must be, of what is possible: by much, or by less on many words. */
const MARGIN = 0.5
const LEAST = 0.25
const TOGETHER = 3

function bestOf(words: Buffer): Found {
  const scored = WESTERN.map((name) => ({ name, ...plausibility(iconv.decode(words, name)) })).toSorted(
    (a, b) => b.score - a.score,
  )
  const [best, next] = [scored[0]!, scored[1]!]
  const lead = best.score - next.score
  return { name: best.name, sure: best.score >= MARGIN && (lead >= MARGIN || (lead >= LEAST && lead * best.many >= TOGETHER)) }
}

const COMMON = /[àâäáçéèêëíîïñóôöœúùûüßÀÂÄÁÇÉÈÊËÍÎÏÑÓÔÖŒÚÙÛÜ]/u
/** Letters of fewer languages: rather them than a sign, rather another. */
const RARE = /[ãåæìòõøýÿÃÅÆÌÒÕØÝŸ]/u
const SIGN = /[’‘“”«»–—…€°º·¿¡\u00a0]/u
/** Of these, what stands between two letters: «l’été», «inscrit·e». */
const WITHIN = /[’‘·\u00a0]/u

/**
 * From -1 to 1: how letters beyond ASCII stand as they do in words of western Europe, small within words, large at their beginning or in capitals, and mostly alone. `many`: so many
 * were looked at.
 */
function plausibility(text: string): { score: number; many: number } {
  const letters = [...text]
  const marks = letters.flatMap((letter, at) =>
    isPlain(letter) ? [] : [markOf(letter, letters[at - 1] ?? ' ', letters[at + 1] ?? ' ')],
  )
  const sum = marks.reduce((total, mark) => total + mark, 0)
  return { score: sum / Math.max(1, marks.length), many: marks.length }
}

const isPlain = (letter: string) => letter.codePointAt(0)! < 0x80

function markOf(letter: string, before: string, after: string): number {
  if (SIGN.test(letter)) return isLetter(before) && isLetter(after) && !WITHIN.test(letter) ? -1 : 0.5
  const weight = weightOf(letter)
  if (weight < 0 || (isLarge(letter) ? isSmall(before) : isLarge(after))) return -1
  // Two beside each other are rare («créée», «Ibáñez»), and say nothing.
  if (!isPlain(before) && isLetter(before)) return 0
  if (isLetter(before) || isLarge(after)) return weight
  return isLarge(letter) ? LARGE_FIRST : SMALL_FIRST
}

function weightOf(letter: string): number {
  if (COMMON.test(letter)) return 1
  return RARE.test(letter) ? 0.5 : -1
}

/** Lists are of names, which begin large. Notes do not: «époux» would be «Çpoux» elsewhere, and neither is sure by such words alone. */
const LARGE_FIRST = 0.5
const SMALL_FIRST = 0.3

const isLetter = (letter: string) => /\p{L}/u.test(letter)
const isLarge = (letter: string) => /\p{Lu}/u.test(letter)
const isSmall = (letter: string) => /\p{Ll}/u.test(letter)

/** Decodes a text piece by piece. */
export function decoderOf(name: string): { decode(bytes: Uint8Array): string; end(): string } {
  if (!isLegacy(name)) {
    const decoder = new TextDecoder(name)
    return { decode: (bytes) => decoder.decode(bytes, { stream: true }), end: () => decoder.decode() }
  }
  const decoder = iconv.getDecoder(name)
  return { decode: (bytes) => decoder.write(Buffer.from(bytes)), end: () => decoder.end() ?? '' }
}

/** Some words of a text beyond ASCII, as each encoding reads them; those that read alike are one choice. */
export function readings(bytes: Uint8Array): { name: Encoding; words: string[] }[] {
  const guess = new EncodingGuess()
  guess.see(bytes)
  return ENCODINGS.map((name) => ({ name, words: wordsIn(iconv.decode(Buffer.from(bytes), name)) }))
}

const WORDS = 4

function wordsIn(text: string): string[] {
  const words = text.match(/[A-Za-z]*[^\x00-\x7f][A-Za-z\u0080-\uffff]*/g) ?? []
  return [...new Set(words)].slice(0, WORDS)
}
