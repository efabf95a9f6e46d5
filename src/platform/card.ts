import { type Faces, openFaces, runsOf, type Weight } from './letters/faces.ts'
import { fit, type Fitted } from './letters/fitting.ts'

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

/** Draws a card as PNG. Letters are drawn as outlines of typefaces of ours: it looks the same on every machine, whatever fonts that has. */
export async function drawCard({ kicker, title, lines, foot, accent, picture }: Card): Promise<Buffer> {
  const [{ default: sharp }, faces] = await Promise.all([import('sharp'), openFaces()])
  const width = CARD.width - 2 * EDGE - 24 - (picture ? PICTURE_WIDTH : 0)
  const left = EDGE + 24
  const top = EDGE + 76
  const footAt = CARD.height - EDGE
  const height = footAt - 30 - 16 - lines.length * UNDER - 24 - top
  const named = fit(faces, title, { width, height, sizes: SIZES, weight: 'bold', leading: LEADING })
  const under = top + named.lines.length * named.size * LEADING + 24
  const oneLine = (text: string, { sizes, weight }: { sizes: number[]; weight: Weight }) =>
    fit(faces, text, { width, height: 0, sizes, weight, leading: LEADING })
  const parts = [
    outline(faces, oneLine(kicker, { sizes: [30], weight: 'bold' }), { left, base: EDGE + 28, weight: 'bold', fill: accent }),
    outline(faces, named, { left, base: top + 0.8 * named.size * LEADING, weight: 'bold', fill: INK }),
    ...lines.map((line, n) => {
      const said = oneLine(line, { sizes: UNDER_SIZES, weight: 'regular' })
      return outline(faces, said, { left, base: under + (n + 0.7) * UNDER, weight: 'regular', fill: INK })
    }),
    outline(faces, oneLine(foot, { sizes: [30], weight: 'bold' }), { left, base: footAt, weight: 'bold', fill: accent }),
  ]
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${CARD.width}" height="${CARD.height}">
    <rect width="100%" height="100%" fill="${PAPER}"/><rect width="24" height="100%" fill="${accent}"/>${parts.join('')}</svg>`
  const beside = picture && (await sharp(picture).resize({ width: PICTURE_WIDTH, height: CARD.height, fit: 'cover' }).toBuffer())
  return sharp(Buffer.from(svg))
    .composite(beside ? [{ input: beside, left: CARD.width - PICTURE_WIDTH, top: 0 }] : [])
    .png({ palette: !beside })
    .toBuffer()
}

type Look = { left: number; base: number; weight: Weight; fill: string }

/** Lines of text as paths, the first on `base`. */
function outline(faces: Faces, { lines, size, base: direction }: Fitted, { left, base, weight, fill }: Look): string {
  return lines
    .map((line, n) => {
      let pen = 0
      const paths = runsOf(faces, line, { weight, base: direction }).map(({ face, text }) => {
        const font = faces.fonts[weight][face]!
        const scale = size / font.unitsPerEm
        const { glyphs, positions } = font.layout(text)
        return glyphs.map((glyph, at) => {
          const { xOffset, yOffset, xAdvance } = positions[at]!
          const place = `translate(${pen + xOffset * scale} ${-yOffset * scale}) scale(${scale} ${-scale})`
          pen += xAdvance * scale
          return `<path transform="${place}" d="${glyph.path.toSVG()}"/>`
        })
      })
      return `<g fill="${fill}" transform="translate(${left} ${base + n * size * LEADING})">${paths.flat().join('')}</g>`
    })
    .join('')
}
