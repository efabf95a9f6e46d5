import { drawQr, openPaper, type Paper, write } from '#platform/printing'
import type { Locale } from '#platform/i18n/locales'
import type { T } from './texts.ts'

// A4 upright, in points.
const WIDTH = 595.28
const HEIGHT = 841.89
const MARGIN = 42
const INNER = WIDTH - 2 * MARGIN
const QR = 84
const INK = '#211d17'
const LINE = '#8a8378'
/** Doors of one sheet: a line each, of boxes alone. */
const DOORS = 30
const SAYINGS = ['hello', 'check', 'phone', 'helper', 'proxy', 'thanks'] as const

type Sheet = { locale: Locale; group: string; url: string; until: string | undefined }

/** What one takes from door to door: what to say, boxes to tick, and where the sums go. No line has room for a name. */
export async function printSheet(t: T, { locale, group, url, until }: Sheet): Promise<Paper['doc']> {
  const paper = await openPaper({
    size: 'A4',
    margin: MARGIN,
    lang: locale,
    info: { Title: t('drives.paper.title') },
    displayTitle: true,
  })
  const { doc } = paper
  doc.fillColor(INK).strokeColor(LINE).lineWidth(0.6)
  const beside = { left: MARGIN, width: INNER - QR - 20 }
  const by = write(paper, group, { ...beside, top: MARGIN, height: 14, size: 11, least: 6 })
  const title = write(paper, t('drives.paper.title'), { ...beside, top: by, height: 56, size: 22, least: 12, bold: true })
  const said = until ? write(paper, until, { ...beside, top: title + 2, height: 32, size: 12, least: 8, bold: true }) : title
  drawQr(doc, url, { left: WIDTH - MARGIN - QR, top: MARGIN, size: QR })
  doc.fillColor(INK)
  let top = Math.max(said, MARGIN + QR) + 10
  for (const one of SAYINGS) top = write(paper, t(`drives.paper.${one}`), { left: MARGIN, width: INNER, top, size: 10.5 }) + 4
  drawDoors(paper, t, top + 6)
  doc.end()
  return doc
}

/** Two columns of fifteen doors, each with its boxes; and the sums. */
function drawDoors(paper: Paper, t: T, top: number): void {
  const { doc } = paper
  const wide = INNER / 2
  const heads = ['nobody', 'checked', 'registered', 'again'] as const
  const cell = (wide - 34) / heads.length
  const row = (HEIGHT - MARGIN - 44 - (top + 26)) / (DOORS / 2)
  for (const half of [0, 1]) {
    const left = MARGIN + half * wide
    for (const [n, head] of heads.entries())
      write(paper, t(`drives.paper.${head}`), {
        left: left + 24 + n * cell,
        width: cell - 2,
        top,
        height: 24,
        size: 8,
        least: 5,
        align: 'center',
      })
    for (let n = 0; n < DOORS / 2; n++) {
      const y = top + 26 + n * row
      write(paper, String(half * (DOORS / 2) + n + 1), { left, width: 20, top: y + row / 2 - 6, height: 12, size: 9 })
      for (const at of heads.keys()) doc.rect(left + 24 + at * cell + cell / 2 - 6, y + row / 2 - 6, 12, 12).stroke(LINE)
      doc.strokeColor(LINE)
    }
  }
  write(paper, t('drives.paper.sums'), {
    left: MARGIN,
    width: INNER,
    top: HEIGHT - MARGIN - 36,
    height: 34,
    size: 10,
    least: 7,
    bold: true,
  })
}
