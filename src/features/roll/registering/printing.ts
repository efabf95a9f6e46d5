import { drawQr, heightOf, openPaper, type Paper, write } from '#platform/printing'
import type { Leaflet, LeafletPart } from './leaflet.ts'

// A4 upright, in points.
const WIDTH = 595.28
const HEIGHT = 841.89
const MARGIN = 48
const INNER = WIDTH - 2 * MARGIN
const QR = 96
const INK = '#211d17'
const FOOT = 34
/** Letters shrink together until a page holds all of its parts. */
const SIZES = [16, 15, 14, 13, 12, 11.3, 10.6, 10, 9.4, 8.8]

/** A leaflet of two pages as one PDF, as a stream: A4, black on white. */
export async function printLeaflet(leaflet: Leaflet, locale: string): Promise<Paper['doc']> {
  const paper = await openPaper({
    size: 'A4',
    margin: MARGIN,
    autoFirstPage: false,
    lang: locale,
    info: { Title: leaflet.title },
    displayTitle: true,
  })
  for (const [n, parts] of leaflet.pages.entries()) {
    paper.doc.addPage().fillColor(INK)
    const top = n === 0 ? drawHead(paper, leaflet) : MARGIN
    drawParts(paper, parts, top)
    drawFoot(paper, leaflet)
  }
  paper.doc.end()
  return paper.doc
}

function drawHead(paper: Paper, { movement, title, vote, url, scan }: Leaflet): number {
  const wide = { left: MARGIN, width: INNER - QR - 24 }
  const by = write(paper, movement, { ...wide, top: MARGIN, height: 14, size: 11, least: 7 })
  const said = write(paper, title, { ...wide, top: by + 4, height: 66, size: 27, least: 14, bold: true })
  const at = write(paper, vote, { ...wide, top: said + 6, height: 34, size: 13, least: 9 })
  drawQr(paper.doc, url, { left: WIDTH - MARGIN - QR, top: MARGIN, size: QR })
  paper.doc.fillColor(INK)
  const under = { left: WIDTH - MARGIN - QR - 10, width: QR + 20, align: 'center' } as const
  const scanned = write(paper, scan, { ...under, top: MARGIN + QR + 6, height: 24, size: 9, least: 6 })
  write(paper, url.replace(/^https?:\/\//, ''), { ...under, top: scanned, height: 12, size: 8, least: 5 })
  return Math.max(at, scanned + 12) + 14
}

/** Lines begin with a dash where they are listed. */
const linesOf = ({ lines, listed }: LeafletPart): string[] => (listed ? lines.map((line) => `– ${line}`) : lines)

function drawParts(paper: Paper, parts: LeafletPart[], from: number): void {
  const room = HEIGHT - MARGIN - FOOT - from
  const size = SIZES.find((one) => parts.reduce((sum, part) => sum + heightOfPart(paper, part, one), 0) <= room) ?? SIZES.at(-1)!
  let top = from
  for (const part of parts) {
    top = write(paper, part.title, { left: MARGIN, width: INNER, top, size: size * 1.35, bold: true }) + size * 0.35
    for (const line of linesOf(part)) top = write(paper, line, { left: MARGIN, width: INNER, top, size }) + size * 0.3
    top += size
  }
}

function heightOfPart(paper: Paper, part: LeafletPart, size: number): number {
  const title = heightOf(paper, part.title, { width: INNER, size: size * 1.35, bold: true })
  const lines = linesOf(part).reduce((sum, line) => sum + heightOf(paper, line, { width: INNER, size }) + size * 0.3, 0)
  return title + size * 0.35 + lines + size
}

function drawFoot(paper: Paper, { printed }: Leaflet): void {
  write(paper, printed, { left: MARGIN, width: INNER, top: HEIGHT - MARGIN - 18, height: 20, size: 8, least: 6 })
}
