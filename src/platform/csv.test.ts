import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, expect, test } from 'vitest'
import { openTestDatabase } from '../../tests/support/program.ts'
import { narrow } from './db/handle.ts'
import { csvLine, csvLineIn, readCell } from './csv.ts'

const { database, drop } = await openTestDatabase()
afterAll(async () => {
  await database.close()
  await drop()
})

/** Cells of what means something to a spreadsheet or to the format, and of what does not. */
const cell = fc.string({ unit: fc.constantFrom(...`'=+-@|\t\r\n",; \\é0`), maxLength: 6 })

test('a line that the database writes is the one that the program writes; nothing in a table is an empty cell', async () => {
  const lines = fc.sample(fc.tuple(cell, cell, fc.option(cell)), 500)
  const written = csvLineIn(['a', 'b', 'c'].map((column) => sql.ref<string | null>(column)))
  const cells = JSON.stringify(lines.map(([a, b, c], n) => ({ n, a, b, c })))
  const { rows } = await sql<{ line: string }>`select ${written} as line
    from jsonb_to_recordset(${cells}::jsonb) as cells (n int, a text, b text, c text) order by n`.execute(narrow()(database.read))
  expect(rows.map(({ line }) => line)).toEqual(lines.map(([a, b, c]) => csvLine([a, b, c ?? ''])))
})

test('no cell begins as a formula, and each comes back as it was', () => {
  fc.assert(
    fc.property(cell, (text) => {
      const line = csvLine([text])
      const written = line.startsWith('"') ? line.slice(1, -3).replaceAll('""', '"') : line.slice(0, -2)
      // A number below zero is none: it is summed, and nothing else.
      expect(/^-\d+(\.\d+)?$/.test(written) || !/^[=+\-@\t\r]/.test(written)).toBe(true)
      expect(readCell(written)).toBe(text)
    }),
  )
})
