import { afterAll, expect, test } from 'vitest'
import { silentLog } from '../../../tests/support/config.ts'
import { openTestDatabase, until } from '../../../tests/support/program.ts'
import { defineWorker, openJobs } from './jobs.ts'
import { defineEvent, defineQueue, emit, enqueue } from './queue.ts'

const { database, drop } = await openTestDatabase()
const letters = defineQueue<{ id: number }>('test.letters')
const listening = defineQueue<{ who: string }>('test.listening')
const also = defineQueue<{ who: string }>('test.also')
const arrived = defineEvent<{ who: string }>('test.arrived')
const done: string[] = []
let failures = 0

const workers = [
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
const jobs = await openJobs(database, workers, silentLog)
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
