import { strToU8, zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { workbook } from '../../../../tests/support/workbook.ts'
import { Invalid } from '#platform/errors'
import { SMALL_SHEET } from './rules.ts'
import { readWorkbook } from './workbook.ts'

const LARGE = workbook({
  Lyon: Array.from({ length: 30_000 }, (_, n) => [`Prénom ${n}`, 'Lacaze', `p${n}@example.org`, { number: n }]),
})
const SMALL = workbook({
  Lyon: [
    ['Prénom', 'Nom'],
    ['Zoé', 'Lacaze'],
  ],
})
const thread = (code: string) => new URL(`data:text/javascript,${encodeURIComponent(code)}`)

/** What is said of a file that is not read; the fault itself where it is none that somebody made. */
const refusalOf = (reading: Promise<unknown>) =>
  reading.then(
    () => 'read',
    (error: unknown) => (error instanceof Invalid ? error.fields.file : String(error)),
  )

test('while a workbook is read everything else goes on', async () => {
  let turns = 0
  const clock = setInterval(() => (turns += 1), 5)
  const [sheet] = await readWorkbook(LARGE)
  clearInterval(clock)
  expect(new TextDecoder().decode(sheet!.csv).split('\r\n')).toHaveLength(30_001)
  expect(turns).toBeGreaterThan(10)
})

test('a workbook that takes too much memory or time is refused, and nothing dies of it', async () => {
  expect(await refusalOf(readWorkbook(LARGE, { megabytes: 24 }))).toBe('imports.file.sheet-too-large')
  expect(await refusalOf(readWorkbook(SMALL, { thread: thread('for (;;);'), seconds: 0.5 }))).toBe('imports.file.sheet-too-large')
  expect(await refusalOf(readWorkbook(SMALL))).toBe('read')
})

test('a thread that dies of something else is a fault, not a word about the file', async () => {
  expect(await refusalOf(readWorkbook(SMALL, { thread: thread('process.exit(3)') }))).toContain('ended with 3')
  expect(await refusalOf(readWorkbook(SMALL, { thread: thread('throw new Error("of ours")') }))).toContain('of ours')
})

test('a file that unfolds a hundredfold is none that an office program wrote', async () => {
  const folded = (bytes: number) => Buffer.from(zipSync({ 'xl/worksheets/sheet1.xml': new Uint8Array(bytes) }, { level: 6 }))
  const large = folded(SMALL_SHEET + 1024 ** 2)
  expect(large.length).toBeLessThan(SMALL_SHEET / 100)
  expect(await refusalOf(readWorkbook(large))).toBe('imports.file.too-large')
  expect(await refusalOf(readWorkbook(folded(1024 ** 2)))).toBe('imports.file.no-table')
  expect(await refusalOf(readWorkbook(Buffer.from(zipSync({ 'x.txt': strToU8('x') }))))).toBe('imports.file.no-table')
})
