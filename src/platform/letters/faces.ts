import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Bidi } from 'bidi-js'
import type { Font } from 'fontkit'

export type Weight = 'regular' | 'bold'

/** Typefaces of ours, each with letters that those before it lack, and what else it takes to set any text in them. */
export type Faces = {
  fonts: Record<Weight, Font[]>
  bidi: Bidi
  /** A text in the letters of ASCII, as near as they come. */
  latin: (text: string) => string
}

/** Letters of one typeface that stand beside each other, in the order in which it is given to it. */
export type Run = { face: number; text: string; fromRight: boolean }

export type Direction = 'ltr' | 'rtl'

const require = createRequire(import.meta.url)
/** The second has what the first lacks: all of Latin, Cyrillic and Greek, and Arabic, Hebrew, Armenian, Georgian, Tifinagh. */
const FILES: Record<Weight, () => string[]> = {
  regular: () => [
    require.resolve('@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf'),
    require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'),
  ],
  bold: () => [
    require.resolve('@expo-google-fonts/source-serif-4/700Bold/SourceSerif4_700Bold.ttf'),
    require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans-Bold.ttf'),
  ],
}

let opened: Promise<Faces> | undefined

/** Loaded with the first document or card: most processes never draw one. */
export function openFaces(): Promise<Faces> {
  opened ??= (async () => {
    const [{ create }, { default: bidi }, { default: latin }] = await Promise.all([
      import('fontkit'),
      import('bidi-js'),
      import('any-ascii'),
    ])
    // One font in each file, and no collection.
    const open = async (file: string) => readable(create(await readFile(file)) as Font)
    const [regular, bold] = await Promise.all([FILES.regular, FILES.bold].map((files) => Promise.all(files().map(open))))
    return { fonts: { regular: regular!, bold: bold! }, bidi: bidi(), latin }
  })()
  return opened
}

/**
 * A font whose glyphs say, after a text was set, which letters of it they are, for those who read them in a PDF.
 * fontkit keeps the first glyph that it makes of each shape, with whatever letters that one was of, or none. And programs that read
 * a PDF turn what runs from the right round letter by letter, a ligature's letters too: those are named the other way round.
 */
function readable(font: Font): Font {
  const [get, layout] = [font.getGlyph.bind(font), font.layout.bind(font)]
  const own = new Map<number, string | undefined>()
  const ownOf = (id: number) => {
    if (!own.has(id)) own.set(id, font.stringsForGlyph(id)[0])
    return own.get(id)
  }
  font.getGlyph = (id, letters = []) => {
    const glyph = get(id, letters)
    if (letters.length > 0) glyph.codePoints = lettersOf(letters, ownOf(id))
    return glyph
  }
  font.layout = (...asked) => {
    const run = layout(...asked)
    for (const glyph of new Set(run.glyphs)) {
      // An accent that was taken off its letter.
      if (glyph.codePoints.length === 0) glyph.codePoints = lettersOf([], ownOf(glyph.id))
      if (run.direction === 'rtl') glyph.codePoints = glyph.codePoints.toReversed()
    }
    return run
  }
  return font
}

/** The letters of a glyph. A letter that was taken apart (ẹ into e and a dot) is no longer what the first of its parts says. */
function lettersOf(said: number[], own: string | undefined): number[] {
  const text = String.fromCodePoint(...said)
  const apart = own !== undefined && text !== own && text.normalize('NFD').startsWith(own)
  return apart || said.length === 0 ? Array.from(own ?? '', (letter) => letter.codePointAt(0)!) : said
}

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' })
const has = (font: Font, letter: string) => Array.from(letter).every((one) => font.hasGlyphForCodePoint(one.codePointAt(0)!))
/** Ligatures and letters drawn by their place in a word, which have numbers of their own: typefaces make them of plain letters. */
const PRESENTED = /[\uFB00-\uFB06\uFB50-\uFDFF\uFE70-\uFEFC]/g
/** What has no shape, but the two signs by which letters join or do not; and colours of skin. */
const SHAPELESS = /[[\p{Cf}\uFE00-\uFE0F\p{Emoji_Modifier}]--[\u200C\u200D]]/gv
/** More accents on a letter than any language has would leave the line. */
const HEAPED = /(\p{M}{3})\p{M}+/gu

/** Latin of western Europe, which the first typeface has, from the left: most of what is printed, and nothing to look into. */
const PLAIN = /^[\n\x20-\x7E\u00A0-\u00AC\u00AE-\u00FF–—‘’“”•…œŒ]*$/

/**
 * A text as it can be set: in letters that one of the typefaces has. Those that none has (Chinese, Thai…) are written in Latin
 * letters, so that a name stays one that can be read aloud; little pictures that none has are left out.
 */
export function settable({ fonts, latin }: Faces, text: string): string {
  if (PLAIN.test(text)) return text
  const plain = text
    .toWellFormed()
    .normalize('NFC')
    .replace(PRESENTED, (sign) => sign.normalize('NFKC'))
    .replace(/[[\p{Cc}\p{Zl}\p{Zp}]--[\n]]/gv, ' ')
    .replace(SHAPELESS, '')
    .replace(HEAPED, '$1')
  return Array.from(graphemes.segment(plain), ({ segment }) => {
    if (segment === '\n' || fonts.regular.some((font) => has(font, segment))) return segment
    return /\p{Extended_Pictographic}/u.test(segment) ? '' : latin(segment)
  }).join('')
}

/** Which way a text runs: as its first letter does. */
export const directionOf = ({ bidi }: Faces, text: string): Direction =>
  !PLAIN.test(text) && bidi.getEmbeddingLevels(text).paragraphs[0]?.level === 1 ? 'rtl' : 'ltr'

/** A line (of a settable text) as runs, in the order of the eye from the left (Unicode's rules L2 to L4). `base`: which way its paragraph runs. */
export function runsOf(faces: Faces, line: string, { weight, base }: { weight: Weight; base: Direction }): Run[] {
  const fonts = faces.fonts[weight]
  // A space that does not break looks as any other, and is found when one searches.
  const text = line.replaceAll('\u00A0', ' ')
  if (base === 'ltr' && (PLAIN.test(text) || has(fonts[0]!, text))) return [{ face: 0, text, fromRight: false }]
  const { levels } = faces.bidi.getEmbeddingLevels(text, base)
  const runs: (Run & { level: number })[] = []
  for (const { face, letter, at } of setOf(fonts, text)) {
    const last = runs.at(-1)
    const level = levels[at]!
    const near = last?.level === level && /^\p{Z}$/u.test(letter) && has(fonts[last.face]!, letter)
    const shown = level % 2 === 1 ? (faces.bidi.getMirroredCharacter(letter) ?? letter) : letter
    if (last && (near || (last.face === face && last.level === level))) last.text += shown
    else runs.push({ face, text: shown, level, fromRight: level % 2 === 1 })
  }
  return inOrder(runs).map(({ face, text, fromRight }) => ({ face, text: fromRight ? asGiven(text) : text, fromRight }))
}

/** Letters, each with its typeface: the first that has the whole word, or else the first that has the letter. */
function* setOf(fonts: Font[], text: string): Generator<{ face: number; letter: string; at: number }> {
  const faceOf = (some: string) => fonts.findIndex((font) => has(font, some))
  for (const { 0: word, index } of text.matchAll(/\p{Z}+|\P{Z}+/gu)) {
    const whole = faceOf(word)
    for (const { segment: letter, index: at } of graphemes.segment(word))
      yield { face: Math.max(0, whole >= 0 ? whole : faceOf(letter)), letter, at: index + at }
  }
}

/** Runs turned round level by level, from the highest. */
function inOrder<T extends { level: number }>(runs: T[]): T[] {
  let order = runs
  for (let level = Math.max(0, ...runs.map((run) => run.level)); level > 0; level--) {
    const next: T[] = []
    for (let at = 0; at < order.length;) {
      let end = at
      while (end < order.length && order[end]!.level >= level) end++
      next.push(...(end > at ? order.slice(at, end).toReversed() : [order[at]!]))
      at = Math.max(end, at + 1)
    }
    order = next
  }
  return order
}

/** fontkit turns letters of these scripts round itself, and nothing else. */
const TURNED = /[\p{sc=Arab}\p{sc=Hebr}\p{sc=Nkoo}\p{sc=Syrc}\p{sc=Thaa}]/u
const asGiven = (text: string) =>
  TURNED.test(text)
    ? text
    : Array.from(graphemes.segment(text), ({ segment }) => segment)
        .toReversed()
        .join('')

const KEPT = 20_000
const widths = new Map<string, number>()

type Set = { weight: Weight; base: Direction }

/**
 * How wide a line is, where the letters are one unit high. Of a line that one typeface has, word by word: words come again, whatever lines they are tried in, and
 * nothing but a hair lies between one and the next.
 */
export function widthOf(faces: Faces, line: string, set: Set): number {
  const isOne = set.base === 'ltr' && (PLAIN.test(line) || has(faces.fonts[set.weight][0]!, line.replaceAll('\u00A0', ' ')))
  if (!isOne) return widthAsOne(faces, line, set)
  return line.split(/(?<= )/).reduce((sum, word) => sum + widthAsOne(faces, word, set), 0)
}

function widthAsOne(faces: Faces, line: string, set: Set): number {
  const key = `${set.weight} ${set.base} ${line}`
  const known = widths.get(key)
  if (known !== undefined) return known
  const parts = runsOf(faces, line, set).map(({ face, text }) => {
    const font = faces.fonts[set.weight][face]!
    return font.layout(text, []).advanceWidth / font.unitsPerEm
  })
  const width = parts.reduce((sum, part) => sum + part, 0)
  if (widths.size >= KEPT) widths.clear()
  widths.set(key, width)
  return width
}
