import { type RawBuilder, sql } from 'kysely'

/**
 * One line of a CSV file (RFC 4180), safe to open in a spreadsheet: a cell that would be read as a formula gets an
 * apostrophe before it (OWASP ASVS 5.0, V1.2.10). `readCell` takes it off again, so that what was exported comes back.
 */
export function csvLine(cells: readonly string[]): string {
  return `${cells.map(writeCell).join(',')}\r\n`
}

const FORMULA = /^'*[=+\-@\t\r]/
/** A number below zero is a number to spreadsheets, and has to be: as a text it would be left out of their sums. */
const NUMBER = /^-\d+(\.\d+)?$/

function writeCell(text: string): string {
  const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text
  // A separator of other spreadsheets is quoted too: else the cell would be cut there, and its rest run.
  return /[",;\t\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** The same line, written by the database: of columns in reach, or of what gives a text and costs nothing to say twice. */
export function csvLineIn(cells: RawBuilder<string | null>[]): RawBuilder<string> {
  return sql`concat(${sql.join(cells.map(cellIn), sql`, ',', `)}, e'\\r\\n')`
}

function cellIn(cell: RawBuilder<string | null>): RawBuilder<string> {
  const safe = sql`case when ${cell} ~ '^''*[=+\\-@\\t\\r]' and ${cell} !~ '^-[0-9]+(\\.[0-9]+)?$' then '''' || ${cell} else ${cell} end`
  return sql`case
    when ${cell} ~ '[",;\\t\\r\\n]' then '"' || replace(${safe}, '"', '""') || '"'
    else ${safe} end`
}

/** A cell as it was before `csvLine` made it safe. */
export function readCell(text: string): string {
  return text.startsWith("'") && FORMULA.test(text.slice(1)) ? text.slice(1) : text
}
