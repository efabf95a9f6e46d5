import type { Tx } from '../db/handle.ts'
import { putOutgoing } from '../db/outbox.ts'

/** A kind of work to do after a commit. `T` is what a job of it carries: ids, never names or addresses. */
export type Queue<T extends object> = {
  name: string
  /** How often a failed job is tried again, at growing intervals of up to 15 minutes: a week, unless said otherwise. */
  retries: number
  /** Seconds that a job may take; past them it is tried again. */
  expires: number
  readonly carries?: T
}

export function defineQueue<T extends object>(name: string, options: { retries?: number; expires?: number } = {}): Queue<T> {
  return { name, retries: options.retries ?? 700, expires: options.expires ?? 120 }
}

/** Something that happened, told upwards: the slice that tells does not know who listens. */
export type Event<T extends object> = { name: string; readonly carries?: T }

export function defineEvent<T extends object>(name: string): Event<T> {
  return { name }
}

/** Leaves a job to be done once `tx` has committed. */
export function enqueue<T extends object>(tx: Tx, queue: Queue<T>, data: T): void {
  putOutgoing(tx, { kind: 'job', name: queue.name, data })
}

/** The same, not before so many seconds from now. */
export function enqueueIn<T extends object>(tx: Tx, { queue, seconds }: { queue: Queue<T>; seconds: number }, data: T): void {
  putOutgoing(tx, { kind: 'job', name: queue.name, data, seconds })
}

/** Tells all listeners of the event, once `tx` has committed. */
export function emit<T extends object>(tx: Tx, event: Event<T>, data: T): void {
  putOutgoing(tx, { kind: 'event', name: event.name, data })
}
