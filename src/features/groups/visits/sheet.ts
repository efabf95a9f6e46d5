import { openPaper, write } from '#platform/printing'

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
/** Room for the words beside a line to fill in. */
const LABEL = 160

/** One sheet as a PDF, as a stream: A4, black on white. */
export async function printSheet({ locale, movement, title, lead, agrees, boxes, lines, rights }: Sheet) {
  const paper = await openPaper({ size: 'A4', margin: MARGIN, lang: locale, info: { Title: title }, displayTitle: true })
  const { doc } = paper
  const wide = { left: MARGIN, width: doc.page.width - 2 * MARGIN }
  doc.fillColor(INK).strokeColor(LINE).lineWidth(0.8)
  let top = write(paper, movement, { ...wide, top: MARGIN, height: 28, size: 11, least: 7 }) + 2
  top = write(paper, title, { ...wide, top, height: 62, size: 22, least: 10, bold: true }) + 8
  top = write(paper, lead, { ...wide, top, height: 62, size: 12, least: 8 }) + 14
  for (const line of lines) {
    write(paper, line, { ...wide, width: LABEL, top, height: ROW, size: 11, least: 7 })
    doc
      .moveTo(MARGIN + LABEL + 10, top + 14)
      .lineTo(MARGIN + wide.width, top + 14)
      .stroke()
    top += ROW
  }
  top = write(paper, agrees, { ...wide, top, height: 78, size: 12, least: 8, bold: true }) + 10
  for (const box of boxes) {
    doc.rect(MARGIN, top + 1, BOX, BOX).stroke()
    top = write(paper, box, { left: MARGIN + 22, width: wide.width - 22, top, height: 48, size: 12, least: 8 }) + 8
  }
  write(paper, rights, { ...wide, top: top + 8, height: doc.page.height - MARGIN - top - 8, size: 9, least: 6 })
  doc.end()
  return doc
}
