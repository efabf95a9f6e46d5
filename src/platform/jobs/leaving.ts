import { type Kysely, sql } from 'kysely'
import type { Tx } from '../db/handle.ts'
import { recordset } from '../db/recordset.ts'

/** `seconds`: not before so many from now. */
export type Job = { queue: string; data: object; seconds: number }

const COLUMNS = { queue: 'text', data: 'jsonb', seconds: 'float8' } as const

/**
 * Writes jobs, of however many queues, in one statement: as the library's `insert` would one queue after the other, each by a statement of two thousand letters
 * that takes longer to plan than to run. A test holds their rows to those of the library (pg-boss 12.35.0).
 */
export async function leaveJobs(tx: Tx, jobs: Job[]): Promise<void> {
  if (jobs.length === 0) return
  await sql`
    insert into pgboss.job_common (name, data, start_after, keep_until, expire_seconds, deletion_seconds,
      retry_limit, retry_delay, retry_backoff, retry_delay_max, policy, dead_letter, heartbeat_seconds)
    select q.name, j.data, now() + j.seconds * interval '1s', now() + (j.seconds + q.retention_seconds) * interval '1s', q.expire_seconds, q.deletion_seconds,
      q.retry_limit, q.retry_delay, q.retry_backoff, q.retry_delay_max, q.policy, q.dead_letter, q.heartbeat_seconds
    from ${recordset('j', jobs, COLUMNS)} join pgboss.queue q on q.name = j.queue`.execute(
    // A handle is one, of which rooms see a part.
    tx as unknown as Kysely<unknown>,
  )
}
