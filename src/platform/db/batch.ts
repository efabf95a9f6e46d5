type Waiting<I, O> = { item: I; resolve(value: O): void; reject(error: unknown): void }

export type BatchOptions = {
  /** Most items in one call of `work`. */
  max: number
  /** Calls of `work` that may run at once. */
  parallel: number
  /** Items that may wait; past it a call is refused at once, which a client bears better than a long silence. */
  waiting: number
}

/** More calls wait than can be answered in time. */
export class Overloaded extends Error {
  override readonly name = 'Overloaded'
}

/**
 * Gathers calls that arrive while `work` is busy into its next call: group commit, without a timer. An idle system
 * answers at once; under a crowd one transaction carries many acts, and each caller still gets an answer of its own.
 * `work` returns one result per item, in order. When the database refuses the data of a batch, each item is tried alone,
 * so that nobody fails for a neighbour's fault.
 */
export function inBatches<I, O>(
  work: (items: I[]) => Promise<O[]>,
  { max, parallel, waiting }: BatchOptions,
): (item: I) => Promise<O> {
  const queue: Waiting<I, O>[] = []
  let running = 0

  async function settle(batch: Waiting<I, O>[]): Promise<void> {
    try {
      const results = await work(batch.map(({ item }) => item))
      batch.forEach(({ resolve }, i) => resolve(results[i]!))
    } catch (error) {
      if (batch.length === 1 || !isRefusedData(error)) return batch.forEach(({ reject }) => reject(error))
      for (const one of batch) await settle([one])
    }
  }

  async function drain(): Promise<void> {
    running += 1
    while (queue.length > 0) await settle(queue.splice(0, max))
    running -= 1
  }

  return (item) =>
    new Promise((resolve, reject) => {
      if (queue.length >= waiting) return reject(new Overloaded('Too many calls wait'))
      queue.push({ item, resolve, reject })
      if (running < parallel) queueMicrotask(() => void (running < parallel && drain()))
    })
}

/** SQLSTATE classes 22 (data exception) and 23 (integrity constraint violation): the fault of one row. */
function isRefusedData(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^2[23]\w{3}$/.test(String(error.code))
}
