import { buffer } from 'node:stream/consumers'
import { heightOf, openPaper, type Paper, write } from '#platform/printing'

// A4, in points.
const PAGE = { width: 595.28, height: 841.89 }
const MARGIN = 56
const INNER = PAGE.width - 2 * MARGIN
const INK = '#211d17'
const LINE = '#8a8378'
const LABEL = 150

type Line = { label: string; value: string }

/** All that stands on a paper. Nothing but this, so that the same makes the same file. */
export type Sheet = {
  locale: string
  title: string
  /** Above the title: whose paper it is. */
  from: string
  /** Said first and large: that it is cancelled. */
  over: string | undefined
  facts: Line[]
  table: { title: string; head: string[]; rows: string[][]; sums: Line[] } | undefined
  /** What it is not, in a frame. */
  note: string
  foot: string
  made_at: Date
}

/**
 * A document of one or more pages, tagged for who has it read out (ISO 32000-1 § 14.8): title, language, headings, paragraphs, tables with their heads. Made of
 * what it is given alone: its date is that of the act, so that each try gives the same bytes.
 */
export async function drawSheet(sheet: Sheet): Promise<Buffer> {
  const { locale, title, made_at } = sheet
  const info = { Title: title, Author: sheet.from, Creator: 'Appui', Producer: 'Appui', CreationDate: made_at, ModDate: made_at }
  const paper = await openPaper({
    size: [PAGE.width, PAGE.height],
    margins: { top: MARGIN, bottom: MARGIN, left: MARGIN, right: MARGIN },
    lang: locale,
    tagged: true,
    // Of 1.4 on there are languages and actual texts; 1.5 packs objects, which older readers do not know.
    pdfVersion: '1.4',
    displayTitle: true,
    info,
  })
  paper.doc.fillColor(INK).strokeColor(LINE).lineWidth(0.6)
  const root = paper.doc.struct('Document', { lang: locale })
  paper.doc.addStructure(root)
  drawBody(paper, root, sheet)
  root.end()
  paper.doc.end()
  return buffer(paper.doc)
}

type Parent = ReturnType<Paper['doc']['struct']>
type Doc = Paper['doc']

/** Draws within a new part of the document, which is read as what it is. */
function tagged([doc, parent]: [Doc, Parent], type: string, draw: () => void): void {
  parent.add(doc.struct(type, {}, draw))
}

function drawBody(paper: Paper, root: Parent, sheet: Sheet): void {
  const { doc } = paper
  const wide = { left: MARGIN, width: INNER }
  let top = MARGIN
  const say = (type: string, text: string, { size, bold = false, gap = 0 }: { size: number; bold?: boolean; gap?: number }) =>
    tagged([doc, root], type, () => {
      top = write(paper, text, { ...wide, top: top + gap, size, bold })
    })
  say('P', sheet.from, { size: 11 })
  say('H1', sheet.title, { size: 20, bold: true, gap: 22 })
  if (sheet.over) say('P', sheet.over, { size: 14, bold: true, gap: 8 })
  top = drawFacts(paper, root, { lines: sheet.facts, top: top + 18 })
  if (sheet.table) top = drawTable(paper, root, { table: sheet.table, top: top + 18 })
  top = drawNote(paper, root, { note: sheet.note, top: top + 22 })
  say('P', sheet.foot, { size: 9.5, gap: 14 })
}

const ROW_GAP = 7

/** Lines of a label and what it says: a table of two columns, the first its heads. */
function drawFacts(paper: Paper, root: Parent, { lines, top }: { lines: Line[]; top: number }): number {
  const { doc } = paper
  const table = doc.struct('Table')
  root.add(table)
  for (const { label, value } of lines) {
    const row = doc.struct('TR')
    table.add(row)
    const beside = { width: INNER - LABEL, size: 12, bold: true }
    const high = heightOfRow(paper, [
      { text: label, width: LABEL - 12, size: 10.5 },
      { text: value, ...beside },
    ])
    top = roomFor(paper, top, high)
    const at = top
    row.add(
      doc.struct(
        'TH',
        { scope: 'Row' } as object,
        () => void write(paper, label, { left: MARGIN, width: LABEL - 12, top: at + 1.5, size: 10.5 }),
      ),
    )
    row.add(doc.struct('TD', {}, () => void write(paper, value, { left: MARGIN + LABEL, top: at, ...beside })))
    row.end()
    top += high + ROW_GAP
  }
  table.end()
  return top
}

type Cell = { text: string; width: number; size: number; bold?: boolean }

/** As high as the highest of its cells; lines stand 1.22 sizes apart, as `write` sets them. */
function heightOfRow(paper: Paper, cells: Cell[]): number {
  return Math.max(...cells.map(({ text, ...cell }) => heightOf(paper, text, cell)))
}

function roomFor({ doc }: Paper, top: number, high: number): number {
  if (top + high <= PAGE.height - MARGIN) return top
  doc.addPage()
  doc.fillColor(INK).strokeColor(LINE).lineWidth(0.6)
  return MARGIN
}

/** Widths of the columns of a table, in parts of the whole. */
const COLUMNS = [0.2, 0.36, 0.24, 0.2]

function drawTable(paper: Paper, root: Parent, { table, top }: { table: NonNullable<Sheet['table']>; top: number }): number {
  const { doc } = paper
  tagged([doc, root], 'H2', () => {
    top = write(paper, table.title, { left: MARGIN, width: INNER, top, size: 14, bold: true }) + 6
  })
  const element = doc.struct('Table')
  root.add(element)
  const drawRow = (cells: string[], type: 'TH' | 'TD') => {
    const row = doc.struct('TR')
    element.add(row)
    const set = cells.map((text, n) => ({ text, width: INNER * COLUMNS[n]! - 8, size: 10, bold: type === 'TH' }))
    const high = heightOfRow(paper, set)
    top = roomFor(paper, top, high)
    let left = MARGIN
    for (const [n, cell] of set.entries()) {
      const box = { ...cell, left, top, align: n === cells.length - 1 ? ('right' as const) : ('left' as const) }
      row.add(doc.struct(type, (type === 'TH' ? { scope: 'Column' } : {}) as object, () => void write(paper, cell.text, box)))
      left += INNER * COLUMNS[n]!
    }
    row.end()
    top += high + 5
  }
  drawRow(table.head, 'TH')
  for (const row of table.rows) drawRow(row, 'TD')
  element.end()
  return drawFacts(paper, root, { lines: table.sums, top: top + 8 })
}

function drawNote(paper: Paper, root: Parent, { note, top }: { note: string; top: number }): number {
  const { doc } = paper
  const inside = { left: MARGIN + 12, width: INNER - 24, size: 11, bold: true }
  const high = heightOf(paper, note, inside) + 22
  const at = roomFor(paper, top, high)
  // A frame says nothing to who hears it.
  doc.markContent('Artifact', { type: 'Layout' })
  doc.rect(MARGIN, at, INNER, high).stroke()
  doc.endMarkedContent()
  tagged([doc, root], 'P', () => void write(paper, note, { ...inside, top: at + 10 }))
  return at + high
}
