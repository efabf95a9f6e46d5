import { afterAll, expect, test, vi } from 'vitest'
import { silentLog } from '../../../tests/support/config.ts'
import { openTestDatabase, until } from '../../../tests/support/program.ts'
import { fromPool } from '../db/database.ts'
import { PgBoss } from 'pg-boss'
import { dbOf, defineWorker, openJobs } from './jobs.ts'
import { leaveJobs } from './leaving.ts'
import { defineEvent, defineQueue, emit, enqueue } from './queue.ts'

const { database, drop } = await openTestDatabase()
const letters = defineQueue<{ id: number }>('test.letters')
const listening = defineQueue<{ who: string }>('test.listening')
const also = defineQueue<{ who: string }>('test.also')
const arrived = defineEvent<{ who: string }>('test.arrived')
const done: string[] = []
let failures = 0

const many = Array.from({ length: 30 }, (_, n) =>
  defineWorker({ queue: defineQueue(`test.idle-${n}`), schedule: '0 0 1 1 *', work: async (_app: string) => {} }),
)
const workers = [
  ...many,
  defineWorker({
    queue: letters,
    work: async (_app: string, { id }) => {
      if (failures-- > 0) throw new Error('no server')
      done.push(`letter ${id}`)
    },
  }),
  defineWorker({ queue: listening, on: arrived, work: async (app: string, { who }) => void done.push(`${app} heard ${who}`) }),
  defineWorker({ queue: also, on: arrived, work: async (_app: string, { who }) => void done.push(`also ${who}`) }),
]
const jobs = await openJobs(database, workers, { log: silentLog })
await jobs.work('app')
afterAll(async () => {
  await jobs.stop()
  await database.close()
  await drop()
})

const waiting = async () => (await database.pool.query("select 1 from pgboss.job where name like 'test.%'")).rowCount

test('a job is done after the commit', async () => {
  await database.transact(async (tx) => enqueue(tx, letters, { id: 1 }))
  await until(async () => done.includes('letter 1') || undefined, 'the letter')
})

test('a job of a transaction that failed is never done, nor kept', async () => {
  const before = await waiting()
  await expect(
    database.transact(async (tx) => (enqueue(tx, letters, { id: 2 }), Promise.reject(new Error('no')))),
  ).rejects.toThrow()
  expect(await waiting()).toBe(before)
})

test('an event reaches each of its listeners once', async () => {
  await database.transact(async (tx) => emit(tx, arrived, { who: 'Zoé' }))
  await until(async () => (done.includes('app heard Zoé') && done.includes('also Zoé')) || undefined, 'both listeners')
  expect(done.filter((line) => line.endsWith('Zoé'))).toHaveLength(2)
})

test('a job that fails is tried again until it is done, once', async () => {
  failures = 1
  await database.transact(async (tx) => enqueue(tx, letters, { id: 3 }))
  await until(async () => done.includes('letter 3') || undefined, 'the second try')
  expect(done.filter((line) => line === 'letter 3')).toHaveLength(1)
})

test('a job that nobody told of is done all the same', async () => {
  await database.pool.query(`insert into pgboss.job (name, data) values ('test.letters', '{"id": 4}')`)
  await until(async () => done.includes('letter 4') || undefined, 'the letter')
})

test('a job of a worker that died is done by another', async () => {
  await database.pool.query(
    `insert into pgboss.job (name, data, state, started_on, heartbeat_on, heartbeat_seconds, retry_limit, retry_delay)
     values ('test.letters', '{"id": 5}', 'active', now(), now() - interval '1 minute', 10, 5, 1)`,
  )
  await until(async () => done.includes('letter 5') || undefined, 'the letter', 40)
}, 60_000)

test('what was under way when an embedded program was killed is taken over by its next start; on a server its worker may live', async () => {
  await database.pool.query(
    `insert into pgboss.job (name, data, state, started_on, heartbeat_on, heartbeat_seconds, retry_limit, retry_delay)
     values ('test.letters', '{"id": 6}', 'active', now(), now(), 3600, 5, 0)`,
  )
  // The queue looks for its dead every ten seconds at most, and just did.
  await database.pool.query('update pgboss.queue set monitor_claim_on = null, monitor_on = null')
  const next = await openJobs(fromPool(database.pool, database.embedded), workers, { log: silentLog })
  await next.work('app')
  if (database.embedded) await until(async () => done.includes('letter 6') || undefined, 'the letter')
  await next.stop()
  const { rows } = await database.pool.query(`select state from pgboss.job where data = '{"id": 6}'`)
  expect(rows).toEqual([{ state: database.embedded ? 'completed' : 'active' }])
  expect(done.filter((line) => line === 'letter 6')).toHaveLength(database.embedded ? 1 : 0)
})

test('when all queues are there, a start takes few statements, however many they are', async () => {
  const connect = vi.spyOn(database.pool, 'connect')
  const again = await openJobs(fromPool(database.pool, database.embedded), workers, { log: silentLog })
  const statements = connect.mock.calls.length
  connect.mockRestore()
  await again.stop()
  expect(statements).toBeLessThan(many.length)
})

test('what a queue or a schedule should be now is seen to at a start', async () => {
  const changed = defineWorker({ queue: defineQueue('test.idle-0', { retries: 3 }), schedule: '1 1 1 1 *', work: async () => {} })
  const again = await openJobs(fromPool(database.pool, database.embedded), [changed], { log: silentLog })
  await again.stop()
  const { rows } = await database.pool.query(
    "select retry_limit, cron from pgboss.queue join pgboss.schedule using (name) where name = 'test.idle-0'",
  )
  expect(rows).toEqual([{ retry_limit: 3, cron: '1 1 1 1 *' }])
})

test('jobs of several queues are left in one statement, each as the library leaves it', async () => {
  const queues = ['test.idle-1', 'test.idle-2', 'test.letters-of-two']
  const boss = new PgBoss({
    db: dbOf(database),
    schema: 'pgboss',
    backend: database.embedded ? 'pglite' : 'postgres',
    supervise: false,
  })
  await boss.createQueue('test.letters-of-two', {
    retryLimit: 3,
    retryDelay: 7,
    expireInSeconds: 33,
    deleteAfterSeconds: 44,
    policy: 'short',
  })
  const left = async () =>
    (
      await database.pool.query<{ columns: object }>(
        `delete from pgboss.job where name = any($1) returning to_jsonb(job) - '{id,created_on,start_after,keep_until}'::text[]
           || jsonb_build_object('kept', keep_until - start_after, 'waits', start_after - created_on) as columns`,
        [queues],
      )
    ).rows
  for (const [seconds, queue] of queues.entries()) await boss.insert(queue, [{ data: { of: queue }, startAfter: seconds * 60 }])
  const theirs = await left()
  await database.transact((tx) =>
    leaveJobs(
      tx,
      queues.map((queue, seconds) => ({ queue, data: { of: queue }, seconds: seconds * 60 })),
    ),
  )
  expect(theirs).toHaveLength(3)
  const byName = (rows: object[]) => rows.map((row) => JSON.stringify(row)).toSorted()
  expect(byName(await left())).toEqual(byName(theirs))
})

test('who listens to a part of what is told has no job of the rest', async () => {
  const loud = defineQueue<{ who: string }>('test.loud')
  const some = [defineWorker({ queue: loud, on: arrived, when: ({ who }) => who === 'Léa', work: async () => {} })]
  const own = fromPool(database.pool, database.embedded)
  const opened = await openJobs(own, some, { log: silentLog })
  for (const who of ['Léa', 'Inès']) await own.transact(async (tx) => emit(tx, arrived, { who }))
  await opened.stop()
  const { rows } = await database.pool.query("select data from pgboss.job where name = 'test.loud'")
  expect(rows).toEqual([{ data: { who: 'Léa' } }])
})
