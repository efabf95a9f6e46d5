import { strToU8, zipSync } from 'fflate'

/** A cell: a text; one of several runs, as where a word is bold; a number; or a day by its serial number (ECMA-376 part 1 §18.17.4.1). */
export type Cell = string | { runs: string[] } | { number: number } | { day: number } | null

const escape = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
const t = (text: string) => `<t xml:space="preserve">${escape(text)}</t>`
const columnOf = (at: number) => String.fromCharCode(65 + at)

function cellXml(cell: Cell, name: string): string {
  if (cell === null) return ''
  if (typeof cell === 'string') return `<c r="${name}" t="inlineStr"><is>${t(cell)}</is></c>`
  if ('runs' in cell)
    return `<c r="${name}" t="inlineStr"><is>${cell.runs.map((run, at) => `<r>${at === 0 ? '<rPr><b/></rPr>' : ''}${t(run)}</r>`).join('')}</is></c>`
  return 'day' in cell ? `<c r="${name}" s="1"><v>${cell.day}</v></c>` : `<c r="${name}"><v>${cell.number}</v></c>`
}

const sheetXml = (rows: Cell[][]) =>
  `<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>${rows
    .map((row, r) => `<row r="${r + 1}">${row.map((cell, c) => cellXml(cell, `${columnOf(c)}${r + 1}`)).join('')}</row>`)
    .join('')}</sheetData></worksheet>`

const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006'
const TYPE = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** A workbook as office programs write it (ECMA-376), by the names of its sheets. */
export function workbook(sheets: Record<string, Cell[][]>): Buffer {
  const names = Object.keys(sheets)
  const each = (one: (name: string, n: number) => string) => names.map((name, at) => one(name, at + 1)).join('')
  const files = {
    '[Content_Types].xml': `<?xml version="1.0"?><Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPE}.sheet.main+xml"/>${each((_, n) => `<Override PartName="/xl/worksheets/sheet${n}.xml" ContentType="${TYPE}.worksheet+xml"/>`)}</Types>`,
    '_rels/.rels': `<?xml version="1.0"?><Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="${OFFICE}"><sheets>${each((name, n) => `<sheet name="${escape(name)}" sheetId="${n}" r:id="rId${n}"/>`)}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<?xml version="1.0"?><Relationships xmlns="${PACKAGE}/relationships">${each((_, n) => `<Relationship Id="rId${n}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${n}.xml"/>`)}<Relationship Id="rId99" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml':
      '<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>',
    ...Object.fromEntries(names.map((name, at) => [`xl/worksheets/sheet${at + 1}.xml`, sheetXml(sheets[name]!)])),
  }
  return Buffer.from(zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)]))))
}
