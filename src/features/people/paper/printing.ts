import { drawQr, openPaper, type Paper, write } from '#platform/printing'
import { LINES } from './rules.ts'

/** All that stands on one page of paper. */
export type Page = {
  number: string
  /** Where the QR code leads. */
  url: string
  movement: string
  title: string
  place: string
  support: string
  /** Heads of the columns: what is written, the boxes, and where one signs. */
  columns: { written: string[]; boxes: string[]; signed: string }
  legend: string
  returned: string
  rights: string
  scan: string
}

// A4 lying down, in points.
const WIDTH = 841.89
const HEIGHT = 595.28
const MARGIN = 30
const INNER = WIDTH - 2 * MARGIN
const QR = 64
const TABLE_TOP = 124
const ROW = 29.5
/** Widths of the columns, as parts of the whole: number, names, town, e-mail, phone; each box; signature. */
const WRITTEN = [3, 12, 14, 15, 21, 13]
const BOX = 6
const SIGNED = 10
const INK = '#211d17'
const LINE = '#8a8378'

/** Sheets as one PDF, a page each, as a stream: A4, black on white. */
export async function printPages(pages: Page[], { title, locale }: { title: string; locale: string }): Promise<Paper['doc']> {
  const paper = await openPaper({
    size: 'A4',
    layout: 'landscape',
    margin: MARGIN,
    autoFirstPage: false,
    lang: locale,
    info: { Title: title },
    displayTitle: true,
  })
  for (const page of pages) {
    paper.doc.addPage().fillColor(INK).strokeColor(LINE).lineWidth(0.6)
    drawHead(paper, page)
    drawTable(paper, page)
    drawFoot(paper, page)
  }
  paper.doc.end()
  return paper.doc
}

function drawHead(paper: Paper, { movement, title, place, support, url, number, scan }: Page): void {
  const wide = { left: MARGIN, width: INNER - QR - 110 }
  const by = write(paper, movement, { ...wide, top: MARGIN, height: 13, size: 10, least: 6 })
  const said = write(paper, title, { ...wide, top: by, height: 28, size: 22, least: 9, bold: true })
  const from = write(paper, place, { ...wide, top: said, height: 13, size: 10, least: 6 })
  write(paper, support, { ...wide, top: from + 2, height: TABLE_TOP - 3 - from, size: 9, least: 6 })
  drawQr(paper.doc, url, { left: WIDTH - MARGIN - QR, top: MARGIN, size: QR })
  paper.doc.fillColor(INK)
  const beside = { left: WIDTH - MARGIN - QR - 100, width: 92, align: 'right' } as const
  const under = write(paper, number, { ...beside, top: MARGIN, height: 17, size: 13, least: 7, bold: true })
  write(paper, scan, { ...beside, top: under, height: QR - 17, size: 7, least: 5 })
}

function drawTable(paper: Paper, { columns }: Page): void {
  const { doc } = paper
  const { written, boxes, signed } = columns
  const parts = [...WRITTEN, ...boxes.map(() => BOX), SIGNED]
  const whole = parts.reduce((sum, part) => sum + part)
  const lefts = parts.map((_, at) => MARGIN + (INNER * parts.slice(0, at).reduce((sum, part) => sum + part, 0)) / whole)
  const widthOf = (at: number) => (INNER * parts[at]!) / whole
  for (const [at, column] of ['', ...written, ...boxes, signed].entries()) {
    const room = { left: lefts[at]! + 3, width: widthOf(at) - 6, top: TABLE_TOP + 2, height: ROW - 3 }
    write(paper, column, { ...room, size: 8, least: 5, bold: true })
  }
  const top = TABLE_TOP + ROW
  for (let line = 1; line <= LINES; line++) {
    const y = top + (line - 1) * ROW
    doc
      .moveTo(MARGIN, y)
      .lineTo(WIDTH - MARGIN, y)
      .stroke()
    write(paper, String(line), { left: MARGIN + 3, width: widthOf(0) - 6, top: y + 9, height: ROW - 9, size: 9 })
    for (const n of boxes.keys()) drawBox(paper, { left: lefts[WRITTEN.length + n]!, width: widthOf(WRITTEN.length + n), top: y })
    doc.strokeColor(LINE)
  }
  const bottom = top + LINES * ROW
  for (const left of [...lefts, WIDTH - MARGIN]) doc.moveTo(left, TABLE_TOP).lineTo(left, bottom).stroke()
  for (const y of [TABLE_TOP, bottom])
    doc
      .moveTo(MARGIN, y)
      .lineTo(WIDTH - MARGIN, y)
      .stroke()
}

/** A box to tick, in the middle of its field. */
function drawBox({ doc }: Paper, { left, width, top }: { left: number; width: number; top: number }): void {
  doc.rect(left + width / 2 - 6, top + ROW / 2 - 6, 12, 12).stroke(INK)
}

function drawFoot(paper: Paper, { legend, returned, rights }: Page): void {
  const top = TABLE_TOP + (LINES + 1) * ROW + 6
  const wide = { left: MARGIN, width: INNER }
  write(paper, legend, { ...wide, top, height: 15, size: 8, least: 5 })
  write(paper, returned, { ...wide, top: top + 15, height: 15, size: 9, least: 6, bold: true })
  write(paper, rights, { ...wide, top: top + 31, height: HEIGHT - MARGIN / 2 - top - 31, size: 7.5, least: 5 })
}
