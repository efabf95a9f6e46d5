import type { PgBoss, QueueResult } from 'pg-boss'
import type { Queue } from './queue.ts'

/** Seconds of silence after which a worker is taken for dead and its jobs go to another. */
export const HEARTBEAT = 10

type Wanted = { queue: Queue<object>; schedule?: string }

/**
 * Makes the queues and schedules that are not there yet, or not as they should be. When all is there, as at every start but the
 * first of a version, that takes two statements, however many there are.
 */
export async function prepareQueues(boss: PgBoss, wanted: Wanted[]): Promise<void> {
  const queues = new Map((await boss.getQueues()).map((queue) => [queue.name, queue]))
  const schedules = new Map((await boss.getSchedules()).map(({ name, cron }) => [name, cron]))
  for (const { queue, schedule } of wanted) {
    if (!isAsWanted(queues.get(queue.name), queue)) await prepareQueue(boss, queue)
    if (schedule && schedules.get(queue.name) !== schedule) await boss.schedule(queue.name, schedule, {}, { tz: 'UTC' })
  }
}

function isAsWanted(found: QueueResult | undefined, queue: Queue<object>): boolean {
  const wanted = optionsOf(queue)
  return found !== undefined && Object.keys(wanted).every((key) => isKey(wanted, key) && found[key] === wanted[key])
}

function isKey<T extends object>(object: T, key: string): key is keyof T & string {
  return key in object
}

async function prepareQueue(boss: PgBoss, queue: Queue<object>): Promise<void> {
  const options = optionsOf(queue)
  await boss.createQueue(queue.name, options)
  await boss.updateQueue(queue.name, options)
  // Both forget what is cached of the queue; a transaction that leaves a job must not need a second connection to learn it anew.
  await boss.insert(queue.name, [])
}

function optionsOf({ retries, expires }: Queue<object>) {
  return {
    retryLimit: retries,
    retryBackoff: true,
    retryDelay: 2,
    retryDelayMax: 900,
    expireInSeconds: expires,
    heartbeatSeconds: HEARTBEAT,
    deleteAfterSeconds: 86_400,
  }
}
