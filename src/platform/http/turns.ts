import { Overloaded } from '../db/batch.ts'

export type Turns = {
  /**
   * Waits for its turn among those of its network; what it returns ends the turn. Throws Overloaded when too many wait: of its network, or in all, where it
   * goes by who has most waiting, so that many networks together fill no line for one that asks for little.
   */
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

type Waiting = { admit(): void; refuse(): void }

/**
 * Takes costly work in turn: a few at a time, from each network one after the other, so that who asks for much waits for herself and not before
 * others (fair queueing, as RFC 970 proposed it for gateways).
 */
export function createTurns({ atOnce, waiting, patience }: TurnOptions): Turns {
  /** Who waits, by network; the network whose turn is next stands at the head. */
  const queues = new Map<string, Waiting[]>()
  const now = { atWork: 0, waiting: 0, first: 0 }
  let patient: NodeJS.Timeout | undefined
  const soon = afterLooking(admit)

  function admitOne(): void {
    const head = queues.entries().next()
    if (head.done || now.atWork >= atOnce) return
    const [network, queue] = head.value
    queues.delete(network)
    queue.shift()!.admit()
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

  /** Once. */
  function ending(count: 'atWork' | 'first'): () => void {
    let ended = false
    return () => {
      if (ended) return
      ended = true
      now[count] -= 1
      soon()
    }
  }

  /** Whether there is a place at the end of this line: the last of the longest makes it, if that one stays no shorter. */
  function makePlace(length: number): boolean {
    if (length >= waiting.network) return false
    if (now.waiting < waiting.all) return true
    const longest = [...queues.values()].reduce((most, queue) => (queue.length > most.length ? queue : most))
    if (longest.length <= length + 1) return false
    longest.pop()!.refuse()
    now.waiting -= 1
    return true
  }

  return {
    take(network) {
      const queue = queues.get(network) ?? []
      return new Promise((resolve, reject) => {
        const refuse = () => reject(new Overloaded('Too many wait for their turn'))
        if (!makePlace(queue.length)) return refuse()
        queue.push({ admit: () => resolve(ending('atWork')), refuse })
        queues.set(network, queue)
        now.waiting += 1
        soon()
      })
    },
    first() {
      now.first += 1
      return ending('first')
    },
  }
}

/**
 * Does something once the loop has looked who came meanwhile: she may go first. What is drawn with the embedded database never waits for anything, so that
 * all who were heard in the same moment would be drawn one after the other before anybody else is heard.
 */
function afterLooking(work: () => void): () => void {
  let due: NodeJS.Immediate | undefined
  return () => {
    due ??= setImmediate(() => {
      due = undefined
      work()
    })
  }
}
