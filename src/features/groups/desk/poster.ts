import { type Box, drawQr, heightOf, openPaper, type Paper, write } from '#platform/printing'

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
/** Sizes of letters that are tried until all that stands between the name and the code finds room. */
const SIZES = [20, 18, 16, 14, 12, 10.5, 9, 8, 7]
/** Room after a line. */
const GAP = 4

/** A poster as a PDF, as a stream: A4, black on white. Words become smaller rather than reach the code. */
export async function printPoster({ locale, movement, title, lines, url, scan, shown }: Poster) {
  const paper = await openPaper({ size: 'A4', margin: MARGIN, lang: locale, info: { Title: title }, displayTitle: true })
  const { doc } = paper
  const centred = { left: MARGIN, width: doc.page.width - 2 * MARGIN, align: 'center' } as const
  const foot = doc.page.height - MARGIN
  const code = foot - QR - 90
  doc.fillColor(INK)
  let top = write(paper, movement, { ...centred, top: MARGIN, height: 46, size: 18, least: 8 }) + 10
  top = write(paper, title, { ...centred, top, height: 170, size: 40, least: 12, bold: true }) + 14
  writeLines(paper, lines, { ...centred, top, height: code - 14 - top })
  drawQr(doc, url, { left: (doc.page.width - QR) / 2, top: code, size: QR })
  doc.fillColor(INK)
  const under = write(paper, scan, { ...centred, top: foot - 76, height: 40, size: 16, least: 9, bold: true })
  write(paper, shown, { ...centred, top: under + 2, height: foot - under - 2, size: 12, least: 6 })
  doc.end()
  return doc
}

type Room = Pick<Box, 'left' | 'top' | 'width' | 'align'> & { height: number }

/** Lines one under the other, in letters of one size; what is too long even in the smallest is cut. */
function writeLines(paper: Paper, lines: string[], { height, ...room }: Room): void {
  const heights = (size: number) => lines.map((line) => heightOf(paper, line, { ...room, size }) + GAP)
  const sum = (some: number[]) => some.reduce((all, one) => all + one, 0)
  const size = SIZES.find((one) => sum(heights(one)) <= height) ?? SIZES.at(-1)!
  const least = heights(size).map((one) => Math.min(one, height / lines.length))
  let { top } = room
  for (const [at, line] of lines.entries()) {
    const kept = room.top + height - sum(least.slice(at + 1))
    top = write(paper, line, { ...room, top, height: kept - GAP - top, size }) + GAP
  }
}
