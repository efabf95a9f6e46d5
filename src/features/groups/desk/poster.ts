import { drawQr, openDocument } from '#platform/printing'

/** What stands on the poster of a group: for a shop window, a landing, a market table. */
export type Poster = {
  locale: string
  movement: string
  title: string
  /** Where and when, and that anybody is welcome: nobody's name. */
  lines: string[]
  /** Where the code leads, and what stands under it. */
  url: string
  scan: string
  shown: string
}

const MARGIN = 56
const INK = '#211d17'
const QR = 260

/** A poster as a PDF, as a stream: A4, black on white, letters of the standard fonts that every printer has. */
export async function printPoster({ locale, movement, title, lines, url, scan, shown }: Poster) {
  const doc = await openDocument({ size: 'A4', margin: MARGIN, lang: locale, info: { Title: title }, displayTitle: true })
  const width = doc.page.width - 2 * MARGIN
  const centred = { width, align: 'center' } as const
  doc.fillColor(INK).font('Helvetica').fontSize(18).text(movement, centred).moveDown(0.6)
  doc.font('Helvetica-Bold').fontSize(40).text(title, centred).moveDown(0.4)
  doc.font('Helvetica').fontSize(20)
  for (const line of lines) doc.text(line, centred).moveDown(0.2)
  drawQr(doc, url, { left: (doc.page.width - QR) / 2, top: doc.page.height - MARGIN - QR - 90, size: QR })
  doc
    .fillColor(INK)
    .font('Helvetica-Bold')
    .fontSize(16)
    .text(scan, MARGIN, doc.page.height - MARGIN - 70, centred)
  doc.font('Helvetica').fontSize(12).text(shown, centred)
  doc.end()
  return doc
}
