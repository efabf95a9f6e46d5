import { setImmediate } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { ahead, atOnce } from './ahead.ts'

test('the next item is made while this one is worked on, and no more than that; all come in order', async () => {
  const told: string[] = []
  async function* numbers() {
    for (const n of [1, 2, 3]) {
      told.push(`made ${n}`)
      yield n
    }
  }
  for await (const n of ahead(numbers())) {
    await setImmediate()
    told.push(`used ${n}`)
  }
  expect(told).toEqual(['made 1', 'made 2', 'used 1', 'made 3', 'used 2', 'used 3'])
})

test('what goes wrong is told where it is waited for, and nowhere when nobody waits any more', async () => {
  async function* failing() {
    yield 1
    throw new Error('no more')
  }
  const used: number[] = []
  const use = async () => {
    for await (const n of ahead(failing())) used.push(n)
  }
  await expect(use()).rejects.toThrow('no more')
  expect(used).toEqual([1])
  for await (const n of ahead(failing())) if (n === 1) break
})

test('several are worked on at once, no more than allowed, and come in order', async () => {
  async function* numbers() {
    yield* [5, 1, 3, 2, 4]
  }
  let [now, most] = [0, 0]
  const work = async (n: number) => {
    most = Math.max(most, (now += 1))
    for (let turn = 0; turn < n; turn++) await setImmediate()
    now -= 1
    return n * 10
  }
  expect(await Array.fromAsync(atOnce(2, numbers(), work))).toEqual([50, 10, 30, 20, 40])
  expect(most).toBe(2)
})
