import { sql } from 'kysely'
import { afterAll, beforeEach, expect, test, vi } from 'vitest'
import { openTestDatabase } from '../../../tests/support/program.ts'
import { enqueue, defineQueue } from '../jobs/queue.ts'
import { narrow, type Tx } from './handle.ts'
import type { Outgoing } from './outbox.ts'
import { tidy } from './upkeep.ts'

const { database, drop } = await openTestDatabase()
const db = narrow<{ scribble: { text: string } }>()
const carried: Outgoing[][] = []
const committed: Outgoing[][] = []

await database.pool.query('create table scribble (text text not null)')
database.carryWith({
  write: async (_tx, outgoing) => void carried.push(outgoing),
  committed: (outgoing) => void committed.push(outgoing),
})
beforeEach(async () => {
  carried.length = 0
  committed.length = 0
  await database.pool.query('truncate scribble')
})
afterAll(async () => {
  await database.close()
  await drop()
})

const write = (tx: Tx, text: string) => db(tx).insertInto('scribble').values({ text }).execute()
const notes = async () => (await db(database.read).selectFrom('scribble').select('text').execute()).map(({ text }) => text)
const queue = defineQueue<{ id: number }>('test.queue')

test('a transaction is written when it returns, and not when it throws', async () => {
  expect(await database.transact(async (tx) => (await write(tx, 'a'), 1))).toBe(1)
  await expect(database.transact(async (tx) => (await write(tx, 'b'), Promise.reject(new Error('no'))))).rejects.toThrow('no')
  expect(await notes()).toEqual(['a'])
})

test('who holds a connection cannot ask for a second one', async () => {
  const reading = database.transact(async (tx) => (await write(tx, 'a'), notes()))
  await expect(reading).rejects.toThrow('A second connection')
  await expect(database.transact(async () => database.transact(async () => 1))).rejects.toThrow('A second connection')
  expect(await notes()).toEqual([])
})

test('what a transaction leaves to do is handed over before its commit, once', async () => {
  await database.transact(async (tx) => enqueue(tx, queue, { id: 1 }))
  await database.transact(async (tx) => write(tx, 'nothing to do'))
  expect(carried).toEqual([[{ kind: 'job', name: 'test.queue', data: { id: 1 } }]])
  expect(committed).toEqual(carried)
})

test('a transaction that throws leaves nothing to do', async () => {
  await expect(database.transact(async (tx) => (enqueue(tx, queue, { id: 1 }), Promise.reject(new Error('no'))))).rejects.toThrow(
    'no',
  )
  expect([...carried, ...committed]).toEqual([])
})

test('raw SQL runs in the transaction of its handle', async () => {
  await expect(
    database.transact(
      async (tx) => (await sql`insert into scribble values ('raw')`.execute(db(tx)), Promise.reject(new Error('no'))),
    ),
  ).rejects.toThrow()
  expect(await notes()).toEqual([])
})

test('tidying gives the planner its statistics and takes the room of dead rows back', async () => {
  const { pool } = database
  const known = async () =>
    (await pool.query<{ reltuples: number }>("select reltuples from pg_class where relname = 'scribble'")).rows[0]!.reltuples
  await pool.query("insert into scribble select 'x' || n from generate_series(1, 10000) n")
  await tidy(pool)
  expect(await known()).toBe(10_000)
  await pool.query("delete from scribble where text like '%1%'")
  const { rows } = await pool.query<{ n: number }>('select count(*)::int as n from scribble')
  await tidy(pool)
  expect(await known()).toBe(rows[0]!.n)
  const before = (await pool.query("select pg_relation_size('scribble') as size")).rows
  await pool.query("insert into scribble select 'y' || n from generate_series(1, 3000) n")
  expect((await pool.query("select pg_relation_size('scribble') as size")).rows).toEqual(before)
})

test('a statement that fails leaves those after it their own answers', async () => {
  await expect(database.pool.query('select $1::integer / 0', [1])).rejects.toMatchObject({ code: '22012' })
  const asked = [1, 2, 3, 4, 5, 6]
  const answers = await Promise.all(asked.map((n) => database.pool.query<{ n: number }>('select $1::integer as n', [n])))
  expect(answers.map(({ rows }) => rows[0]!.n)).toEqual(asked)
})

test('what rooms ask can be told from what the queue and the upkeep ask of the pool itself', async () => {
  const connect = vi.spyOn(database.pool, 'connect')
  const bare = () => connect.mock.calls.filter((call: unknown[]) => call.length === 0).length
  await Promise.all([database.pool.query('select 1'), tidy(database.pool)])
  expect(bare()).toBe(0)
  await notes()
  expect(bare()).toBe(1)
  connect.mockRestore()
})
