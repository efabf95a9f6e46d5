import { drawQr, heightOf, openPaper, type Paper, write } from '#platform/printing'

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
/** Room for the words under the code. */
const SCAN = 24
const INK = '#211d17'
/** Sizes of letters that are tried until all stands on one page. */
const SIZES = [11, 10.5, 10, 9.5, 9, 8.5, 8, 7.5, 7]

/** A recipe on one page of A4, as a stream: black on white. One that is too long for it goes on on the next. */
export async function printSheet(sheet: Sheet) {
  const info = { Title: sheet.title }
  const paper = await openPaper({ size: 'A4', margin: MARGIN, lang: sheet.locale, info, displayTitle: true })
  const { doc } = paper
  doc.fillColor(INK)
  const top = Math.max(drawHead(paper, sheet), MARGIN + QR + SCAN) + 12
  const room = doc.page.height - MARGIN - top
  const size = SIZES.find((one) => partsHeight(paper, sheet.parts, one) <= room) ?? SIZES.at(-1)!
  sheet.parts.reduce((at, part) => drawPart(paper, part, { top: at, size }), top)
  doc.end()
  return doc
}

const widthOf = ({ doc }: Paper) => doc.page.width - 2 * MARGIN

/** Gives where it ends. */
function drawHead(paper: Paper, { movement, title, summary, facts, url, scan }: Sheet): number {
  const wide = { left: MARGIN, width: widthOf(paper) - QR - 36 }
  const left = paper.doc.page.width - MARGIN - QR
  drawQr(paper.doc, url, { left, top: MARGIN, size: QR })
  paper.doc.fillColor(INK)
  write(paper, scan, {
    left: left - 20,
    width: QR + 20,
    top: MARGIN + QR + 3,
    height: SCAN - 3,
    size: 7,
    least: 5,
    align: 'right',
  })
  let top = write(paper, movement, { ...wide, top: MARGIN, height: 24, size: 9, least: 6 })
  top = write(paper, title, { ...wide, top, height: 76, size: 20, least: 9, bold: true })
  top = write(paper, summary, { ...wide, top, height: 70, size: 11, least: 7 }) + 4
  return write(paper, facts, { ...wide, top, height: 48, size: 9, least: 6, bold: true })
}

const textOf = ({ lines, numbered }: SheetPart) =>
  lines.map((line, n) => (numbered ? `${n + 1}. ${line}` : lines.length > 1 ? `•  ${line}` : line))

function partsHeight(paper: Paper, parts: SheetPart[], size: number): number {
  const width = widthOf(paper)
  const heights = parts.map((part) => {
    const heading = heightOf(paper, part.title, { width, size: size + 1, bold: true })
    const lines = textOf(part).reduce((sum, line) => sum + heightOf(paper, line, { width, size }) + size * GAP, 0)
    return heading + lines + size * AFTER
  })
  return heights.reduce((sum, height) => sum + height, 0)
}

/** Room between lines and after a part, in sizes of a letter. */
const GAP = 0.15
const AFTER = 0.7

/** Gives where the next one begins. */
function drawPart(paper: Paper, part: SheetPart, { top, size }: { top: number; size: number }): number {
  const wide = { left: MARGIN, width: widthOf(paper) }
  let at = write(paper, part.title, { ...wide, top, size: size + 1, bold: true })
  for (const line of textOf(part)) at = write(paper, line, { ...wide, top: at, size }) + size * GAP
  return at + size * AFTER
}
