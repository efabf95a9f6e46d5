import { Overloaded } from '../db/batch.ts'

export type Turns = {
  /** Waits for its turn among those of its network; what it returns ends the turn. Throws Overloaded when too many wait. */
  take(network: string): Promise<() => void>
  /** Somebody goes before all who wait, until what is returned is called. */
  first(): () => void
}

export type TurnOptions = {
  /** How many have their turn at the same time. */
  atOnce: number
  /** Most that wait, of one network and in all. */
  waiting: { network: number; all: number }
  /** Milliseconds that who waits lets others go first, before one of them has a turn all the same. */
  patience: number
}

/**
 * Takes costly work in turn: a few at a time, from each network one after the other, so that who asks for much waits for herself and not before
 * others (fair queueing, as RFC 970 proposed it for gateways).
 */
export function createTurns({ atOnce, waiting, patience }: TurnOptions): Turns {
  /** Who waits, by network; the network whose turn is next stands at the head. */
  const queues = new Map<string, (() => void)[]>()
  const now = { atWork: 0, waiting: 0, first: 0 }
  let patient: NodeJS.Timeout | undefined

  function admitOne(): void {
    const head = queues.entries().next()
    if (head.done || now.atWork >= atOnce) return
    const [network, queue] = head.value
    queues.delete(network)
    queue.shift()!()
    if (queue.length > 0) queues.set(network, queue)
    now.waiting -= 1
    now.atWork += 1
  }

  function admit(): void {
    while (now.first === 0 && now.atWork < atOnce && queues.size > 0) admitOne()
    if (queues.size === 0 || now.atWork >= atOnce) return
    patient ??= setTimeout(() => {
      patient = undefined
      admitOne()
      admit()
    }, patience)
  }

  /** Once, and after the loop has looked who came meanwhile: she may go first. */
  function ending(count: 'atWork' | 'first'): () => void {
    let ended = false
    return () => {
      if (ended) return
      ended = true
      now[count] -= 1
      setImmediate(admit)
    }
  }

  return {
    take(network) {
      const queue = queues.get(network) ?? []
      if (queue.length >= waiting.network || now.waiting >= waiting.all)
        return Promise.reject(new Overloaded('Too many wait for their turn'))
      return new Promise((resolve) => {
        queue.push(() => resolve(ending('atWork')))
        queues.set(network, queue)
        now.waiting += 1
        admit()
      })
    },
    first() {
      now.first += 1
      return ending('first')
    },
  }
}
