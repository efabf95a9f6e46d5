import { setTimeout } from 'node:timers/promises'
import type { PgBoss } from 'pg-boss'
import type pg from 'pg'
import type { Log } from '../log.ts'
import { HEARTBEAT } from './prepare.ts'

/** Seconds between two looks at all queues at once: what a lost notification costs, and how late a second try may be. */
const LOOK_EVERY = 2

/**
 * Which of these queues have a job whose time has come. A probe of an index for each, the one that jobs are fetched by: the order
 * keeps the planner to it.
 */
const DUE = `select queue.name from unnest($1::text[]) as queue (name) cross join lateral
  (select from pgboss.job where job.name = queue.name and state < 'active' and not blocked and start_after <= now()
   order by priority desc, created_on limit 1) as due`

/** Whether somebody took a job and is silent, or busy with it for too long. */
const DEAD = `select from pgboss.job where state = 'active' and (heartbeat_on + heartbeat_seconds * interval '1 second' < now()
    or started_on + expire_seconds * interval '1 second' < now()) limit 1`

/**
 * The safety net below notifications, which nobody hears while a connection is cut, and which nobody sends when a job's time to
 * be tried again comes: wakes the workers of this process whose queue has a job due, and hands over the jobs of the dead. One
 * statement a look for all queues, where each worker would ask for itself. Gives the way to stop it.
 */
export function watch(boss: PgBoss, pool: pg.Pool, log: Log): () => Promise<void> {
  const stopDue = every(LOOK_EVERY, () => wakeDue(boss, pool), log)
  const stopDead = every(HEARTBEAT, () => handOver(boss, pool), log)
  return async () => void (await Promise.all([stopDue(), stopDead()]))
}

async function wakeDue(boss: PgBoss, pool: pg.Pool): Promise<void> {
  // Its own queue of schedules that came due is among them.
  const workers = boss.getWipData({ includeInternal: true })
  const { rows } = await pool.query<{ name: string }>(DUE, [workers.map(({ name }) => name)])
  const due = new Set(rows.map(({ name }) => name))
  for (const { id, name } of workers) if (due.has(name)) boss.notifyWorker(id)
}

async function handOver(boss: PgBoss, pool: pg.Pool): Promise<void> {
  const { rowCount } = await pool.query(DEAD)
  if (rowCount) await boss.supervise()
}

/** Works every so many seconds, never twice at once. Gives the way to stop, which waits for what is under way. */
function every(seconds: number, work: () => Promise<void>, log: Log): () => Promise<void> {
  const stop = new AbortController()
  const run = async () => {
    for (;;) {
      await setTimeout(seconds * 1000, undefined, { signal: stop.signal })
      await work().catch((error: unknown) => log.error({ err: error }, 'job queue'))
    }
  }
  // It ends by the wait that is given up.
  const ended = run().catch(() => {})
  return async () => {
    stop.abort()
    await ended
  }
}
