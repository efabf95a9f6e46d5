import { createRequire } from 'node:module'
import { readFile } from 'node:fs/promises'
import type { Font } from 'fontkit'

/** A picture that says what a page is about, where its link is shared (Open Graph). */
export type Card = {
  /** A word or two above the title. */
  kicker: string
  title: string
  lines: string[]
  foot: string
  /** #rrggbb */
  accent: string
  /** Shown beside the words. */
  picture?: Buffer | undefined
}

export const CARD = { width: 1200, height: 630 }
const EDGE = 72
const PAPER = '#fffdf8'
const INK = '#211d17'
const PICTURE_WIDTH = 420
/** Sizes that a title is tried at, in pixels. */
const SIZES = [76, 64, 54, 46, 40]
const LEADING = 1.15
/** Height of a line under the title, and sizes that one is tried at. */
const UNDER = 50
const UNDER_SIZES = [36, 32, 28]

/** Draws a card as PNG. Letters are drawn as outlines of a font of ours: it looks the same on every machine, whatever fonts that has. */
export async function drawCard({ kicker, title, lines, foot, accent, picture }: Card): Promise<Buffer> {
  const [{ default: sharp }, { bold, regular }] = await Promise.all([import('sharp'), fonts()])
  const room = CARD.width - 2 * EDGE - 24 - (picture ? PICTURE_WIDTH : 0)
  const left = EDGE + 24
  const top = EDGE + 76
  const footAt = CARD.height - EDGE
  const { size, wrapped } = fitted(bold, title, { room, height: footAt - 30 - 16 - lines.length * UNDER - 24 - top })
  const under = top + wrapped.length * size * LEADING + 24
  const parts = [
    outline(bold, short(bold, kicker, { size: 30, room }), { left, base: EDGE + 28, size: 30, fill: accent }),
    ...wrapped.map((line, n) => outline(bold, line, { left, base: top + (n + 0.8) * size * LEADING, size, fill: INK })),
    ...lines.map((line, n) => {
      const size = UNDER_SIZES.find((one) => widthOf(regular, line, one) <= room) ?? UNDER_SIZES.at(-1)!
      return outline(regular, short(regular, line, { size, room }), { left, base: under + (n + 0.7) * UNDER, size, fill: INK })
    }),
    outline(bold, short(bold, foot, { size: 30, room }), { left, base: footAt, size: 30, fill: accent }),
  ]
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${CARD.width}" height="${CARD.height}">
    <rect width="100%" height="100%" fill="${PAPER}"/><rect width="24" height="100%" fill="${accent}"/>${parts.join('')}</svg>`
  const beside = picture && (await sharp(picture).resize({ width: PICTURE_WIDTH, height: CARD.height, fit: 'cover' }).toBuffer())
  return sharp(Buffer.from(svg))
    .composite(beside ? [{ input: beside, left: CARD.width - PICTURE_WIDTH, top: 0 }] : [])
    .png({ palette: !beside })
    .toBuffer()
}

let opened: Promise<{ bold: Font; regular: Font }> | undefined

/** Loaded with the first card: most processes never draw one. */
function fonts(): Promise<{ bold: Font; regular: Font }> {
  opened ??= (async () => {
    const { create } = await import('fontkit')
    const require = createRequire(import.meta.url)
    // One font in each file, and no collection.
    const open = async (file: string) => create(await readFile(file)) as Font
    return {
      bold: await open(require.resolve('@expo-google-fonts/source-serif-4/700Bold/SourceSerif4_700Bold.ttf')),
      regular: await open(require.resolve('@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf')),
    }
  })()
  return opened
}

const widthOf = (font: Font, text: string, size: number) => (font.layout(text).advanceWidth / font.unitsPerEm) * size

/** A title in the largest size at which it finds room; cut at the smallest. */
function fitted(font: Font, title: string, { room, height }: { room: number; height: number }) {
  const tried = SIZES.map((size) => ({ size, wrapped: wrap(font, title, { size, room }) }))
  const fits = tried.find(
    ({ size, wrapped }) =>
      wrapped.length * size * LEADING <= height && wrapped.every((line) => widthOf(font, line, size) <= room),
  )
  if (fits) return fits
  const { size, wrapped } = tried.at(-1)!
  const most = Math.floor(height / (size * LEADING))
  const cut = wrapped.length > most ? [...wrapped.slice(0, most - 1), wrapped.slice(most - 1).join(' ')] : wrapped
  return { size, wrapped: cut.map((line) => short(font, line, { size, room })) }
}

/** A size of letters, and the room that a line of them has. */
type Fit = { size: number; room: number }

function wrap(font: Font, text: string, { size, room }: Fit): string[] {
  const lines: string[] = []
  for (const word of text.split(/[ \t\n]+/)) {
    const longer = lines.length > 0 ? `${lines.at(-1)} ${word}` : word
    if (lines.length > 0 && widthOf(font, longer, size) <= room) lines[lines.length - 1] = longer
    else lines.push(word)
  }
  return lines
}

/** A line cut where it does not fit. */
function short(font: Font, line: string, { size, room }: Fit): string {
  if (widthOf(font, line, size) <= room) return line
  const letters = Array.from(line)
  const cut = (most: number) => `${letters.slice(0, most).join('').trimEnd()}…`
  let [fits, not] = [0, letters.length]
  while (not - fits > 1) {
    const middle = Math.floor((fits + not) / 2)
    if (widthOf(font, cut(middle), size) <= room) fits = middle
    else not = middle
  }
  return cut(fits)
}

/** A line of text as one path. Letters that the font does not have are left out. */
function outline(
  font: Font,
  text: string,
  { left, base, size, fill }: { left: number; base: number; size: number; fill: string },
) {
  const { glyphs, positions } = font.layout(text)
  const scale = size / font.unitsPerEm
  let pen = 0
  const paths = glyphs.map((glyph, n) => {
    const at = pen + positions[n]!.xOffset
    pen += positions[n]!.xAdvance
    return glyph.id === 0 ? '' : `<path transform="translate(${at} 0)" d="${glyph.path.toSVG()}"/>`
  })
  return `<g fill="${fill}" transform="translate(${left} ${base}) scale(${scale} ${-scale})">${paths.join('')}</g>`
}
