import { sql } from 'kysely'
import { afterAll, expect, test, vi } from 'vitest'
import { openTestDatabase } from '../../../tests/support/program.ts'
import type { Handle } from './handle.ts'
import { readTogether } from './together.ts'

const { database, drop } = await openTestDatabase()
afterAll(async () => {
  await database.close()
  await drop()
})

type Row = { n: number; at: Date; word: string | null }
const at = new Date('2027-03-01T12:00:00Z')
const upTo = (handle: Handle, most: number, word: string | null = null) =>
  readTogether(
    handle,
    sql<Row>`select n, ${at}::timestamptz as at, ${word}::text as word from generate_series(1, ${most}::integer) n order by n limit ${sql.lit(3)}`,
  )

test('each asker gets her own rows, in their order, and nothing more, however many ask at once', async () => {
  const connect = vi.spyOn(database.pool, 'connect')
  const answers = await Promise.all(Array.from({ length: 40 }, (_, most) => upTo(database.read, most, `"${most}", '{}'`)))
  const asked = connect.mock.calls.length
  connect.mockRestore()
  answers.forEach((rows, most) => {
    const expected = [1, 2, 3].filter((n) => n <= most)
    expect(rows).toEqual(expected.map((n) => ({ n, at, word: `"${most}", '{}'` })))
  })
  expect(asked).toBeLessThan(10)
})

test('null stays null', async () => {
  expect(await upTo(database.read, 1)).toEqual([{ n: 1, at, word: null }])
})

test('what has a list among its values is asked alone', async () => {
  const rows = await readTogether(database.read, sql`select n from unnest(${[2, 1]}::integer[]) n`)
  expect(rows).toEqual([{ n: 2 }, { n: 1 }])
})

test('inside a transaction it is asked there', async () => {
  const rows = await database.transact(async (tx) => {
    await readTogether(tx, sql`create temporary table noted on commit drop as select 7 as n`)
    return readTogether(tx, sql`select n from noted where n > ${1}::integer`)
  })
  expect(rows).toEqual([{ n: 7 }])
})

test('nobody fails for a neighbour whose value the database refuses', async () => {
  const ask = (day: string) => readTogether(database.read, sql<{ day: string }>`select ${day}::date::text as day`)
  const answers = await Promise.allSettled(['2027-01-01', '2027-02-30', '2027-03-01'].map(ask))
  expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
})
