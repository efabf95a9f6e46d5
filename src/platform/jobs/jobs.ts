import { PgBoss, type Job as Taken, type JobResult } from 'pg-boss'
import type { Database } from '../db/database.ts'
import { codeOf } from '../errors.ts'
import type { Outgoing } from '../db/outbox.ts'
import type { Log } from '../log.ts'
import { type Job, leaveJobs } from './leaving.ts'
import { HEARTBEAT, prepareQueues } from './prepare.ts'
import type { Event, Queue } from './queue.ts'
import { openWord, wake } from './wake.ts'
import { takeOver, watch } from './watch.ts'

/** Who does the jobs of a queue. `A` is what the program hands to its slices. */
export type Worker<A> = {
  queue: Queue<object>
  /** The event whose every telling becomes a job of this queue; with `when`, each of which that is so. */
  on?: Event<object>
  when?(told: object): boolean
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
  when?(told: T): boolean
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
    write: (tx, outgoing) => leaveJobs(tx, jobsOf(workers, outgoing)),
    committed: (outgoing) => {
      const queues = new Set(jobsOf(workers, outgoing).map(({ queue }) => queue))
      if (queues.size === 0) return
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

/** An event becomes a job for each worker that listens to it. */
function jobsOf<A>(workers: Worker<A>[], outgoing: Outgoing[]): Job[] {
  return outgoing.flatMap(({ kind, name, data, seconds = 0 }) => {
    if (kind === 'job') return [{ queue: name, data, seconds }]
    const listeners = workers.filter(({ on, when }) => on?.name === name && (!when || when(data)))
    return listeners.map(({ queue }) => ({ queue: queue.name, data, seconds }))
  })
}

async function startWorker<A>(boss: PgBoss, { queue, work }: Worker<A>, { app, log }: { app: A; log: Log }): Promise<void> {
  const options = { batchSize: BATCH, pollingIntervalSeconds: POLL, burstWhenBatchFull: true, perJobResults: true } as const
  await boss.work(queue.name, options, (jobs: Taken<object>[]) =>
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

/** The database as the library asks it. */
export function dbOf({ pool }: Database) {
  return {
    executeSql: async (text: string, values?: unknown[]) => {
      const result: unknown = await pool.query(text, values)
      // Of one statement an answer, of several a list of them.
      return Array.isArray(result) ? { rows: result.flatMap((one) => one.rows) } : (result as { rows: unknown[] })
    },
  }
}
