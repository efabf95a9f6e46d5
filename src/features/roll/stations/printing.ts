import { openPaper, type Paper, write } from '#platform/printing'

// A4, in points.
const SIDES = { short: 595.28, long: 841.89 }
const MARGIN = 56
const INNER = SIDES.short - 2 * MARGIN
const INK = '#211d17'
const LINE = '#8a8378'

/** A field of the letter: what was typed, or a line to write on. */
type Field = { label: string; value: string | undefined }

/** All that stands on a letter of appointment. */
export type Letter = {
  locale: string
  movement: string
  to: string
  title: string
  /** Which vote and which station. */
  about: string[]
  said: string
  fields: Field[]
  law: string
  by: string
  signed: string[]
  receipt: { title: string; text: string; fields: string[] }
}

/** A letter by which a candidate names somebody for a station, with the slip that the town hall gives back: one page. */
export async function printLetter(letter: Letter): Promise<Paper['doc']> {
  const { locale, title } = letter
  const paper = await openPaper({ size: 'A4', margin: 0, lang: locale, info: { Title: title }, displayTitle: true })
  paper.doc.fillColor(INK).strokeColor(LINE).lineWidth(0.6)
  const wide = { left: MARGIN, width: INNER }
  write(paper, letter.movement, { ...wide, top: MARGIN, height: 16, size: 10, least: 6 })
  write(paper, letter.to, { ...wide, top: MARGIN + 24, height: 32, size: 11, least: 7, align: 'right' })
  let top = write(paper, title, { ...wide, top: MARGIN + 66, height: 50, size: 19, least: 11, bold: true }) + 6
  for (const line of letter.about) top = write(paper, line, { ...wide, top, height: 34, size: 11, least: 7 })
  top = write(paper, letter.said, { ...wide, top: top + 8, height: 44, size: 11, least: 7 }) + 6
  for (const field of letter.fields) top = drawField(paper, field, top)
  top = write(paper, letter.by, { ...wide, top: top + 8, height: 32, size: 11, least: 7, bold: true })
  top = write(paper, letter.law, { ...wide, top: top + 2, height: 36, size: 8.5, least: 6 }) + 10
  const half = INNER / 2 - 8
  for (const [n, line] of letter.signed.entries())
    write(paper, line, { left: MARGIN + n * (half + 16), width: half, top, height: 40, size: 10, least: 6 })
  drawReceipt(paper, letter.receipt)
  paper.doc.end()
  return paper.doc
}

const LABEL = 150
const ROW = 30

function drawField({ doc, ...faces }: Paper, { label, value }: Field, top: number): number {
  const paper = { doc, ...faces }
  write(paper, label, { left: MARGIN, width: LABEL - 8, top: top + 6, height: ROW - 8, size: 10, least: 6 })
  const beside = { left: MARGIN + LABEL, width: INNER - LABEL }
  if (value) write(paper, value, { ...beside, top: top + 5, height: ROW - 7, size: 12, least: 7, bold: true })
  else rule(paper, [beside.left, MARGIN + INNER], top + ROW - 4)
  return top + ROW
}

/** A line across, from the left to the right. */
const rule = ({ doc }: Paper, [from, to]: [number, number], at: number) => doc.moveTo(from, at).lineTo(to, at).stroke()

/** Where the slip begins, from the top. */
const SLIP = 616

function drawReceipt(paper: Paper, { title, text, fields }: Letter['receipt']): void {
  const { doc } = paper
  const wide = { left: MARGIN, width: INNER }
  doc.dash(4, { space: 4 })
  rule(paper, [MARGIN / 2, SIDES.short - MARGIN / 2], SLIP)
  doc.undash()
  const said = write(paper, title, { ...wide, top: SLIP + 14, height: 20, size: 14, least: 8, bold: true })
  const under = write(paper, text, { ...wide, top: said + 4, height: 62, size: 10.5, least: 6 })
  for (const [n, label] of fields.entries()) drawField(paper, { label, value: undefined }, under + 4 + n * ROW)
}

/** The rota of a town: a line for each station, cells by part of the day. */
export type RotaSheet = { locale: string; title: string; lead: string; head: string[]; rows: string[][]; foot: string }

const CELL = 46

/** Who is where when, on as many pages as it takes, lying down. */
export async function printRota({ locale, title, lead, head, rows, foot }: RotaSheet): Promise<Paper['doc']> {
  const options = { size: 'A4', layout: 'landscape', margin: 0, autoFirstPage: false } as const
  const paper = await openPaper({ ...options, lang: locale, info: { Title: title }, displayTitle: true })
  const margin = 36
  const inner = SIDES.long - 2 * margin
  const perPage = Math.floor((SIDES.short - 2 * margin - 80) / CELL)
  const width = inner / (head.length + 1)
  for (let from = 0; from < Math.max(rows.length, 1); from += perPage) {
    paper.doc.addPage().fillColor(INK).strokeColor(LINE).lineWidth(0.6)
    write(paper, title, { left: margin, width: inner, top: margin, height: 22, size: 16, least: 9, bold: true })
    write(paper, lead, { left: margin, width: inner, top: margin + 22, height: 14, size: 9, least: 6 })
    for (const [line, cells] of [head, ...rows.slice(from, from + perPage)].entries()) {
      const top = margin + 44 + (line === 0 ? 0 : 22 + (line - 1) * CELL)
      const height = line === 0 ? 20 : CELL - 6
      for (const [n, cell] of cells.entries()) {
        // The name of a station has twice the room of a part of the day.
        const left = margin + (n === 0 ? 0 : (n + 1) * width)
        write(paper, cell, {
          left,
          width: (n === 0 ? 2 * width : width) - 6,
          top: top + 3,
          height,
          size: 9,
          least: 5,
          bold: line === 0 || n === 0,
        })
      }
      rule(paper, [margin, margin + inner], top + (line === 0 ? 22 : CELL))
    }
    write(paper, foot, { left: margin, width: inner, top: SIDES.short - margin - 4, height: 14, size: 8, least: 5 })
  }
  paper.doc.end()
  return paper.doc
}
