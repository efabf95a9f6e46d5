import { uniqueHeader } from './rules.ts'

/** Rows among which the header is looked for: a title, a date, a remark may stand above it. */
export const ABOVE = 20

/** Where a table begins. `skipped`: rows before the first of people; a table without a header skips none, and its columns are numbered. */
export type Heading = { header: string[]; skipped: number }

/**
 * The header among the first rows of a file: the first that is nearly as wide as the widest. A row with an address in it is somebody, and no header: nobody is
 * lost of a bare list.
 */
export function headingOf(rows: string[][]): Heading {
  const first = rows.findIndex(([cell]) => !/^sep=.?$/i.test(cell ?? ''))
  const looked = rows.slice(Math.max(first, 0))
  const widest = Math.max(...looked.map(filled), 0)
  const at = looked.findIndex((row) => filled(row) >= Math.max(1, Math.ceil(widest * NEARLY)))
  const row = looked[at] ?? []
  const skipped = Math.max(first, 0) + Math.max(at, 0)
  if (row.some((cell) => ADDRESS.test(cell))) return { header: row.map((_, column) => `#${column + 1}`), skipped }
  return { header: uniqueHeader(row), skipped: skipped + 1 }
}

const NEARLY = 0.6
const ADDRESS = /\S@\S+\.\S/

const filled = (row: string[]) => row.filter((cell) => cell.trim() !== '').length
