import { fromKysely, PgBoss, type Job, type JobResult } from 'pg-boss'
import type { Database } from '../db/database.ts'
import { codeOf } from '../errors.ts'
import type { Outgoing } from '../db/outbox.ts'
import type { Log } from '../log.ts'
import { HEARTBEAT, prepareQueues } from './prepare.ts'
import type { Event, Queue } from './queue.ts'
import { openWord, wake } from './wake.ts'
import { takeOver, watch } from './watch.ts'

/** Who does the jobs of a queue. `A` is what the program hands to its slices. */
export type Worker<A> = {
  queue: Queue<object>
  /** The event whose every telling becomes a job of this queue. */
  on?: Event<object>
  /** When to run by itself, as a cron expression in UTC. */
  schedule?: string
  /** Also while the movement does without its domain: it forgets, or follows what became of a person. */
  always?: true
  work(app: A, data: object): Promise<void>
}

/** Ties a worker's function to the type of its queue. */
export function defineWorker<A, T extends object>(worker: {
  queue: Queue<T>
  on?: Event<T>
  schedule?: string
  always?: true
  work(app: A, data: T): Promise<void>
}): Worker<A> {
  // What comes out of a queue is what its type let in.
  return worker as unknown as Worker<A>
}

export type Jobs<A> = {
  /** Starts to take jobs. Until then they wait in the database. */
  work(app: A): Promise<void>
  /** Lets the jobs under way end, then stops. */
  stop(): Promise<void>
  /** Throws when the queue does not answer. */
  check(): Promise<void>
}

/** Jobs taken at once from a queue; they run side by side. */
const BATCH = 20

/** Seconds after which a worker asks for itself. It is woken before: by its own process, by word of another, or by the watch. */
const POLL = 3_600

/** Opens the queues in the same database, and lets every transaction leave jobs in them. With `listenUrl`, workers hear at once of what other processes leave. */
export async function openJobs<A>(
  database: Database,
  workers: Worker<A>[],
  { log, listenUrl }: { log: Log; listenUrl?: string | undefined },
): Promise<Jobs<A>> {
  const { pool, embedded } = database
  const boss = bossOn(database)
  boss.on('error', (error) => log.error({ err: error }, 'job queue'))
  await boss.start()
  await prepareQueues(boss, workers)
  const word = openWord(pool, log)
  database.carryWith({
    write: async (tx, outgoing) => {
      // The library wants the whole of Kysely, of which rooms see a part.
      const db = fromKysely(tx as unknown as Parameters<typeof fromKysely>[0])
      for (const [queue, jobs] of byQueue(workers, outgoing)) await boss.insert(queue, jobs, { db })
    },
    committed: (outgoing) => {
      const queues = new Set(byQueue(workers, outgoing).keys())
      wake(boss, queues)
      // The embedded database has no other process.
      if (!embedded) word.tell(queues)
    },
  })
  const stops: (() => Promise<void>)[] = []
  return {
    work: async (app) => {
      for (const worker of workers) await startWorker(boss, worker, { app, log })
      if (embedded) await takeOver(boss, pool)
      const watching = watch(boss, database, log)
      stops.push(watching.stop)
      if (!listenUrl) return
      const listener = await word.hear(listenUrl, (queues) => wake(boss, queues), watching.look)
      stops.push(listener.close)
    },
    stop: async () => {
      for (const stop of stops) await stop()
      await boss.stop({ graceful: true, timeout: 10_000, close: false })
    },
    check: async () => void (await boss.schemaVersion()),
  }
}

function bossOn(database: Database): PgBoss {
  return new PgBoss({
    db: dbOf(database),
    backend: database.embedded ? 'pglite' : 'postgres',
    schema: 'pgboss',
    // The watch sees the jobs of the dead; what is left to the library are figures, and rows to delete after a day.
    superviseIntervalSeconds: 600,
    monitorIntervalSeconds: HEARTBEAT,
    cronWorkerIntervalSeconds: 45,
    // No job of ours waits for another.
    flowIntervalSeconds: 86_400,
  })
}

type Left = { data: object; startAfter?: number }

/** One insert per queue, however many jobs. An event becomes a job for each worker that listens to it. */
function byQueue<A>(workers: Worker<A>[], outgoing: Outgoing[]): Map<string, Left[]> {
  const queues = new Map<string, Left[]>()
  for (const { kind, name, data, seconds } of outgoing) {
    const names = kind === 'job' ? [name] : workers.filter(({ on }) => on?.name === name).map(({ queue }) => queue.name)
    for (const queue of names) {
      const jobs = queues.get(queue) ?? []
      // A transaction may leave tens of thousands.
      jobs.push(seconds === undefined ? { data } : { data, startAfter: seconds })
      queues.set(queue, jobs)
    }
  }
  return queues
}

async function startWorker<A>(boss: PgBoss, { queue, work }: Worker<A>, { app, log }: { app: A; log: Log }): Promise<void> {
  const options = { batchSize: BATCH, pollingIntervalSeconds: POLL, burstWhenBatchFull: true, perJobResults: true } as const
  await boss.work(queue.name, options, (jobs: Job<object>[]) =>
    Promise.all(
      jobs.map(async (job): Promise<JobResult> => {
        try {
          await work(app, job.data)
          return { id: job.id, status: 'completed' }
        } catch (error) {
          // The job goes back to its queue; without a line here nobody would know why mail is late.
          log.error({ err: error, queue: queue.name, job: job.id }, 'job failed, will be tried again')
          return { id: job.id, status: 'failed', output: { code: codeOf(error) ?? null } }
        }
      }),
    ),
  )
}

function dbOf({ pool }: Database) {
  return {
    executeSql: async (text: string, values?: unknown[]) => {
      const result: unknown = await pool.query(text, values)
      // Of one statement an answer, of several a list of them.
      return Array.isArray(result) ? { rows: result.flatMap((one) => one.rows) } : (result as { rows: unknown[] })
    },
  }
}
