import type PDFDocument from 'pdfkit'
import QRCode from 'qrcode'
import { type Faces, openFaces, runsOf, type Weight } from './letters/faces.ts'
import { fit, type Fitted } from './letters/fitting.ts'

type Doc = InstanceType<typeof PDFDocument>

/** A document of paper. Lines and boxes are drawn on `doc`; words are written by `write` alone: the library's own way garbles what is not Latin-1. */
export type Paper = { doc: Doc; faces: Faces }

/** Where words stand, in points from the top left of the page, and how. */
export type Box = {
  left: number
  top: number
  width: number
  /** Words shrink from `size` to `least` to keep within, then are cut; without it they go on, on the next page if need be. */
  height?: number
  size: number
  least?: number
  bold?: boolean
  align?: 'left' | 'center' | 'right'
}

/** From one line to the next, and from the top of a line to what its letters stand on, in sizes of a letter. */
const LEADING = 1.22
const RISE = 0.95
/** Each size that is tried is so much of the one before. */
const SMALLER = 0.94

/** A document of paper to draw on. The library and its typefaces are loaded when the first one is opened; those letters that are used go into the file. */
export async function openPaper(options: ConstructorParameters<typeof PDFDocument>[0]): Promise<Paper> {
  const [{ default: Document }, faces] = await Promise.all([import('pdfkit'), openFaces()])
  // No standard font: nothing may be written in one.
  const doc = new Document({ ...options, font: null as unknown as string })
  for (const weight of ['regular', 'bold'] as const)
    for (const [face, font] of faces.fonts[weight].entries())
      doc.registerFont(nameOf(weight, face), font as unknown as Parameters<Doc['registerFont']>[1])
  return { doc, faces }
}

const nameOf = (weight: Weight, face: number) => `${weight} ${face}`
const weightOf = ({ bold }: Pick<Box, 'bold'>): Weight => (bold ? 'bold' : 'regular')

/** Writes words in a box. Gives where they end, in points from the top of the page. */
export function write(paper: Paper, text: string, box: Box): number {
  const { doc, faces } = paper
  const weight = weightOf(box)
  const { size, lines, base } = fitted(faces, text, box)
  doc.fontSize(size)
  let { top } = box
  for (const line of lines) {
    if (box.height === undefined && top + size * LEADING > doc.page.height - doc.page.margins.bottom) {
      doc.addPage()
      top = doc.page.margins.top
    }
    writeLine(paper, runsOf(faces, line, { weight, base }), { ...box, top: top + RISE * size, weight })
    top += size * LEADING
  }
  return top
}

/** How high words stand, in points. */
export function heightOf({ faces }: Paper, text: string, box: Pick<Box, 'width' | 'size' | 'bold'>): number {
  const { size, lines } = fitted(faces, text, box)
  return lines.length * size * LEADING
}

function fitted(faces: Faces, text: string, box: Pick<Box, 'width' | 'height' | 'size' | 'least' | 'bold'>): Fitted {
  const { width, height, size, least = size } = box
  const sizes = [size]
  while (sizes.at(-1)! * SMALLER > least) sizes.push(sizes.at(-1)! * SMALLER)
  return fit(faces, text, {
    width,
    height,
    sizes: least < size ? [...sizes, least] : sizes,
    weight: weightOf(box),
    leading: LEADING,
  })
}

type Line = Pick<Box, 'left' | 'top' | 'width' | 'align'> & { weight: Weight }

function writeLine({ doc }: Paper, runs: ReturnType<typeof runsOf>, { left, top, width, align, weight }: Line): void {
  const placed = runs.map(({ face, text, fromRight }) => {
    // With features of its own, be it none, a run is set as a whole: else word by word from the left, which is much faster, since words come again.
    const features: { features?: [] } = fromRight || face > 0 ? { features: [] } : {}
    return { face, fromRight, text, features, wide: doc.font(nameOf(weight, face)).widthOfString(text, features) }
  })
  const spare = width - placed.reduce((sum, { wide }) => sum + wide, 0)
  let at = left + (align === 'right' ? spare : align === 'center' ? spare / 2 : 0)
  for (const { face, text, wide, fromRight, features } of placed) {
    // An accent that hangs on a letter by itself is read as a word by some programs, unless the text is said beside it.
    const said = !fromRight && /\p{M}/u.test(text)
    if (said) doc.markContent('Span', { actual: text })
    doc.font(nameOf(weight, face)).text(text, at, top, { lineBreak: false, baseline: 'alphabetic', ...features })
    if (said) doc.endMarkedContent()
    at += wide
  }
}

/** Draws a QR code of a text onto a page, in points: each dark module a small square, sharp at any size, and no picture in the file. */
export function drawQr(doc: Doc, text: string, { left, top, size }: { left: number; top: number; size: number }): void {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  const side = size / modules.size
  for (let row = 0; row < modules.size; row++)
    for (let column = 0; column < modules.size; column++)
      if (modules.get(row, column)) doc.rect(left + column * side, top + row * side, side, side)
  doc.fill('#000000')
}
