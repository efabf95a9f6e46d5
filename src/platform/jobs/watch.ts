import { setTimeout } from 'node:timers/promises'
import type { PgBoss } from 'pg-boss'
import type pg from 'pg'
import type { Database } from '../db/database.ts'
import type { Log } from '../log.ts'
import { HEARTBEAT } from './prepare.ts'
import { wake } from './wake.ts'

/** Seconds between two looks at all queues at once: what a lost notification costs, and how late a second try may be. */
const LOOK_EVERY = 5
/** Looks for the dead are rarer: no index helps them. */
const LOOKS_A_HEARTBEAT = HEARTBEAT / LOOK_EVERY

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
 * statement a look for all queues, where each worker would ask for itself. A stop waits for a look under way.
 */
export function watch(
  boss: PgBoss,
  { pool, embedded }: Pick<Database, 'pool' | 'embedded'>,
  log: Log,
): { look(): Promise<void>; stop(): Promise<void> } {
  const failed = (error: unknown) => log.error({ err: error }, 'job queue')
  const look = () => wakeDue(boss, pool, embedded ? 'jobs_due' : undefined).catch(failed)
  const stop = new AbortController()
  const run = async () => {
    for (let n = 1; ; n++) {
      await setTimeout(LOOK_EVERY * 1000, undefined, { signal: stop.signal })
      await look()
      // At the first after a start: somebody may have died long before.
      if (n % LOOKS_A_HEARTBEAT === 1) await handOver(boss, pool).catch(failed)
    }
  }
  // It ends by the wait that is given up.
  const ended = run().catch(() => {})
  return {
    look,
    stop: async () => {
      stop.abort()
      await ended
    },
  }
}

/**
 * Wakes the workers of this process whose queue has a job due. With a name the session keeps the statement as planned: on the embedded database
 * reading and planning it is most of what rest costs, and a pooler, which gives a session to many, has no part there.
 */
async function wakeDue(boss: PgBoss, pool: pg.Pool, name: string | undefined): Promise<void> {
  const queues = boss.getWipData({ includeInternal: true }).map((worker) => worker.name)
  const { rows } = await pool.query<{ name: string }>({ name, text: DUE, values: [queues] })
  wake(boss, new Set(rows.map(({ name }) => name)))
}

/**
 * Hands over what was under way when this program ended without a word, at its next start. The embedded database opens to one
 * process: whoever had a job before is dead, and need not have been silent for long.
 */
export async function takeOver(boss: PgBoss, pool: pg.Pool): Promise<void> {
  await pool.query("update pgboss.job set heartbeat_on = '-infinity' where state = 'active'")
  await handOver(boss, pool)
}

async function handOver(boss: PgBoss, pool: pg.Pool): Promise<void> {
  const { rowCount } = await pool.query(DEAD)
  if (rowCount) await boss.supervise()
}
