import { type Doc, drawQr, openDocument } from '#platform/printing'
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

/** Sheets as one PDF, a page each, as a stream: A4, black on white, letters of the standard fonts that every printer has. */
export async function printPages(pages: Page[], { title, locale }: { title: string; locale: string }): Promise<Doc> {
  const doc = await openDocument({
    size: 'A4',
    layout: 'landscape',
    margin: MARGIN,
    autoFirstPage: false,
    lang: locale,
    info: { Title: title },
    displayTitle: true,
  })
  for (const page of pages) drawPage(doc.addPage(), page)
  doc.end()
  return doc
}

function drawPage(doc: Doc, page: Page): void {
  doc.fillColor(INK).strokeColor(LINE).lineWidth(0.6)
  drawHead(doc, page)
  drawTable(doc, page)
  drawFoot(doc, page)
}

function drawHead(doc: Doc, { movement, title, place, support, url, number, scan }: Page): void {
  const width = INNER - QR - 110
  doc.font('Helvetica').fontSize(10).text(movement, MARGIN, MARGIN, { width })
  doc.font('Helvetica-Bold').fontSize(22).text(title, { width })
  doc.font('Helvetica').fontSize(10).text(place, { width }).moveDown(0.4)
  doc.fontSize(9).text(support, { width, lineGap: 1 })
  drawQr(doc, url, { left: WIDTH - MARGIN - QR, top: MARGIN, size: QR })
  doc.fillColor(INK)
  doc
    .font('Helvetica-Bold')
    .fontSize(13)
    .text(number, WIDTH - MARGIN - QR - 100, MARGIN, { width: 92, align: 'right' })
  doc.font('Helvetica').fontSize(7).text(scan, { width: 92, align: 'right' })
}

function drawTable(doc: Doc, { columns }: Page): void {
  const { written, boxes, signed } = columns
  const parts = [...WRITTEN, ...boxes.map(() => BOX), SIGNED]
  const whole = parts.reduce((sum, part) => sum + part)
  const lefts = parts.map((_, at) => MARGIN + (INNER * parts.slice(0, at).reduce((sum, part) => sum + part, 0)) / whole)
  const widthOf = (at: number) => (INNER * parts[at]!) / whole
  doc.font('Helvetica-Bold').fontSize(8)
  for (const [at, column] of ['', ...written, ...boxes, signed].entries())
    doc.text(column, lefts[at]! + 3, TABLE_TOP + 4, { width: widthOf(at) - 6, height: ROW - 4, lineGap: -1 })
  doc.font('Helvetica').fontSize(9)
  const top = TABLE_TOP + ROW
  for (let line = 1; line <= LINES; line++) {
    const y = top + (line - 1) * ROW
    doc
      .moveTo(MARGIN, y)
      .lineTo(WIDTH - MARGIN, y)
      .stroke()
    doc.text(String(line), MARGIN + 3, y + 10, { width: widthOf(0) - 6 })
    for (const n of boxes.keys()) drawBox(doc, { left: lefts[WRITTEN.length + n]!, width: widthOf(WRITTEN.length + n), top: y })
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
function drawBox(doc: Doc, { left, width, top }: { left: number; width: number; top: number }): void {
  doc.rect(left + width / 2 - 6, top + ROW / 2 - 6, 12, 12).stroke(INK)
}

function drawFoot(doc: Doc, { legend, returned, rights }: Page): void {
  const top = TABLE_TOP + (LINES + 1) * ROW + 6
  doc.font('Helvetica').fontSize(8).text(legend, MARGIN, top, { width: INNER })
  doc
    .font('Helvetica-Bold')
    .fontSize(9)
    .text(returned, MARGIN, top + 16, { width: INNER })
  doc
    .font('Helvetica')
    .fontSize(7.5)
    .text(rights, MARGIN, top + 32, { width: INNER, height: 22, ellipsis: true })
}
