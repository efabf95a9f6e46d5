import { fromKysely, PgBoss, type Job, type JobResult } from 'pg-boss'
import type { Database } from '../db/database.ts'
import type { Outgoing } from '../db/outbox.ts'
import type { Log } from '../log.ts'
import type { Event, Queue } from './queue.ts'

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

/** Seconds of silence after which a worker is taken for dead and its jobs go to another. */
const HEARTBEAT = 10

/** Jobs taken at once from a queue; they run side by side. */
const BATCH = 20

/** Opens the queues in the same database, and lets every transaction leave jobs in them. */
export async function openJobs<A>(database: Database, workers: Worker<A>[], log: Log): Promise<Jobs<A>> {
  const boss = new PgBoss({
    db: dbOf(database),
    backend: database.embedded ? 'pglite' : 'postgres',
    schema: 'pgboss',
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
  })
  boss.on('error', (error) => log.error({ err: error }, 'job queue'))
  await boss.start()
  for (const { queue, schedule } of workers) {
    const options = {
      retryLimit: queue.retries,
      retryBackoff: true,
      retryDelay: 2,
      retryDelayMax: 900,
      expireInSeconds: queue.expires,
      heartbeatSeconds: HEARTBEAT,
    }
    await boss.createQueue(queue.name, { ...options, deleteAfterSeconds: 86_400 })
    await boss.updateQueue(queue.name, options)
    // Warms the cache of queues, so that a transaction never needs a second connection to leave a job.
    await boss.getQueue(queue.name)
    await boss.insert(queue.name, [])
    if (schedule) await boss.schedule(queue.name, schedule, {}, { tz: 'UTC' })
  }
  const running = new Map<string, string>()
  database.carryWith({
    write: async (tx, outgoing) => {
      const db = fromKysely(tx as unknown as Parameters<typeof fromKysely>[0])
      for (const [queue, jobs] of byQueue(workers, outgoing)) await boss.insert(queue, jobs, { db })
    },
    // A worker in this very process need not wait for its next look at the queue.
    committed: (outgoing) => {
      for (const queue of byQueue(workers, outgoing).keys()) if (running.has(queue)) boss.notifyWorker(running.get(queue)!)
    },
  })
  return {
    work: async (app) => {
      for (const worker of workers) running.set(worker.queue.name, await startWorker(boss, worker, app, log))
    },
    stop: () => boss.stop({ graceful: true, timeout: 10_000, close: false }),
    check: async () => void (await boss.schemaVersion()),
  }
}

/** One insert per queue, however many jobs. An event becomes a job for each worker that listens to it. */
function byQueue<A>(workers: Worker<A>[], outgoing: Outgoing[]): Map<string, { data: object }[]> {
  const queues = new Map<string, { data: object }[]>()
  for (const { kind, name, data } of outgoing) {
    const names = kind === 'job' ? [name] : workers.filter(({ on }) => on?.name === name).map(({ queue }) => queue.name)
    for (const queue of names) queues.set(queue, [...(queues.get(queue) ?? []), { data }])
  }
  return queues
}

async function startWorker<A>(boss: PgBoss, { queue, work }: Worker<A>, app: A, log: Log): Promise<string> {
  const options = { batchSize: BATCH, pollingIntervalSeconds: 0.5, burstWhenBatchFull: true, perJobResults: true } as const
  return boss.work(queue.name, options, (jobs: Job<object>[]) =>
    Promise.all(
      jobs.map(async (job): Promise<JobResult> => {
        try {
          await work(app, job.data)
          return { id: job.id, status: 'completed' }
        } catch (error) {
          // The job goes back to its queue; without a line here nobody would know why mail is late.
          log.error({ err: error, queue: queue.name, job: job.id }, 'job failed, will be tried again')
          return { id: job.id, status: 'failed', output: { code: (error as { code?: string }).code ?? null } }
        }
      }),
    ),
  )
}

function dbOf({ pool }: Database) {
  return {
    executeSql: async (text: string, values?: unknown[]) => {
      const result: unknown = await pool.query(text, values)
      return Array.isArray(result) ? { rows: result.flatMap((one) => one.rows) } : (result as { rows: unknown[] })
    },
  }
}
