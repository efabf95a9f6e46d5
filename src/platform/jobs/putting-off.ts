import type { App } from '../app.ts'
import { enqueueIn, type Queue } from './queue.ts'

/** Leaves a job for later that may not be done yet: `until` is a moment by the program's clock, of ISO 8601. */
export async function putOff<T extends object>(
  { database, now }: Pick<App, 'database' | 'now'>,
  { queue, until }: { queue: Queue<T>; until: string },
  data: T,
): Promise<void> {
  // The queue has a clock of its own.
  const seconds = Math.max(1, Math.ceil((Date.parse(until) - now().getTime()) / 1000))
  await database.transact(async (tx) => enqueueIn(tx, { queue, seconds }, data))
}
