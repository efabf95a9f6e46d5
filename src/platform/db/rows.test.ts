import { afterAll, expect, test } from 'vitest'
import { openTestDatabase } from '../../../tests/support/program.ts'
import { type Columns } from './recordset.ts'
import { copyRows } from './rows.ts'

const { database, drop } = await openTestDatabase()
afterAll(async () => {
  await database.close()
  await drop()
})
await database.pool.query(
  'create table copied (n integer primary key, words text, list text[], object jsonb, at timestamptz, yes boolean, day date)',
)

type Row = { n: number; words: string | null; list: string[]; object: unknown; day: string | null }
type Same = { at: Date; yes: boolean }
const columns: Columns<Row & Same> = {
  n: 'integer',
  words: 'text',
  list: 'text[]',
  object: 'jsonb',
  day: 'date',
  at: 'timestamptz',
  yes: 'boolean',
}
const same: Same = { at: new Date('2026-03-31T12:00:00.123Z'), yes: true }
const held = async () =>
  (await database.pool.query('select n, words, list, object, at, yes, day::text from copied order by n')).rows

test('rows stand in the table as they were given, whatever they hold', async () => {
  const texts = ['', 'NULL', '\\N', '\\.', 'a\tb\nc\rd\\e', '"quoted", {and} ’kept’', 'œ 🌱', null]
  const rows = texts.map((words, n): Row => ({
    n,
    words,
    list: words === null ? [] : [words, 'x'],
    object: n % 2 === 0 ? [words] : { words },
    day: n === 0 ? null : '1970-02-28',
  }))
  await database.transact((tx) => copyRows(tx, 'copied', { rows, columns, same }))
  expect(await held()).toEqual(rows.map((row) => ({ ...row, ...same })))
})

test('they go with a transaction that throws, and one that stands there already is refused', async () => {
  const before = await held()
  const row: Row = { n: 100, words: 'x', list: [], object: {}, day: null }
  const copy = (rows: Row[], then: () => Promise<void>) =>
    database.transact(async (tx) => (await copyRows(tx, 'copied', { rows, columns, same }), then()))
  await expect(copy([row], () => Promise.reject(new Error('no')))).rejects.toThrow('no')
  await expect(copy([row, { ...row, n: 0 }], async () => {})).rejects.toMatchObject({ code: '23505' })
  await copy([], async () => {})
  expect(await held()).toEqual(before)
})
