import pg from 'pg'
import { afterAll, expect, test, vi } from 'vitest'
import { silentLog } from '../../../tests/support/config.ts'
import { droppable, openTestDatabase, until } from '../../../tests/support/program.ts'
import { fromPool } from '../db/database.ts'
import { defineWorker, openJobs } from './jobs.ts'
import { defineQueue, enqueue } from './queue.ts'

const { database, drop, url } = await openTestDatabase()
const { pool } = database
const query = vi.spyOn(pool, 'query')
/** How often the watch looked at all queues. */
const looks = () => query.mock.calls.filter(([text]) => String(text).includes('unnest')).length

const letters = defineQueue<{ id: number }>('test.letters')
/** Letters that were begun, with the looks until then. */
const begun = new Map<number, number>()
const workers = [defineWorker({ queue: letters, work: async (_app: string, { id }) => void begun.set(id, looks()) })]

const worker = await openJobs(database, workers, { log: silentLog, listenUrl: url })
await worker.work('app')
const web = fromPool(droppable(new pg.Pool({ connectionString: url })), false)
const leaving = await openJobs(web, workers, { log: silentLog })
afterAll(async () => {
  for (const jobs of [leaving, worker]) await jobs.stop()
  for (const one of [web, database]) await one.close()
  await drop()
})

let last = 0

/** Leaves jobs from another process, one by one. Gives of each whether it was begun before the watch looked. */
async function leave(count: number): Promise<boolean[]> {
  const heard: boolean[] = []
  for (let n = 0; n < count; n++) {
    const id = ++last
    const before = looks()
    await web.transact(async (tx) => enqueue(tx, letters, { id }))
    heard.push((await until(async () => begun.get(id), `letter ${id}`)) === before)
  }
  return heard
}

const listeners = async () =>
  (
    await pool.query<{ pid: number }>(
      "select pid from pg_stat_activity where datname = current_database() and application_name = 'appui listener'",
    )
  ).rows.map(({ pid }) => pid)

test('a worker hears at once what another process leaves', async () => {
  expect(await leave(5)).toContain(true)
})

test('one connection listens', async () => {
  expect(await listeners()).toHaveLength(1)
})

test('a listener whose connection is cut listens again, and no job is lost meanwhile', async () => {
  const before = await listeners()
  await pool.query('select pg_terminate_backend(pid) from pg_stat_activity where pid = any($1)', [before])
  await leave(3)
  await until(async () => (await listeners()).some((pid) => !before.includes(pid)) || undefined, 'another connection')
  expect(await leave(5)).toContain(true)
})
