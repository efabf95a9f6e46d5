import { openDocument } from '#platform/printing'

/** What stands on a sheet by which somebody without e-mail joins a group. */
export type Sheet = {
  locale: string
  movement: string
  title: string
  lead: string
  /** The sentence that she signs. */
  agrees: string
  /** Boxes that she may tick. */
  boxes: string[]
  /** Lines to fill in. */
  lines: string[]
  rights: string
}

const MARGIN = 56
const INK = '#211d17'
const LINE = '#8a8378'
const BOX = 11
const ROW = 34

/** One sheet as a PDF, as a stream: A4, black on white, letters of the standard fonts that every printer has. */
export async function printSheet({ locale, movement, title, lead, agrees, boxes, lines, rights }: Sheet) {
  const doc = await openDocument({ size: 'A4', margin: MARGIN, lang: locale, info: { Title: title }, displayTitle: true })
  const width = doc.page.width - 2 * MARGIN
  doc.fillColor(INK).strokeColor(LINE).lineWidth(0.8)
  doc.font('Helvetica').fontSize(11).text(movement, { width })
  doc.font('Helvetica-Bold').fontSize(22).text(title, { width }).moveDown(0.4)
  doc.font('Helvetica').fontSize(12).text(lead, { width }).moveDown(1)
  for (const line of lines) {
    const top = doc.y
    doc.fontSize(11).text(line, MARGIN, top, { width })
    doc
      .moveTo(MARGIN + 170, top + 14)
      .lineTo(MARGIN + width, top + 14)
      .stroke()
    doc.y = top + ROW
  }
  doc.font('Helvetica-Bold').fontSize(12)
  doc.text(agrees, MARGIN, doc.y, { width }).moveDown(0.8)
  doc.font('Helvetica')
  for (const box of boxes) {
    const top = doc.y
    doc.rect(MARGIN, top, BOX, BOX).stroke()
    doc.text(box, MARGIN + 22, top, { width: width - 22 }).moveDown(0.6)
  }
  doc.moveDown(0.8).fontSize(9).text(rights, MARGIN, doc.y, { width })
  doc.end()
  return doc
}
