import { randomUUID } from 'node:crypto'
import type { PgBoss } from 'pg-boss'
import type pg from 'pg'
import { inBatches } from '../db/batch.ts'
import { listen, type Listener } from '../db/listen.ts'
import type { Log } from '../log.ts'

const CHANNEL = 'appui_jobs'

/** Lets the workers of this process that serve one of these queues take jobs now. */
export function wake(boss: PgBoss, queues: Set<string>): void {
  // The library's own queue, of schedules that came due, is among them.
  for (const { id, name } of boss.getWipData({ includeInternal: true })) if (queues.has(name)) boss.notifyWorker(id)
}

/** How a process tells others of jobs that are ready, and hears of theirs. */
export type Word = {
  tell(queues: Set<string>): void
  /** `missed` is called where word may have been lost. */
  hear(url: string, heard: (queues: Set<string>) => void, missed: () => void): Promise<Listener>
}

/**
 * Word goes after the commit, in a statement of its own: a transaction that notifies commits while no other such can, so that
 * they would wait for the disk one after the other (ten clients of pgbench: 300 a second, where 2,900 commit without). That is
 * what pg-boss's `notify` does. What a crash swallows costs seconds, as any lost notification.
 */
export function openWord(pool: pg.Pool, log: Log): Word {
  const self = randomUUID()
  const send = inBatches(
    async (told: Set<string>[]) => {
      const queues = new Set(told.flatMap((one) => [...one]))
      await pool.query('select pg_notify($1, $2)', [CHANNEL, [self, ...queues].join(' ')])
      return told
    },
    { max: 1_000, parallel: 1, waiting: 1_000 },
  )
  return {
    tell: (queues) => void send(queues).catch(() => {}),
    hear: (url, heard, missed) =>
      listen(url, CHANNEL, {
        heard: (payload) => {
          const [from, ...queues] = payload.split(' ')
          if (from !== self) heard(new Set(queues))
        },
        connected: missed,
        lost: (error) => log.warn({ err: error }, 'not listening for jobs of other processes, will try again'),
      }),
  }
}
