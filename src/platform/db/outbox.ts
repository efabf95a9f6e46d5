import type { Tx } from './handle.ts'

/** Work that a transaction wants done after its commit: a job of a queue, or an event for whoever listens. `seconds`: not before so long after it. */
export type Outgoing = { kind: 'job' | 'event'; name: string; data: object; seconds?: number }

const outboxes = new WeakMap<Tx, Outgoing[]>()

/** Adds to what the transaction leaves behind. It is written with the transaction, so it is lost with it too. */
export function putOutgoing(tx: Tx, outgoing: Outgoing): void {
  const outbox = outboxes.get(tx)
  if (outbox) outbox.push(outgoing)
  else outboxes.set(tx, [outgoing])
}

/** Empties the outbox of the transaction. */
export function takeOutgoing(tx: Tx): Outgoing[] {
  const outbox = outboxes.get(tx) ?? []
  outboxes.delete(tx)
  return outbox
}
