import fc from 'fast-check'
import { setImmediate as loop } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { Overloaded } from '../db/batch.ts'
import { createTurns } from './turns.ts'

/** So long that within a test nobody's patience ends. */
const patience = 3_600_000
const waiting = { network: 100, all: 1000 }
const options = { atOnce: 2, waiting, patience }

/** Asks for a turn and notes when it comes. */
function asker(turns: ReturnType<typeof createTurns>, came: string[]) {
  return async (network: string) => {
    const end = await turns.take(network)
    came.push(network)
    return end
  }
}

test('as many as may have their turn at the same time, and the next when one ends, however often that is said', async () => {
  const came: string[] = []
  const ask = asker(createTurns(options), came)
  const [first] = await Promise.all([ask('a'), ask('a')])
  void ask('a')
  void ask('a')
  await loop()
  expect(came).toHaveLength(2)
  first!()
  first!()
  await loop()
  await loop()
  expect(came).toHaveLength(3)
})

test('networks have their turn one after the other, however much one of them asks for', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom('a', 'b', 'c', 'd'), { minLength: 1, maxLength: 60 }), async (networks) => {
      const came: string[] = []
      const turns = createTurns({ ...options, atOnce: 1 })
      const busy = await turns.take('nobody')
      const all = networks.map((network) => asker(turns, came)(network).then((end) => end()))
      busy()
      await Promise.all(all)
      expect(came.toSorted()).toEqual(networks.toSorted())
      // In each round every network that still waits comes once.
      const left = Map.groupBy(networks, (network) => network)
      for (let at = 0; at < came.length;) {
        const round = [...left].filter(([, them]) => them.length > 0).map(([network]) => network)
        expect(came.slice(at, at + round.length).toSorted()).toEqual(round.toSorted())
        for (const network of round) left.get(network)!.pop()
        at += round.length
      }
    }),
  )
})

test('who goes first goes before all who wait, and nobody waits longer than her patience', async () => {
  const came: string[] = []
  const turns = createTurns({ ...options, patience: 20 })
  const ask = asker(turns, came)
  const ended = turns.first()
  const waits = ask('a')
  await loop()
  expect(came).toEqual([])
  ended()
  await loop()
  await loop()
  expect(came).toEqual(['a'])
  ;(await waits)()
  turns.first()
  // Nobody says that she is done.
  await ask('b')
  expect(came).toEqual(['a', 'b'])
})

test('who is heard in the same moment as others goes first too, and no two are drawn before somebody else can be heard', async () => {
  const came: string[] = []
  const turns = createTurns({ ...options, atOnce: 1 })
  // As with the embedded database, which answers before the loop looks again.
  const greedy = ['a', 'b', 'c'].map((network) => asker(turns, came)(network).then((end) => end()))
  const ended = turns.first()
  await loop()
  await loop()
  expect(came).toEqual([])
  ended()
  await loop()
  await loop()
  expect(came.length).toBeLessThan(3)
  turns.first()()
  await Promise.all(greedy)
  expect(came).toEqual(['a', 'b', 'c'])
})

test('what waits is bounded, for one network and in all, and who is refused takes nobody’s place', async () => {
  const turns = createTurns({ atOnce: 1, waiting: { network: 2, all: 3 }, patience })
  const end = await turns.take('a')
  const waits = [turns.take('a'), turns.take('a')]
  await expect(turns.take('a')).rejects.toThrow(Overloaded)
  end()
  await Promise.all(waits.map((wait) => wait.then((done) => done())))
  const again = await turns.take('a')
  waits.splice(0, 2, ...['b', 'c', 'd'].map((network) => turns.take(network)))
  await expect(turns.take('e')).rejects.toThrow(Overloaded)
  again()
  await Promise.all(waits.map((wait) => wait.then((done) => done())))
  ;(await turns.take('c'))()
})

test('many networks that ask for much fill no line for one that asks for little: the last of the longest makes place', async () => {
  const turns = createTurns({ atOnce: 1, waiting: { network: 4, all: 8 }, patience })
  const end = await turns.take('busy')
  const came: string[] = []
  const ask = (network: string) =>
    turns.take(network).then(
      (done) => (came.push(network), done()),
      () => came.push(`not ${network}`),
    )
  const greedy = ['a', 'b', 'a', 'b', 'a', 'b', 'a', 'b'].map(ask)
  const others = ['c', 'd', 'd', 'd', 'd'].map(ask)
  end()
  await Promise.all([...greedy, ...others])
  const count = (name: string) => came.filter((one) => one === name).length
  expect(came.filter((one) => !one.startsWith('not'))).toHaveLength(8)
  expect(['a', 'b', 'c', 'd'].map(count)).toEqual([2, 3, 1, 2])
  expect(count('not a') + count('not b') + count('not d')).toBe(5)
  expect(count('not c')).toBe(0)
})
