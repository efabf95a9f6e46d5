import { type Doc, drawQr, openDocument } from '#platform/printing'

/** A part of a recipe on paper: a heading, and lines that may be numbered. */
export type SheetPart = { title: string; lines: string[]; numbered?: boolean }

export type Sheet = {
  locale: string
  movement: string
  title: string
  summary: string
  facts: string
  parts: SheetPart[]
  /** Where the code leads, and what stands beside it. */
  url: string
  scan: string
}

const MARGIN = 42
const QR = 74
const INK = '#211d17'
/** Sizes of letters that are tried until all stands on one page. */
const SIZES = [11, 10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7]

/** A recipe on one page of A4, as a stream: black on white, letters of the standard fonts that every printer has. */
export async function printSheet(sheet: Sheet) {
  const doc = await openDocument({
    size: 'A4',
    margin: MARGIN,
    lang: sheet.locale,
    info: { Title: sheet.title },
    displayTitle: true,
  })
  doc.fillColor(INK)
  drawHead(doc, sheet)
  const top = Math.max(doc.y, MARGIN + QR) + 12
  const bottom = doc.page.height - MARGIN
  const size = SIZES.find((one) => heightOf(doc, sheet.parts, one) <= bottom - top) ?? SIZES.at(-1)!
  doc.y = top
  for (const part of sheet.parts) drawPart(doc, part, size)
  doc.end()
  return doc
}

const widthOf = (doc: Doc) => doc.page.width - 2 * MARGIN

function drawHead(doc: Doc, { movement, title, summary, facts, url, scan }: Sheet): void {
  const width = widthOf(doc) - QR - 16
  const left = doc.page.width - MARGIN - QR
  drawQr(doc, url, { left, top: MARGIN, size: QR })
  doc.fillColor(INK).font('Helvetica').fontSize(7)
  doc.text(scan, left - 20, MARGIN + QR + 3, { width: QR + 20, align: 'right' })
  doc.fontSize(9).text(movement, MARGIN, MARGIN, { width })
  doc.font('Helvetica-Bold').fontSize(20).text(title, { width })
  doc.font('Helvetica').fontSize(11).text(summary, { width }).moveDown(0.3)
  doc.font('Helvetica-Bold').fontSize(9).text(facts, { width })
}

/** A text as the standard fonts have it: they know no narrow space. */
const plain = (text: string) => text.replaceAll('\u202f', '\u00a0')

const textOf = ({ lines, numbered }: SheetPart) =>
  lines.map((line, n) => plain(numbered ? `${n + 1}. ${line}` : lines.length > 1 ? `•  ${line}` : line))

function heightOf(doc: Doc, parts: SheetPart[], size: number): number {
  const width = widthOf(doc)
  const heights = parts.map((part) => {
    doc.font('Helvetica-Bold').fontSize(size + 1)
    const heading = doc.heightOfString(part.title, { width })
    doc.font('Helvetica').fontSize(size)
    const lines = textOf(part).reduce((sum, line) => sum + doc.heightOfString(line, { width }) + size * GAP, 0)
    return heading + lines + size * AFTER
  })
  return heights.reduce((sum, height) => sum + height, 0)
}

/** Room between lines and after a part, in sizes of a letter. */
const GAP = 0.15
const AFTER = 0.7

function drawPart(doc: Doc, part: SheetPart, size: number): void {
  const width = widthOf(doc)
  doc
    .font('Helvetica-Bold')
    .fontSize(size + 1)
    .text(plain(part.title), MARGIN, doc.y, { width })
  doc.font('Helvetica').fontSize(size)
  for (const line of textOf(part)) {
    doc.text(line, { width })
    doc.y += size * GAP
  }
  doc.y += size * AFTER
}
