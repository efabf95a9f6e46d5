import { expect, test } from 'vitest'
import { inBatches, Overloaded } from './batch.ts'

const options = { max: 10, parallel: 1, waiting: 100 }
const later = () => new Promise((resolve) => setImmediate(resolve))

test('calls that arrive while one is under way go together, each with its own answer', async () => {
  const sizes: number[] = []
  const double = inBatches(async (items: number[]) => {
    sizes.push(items.length)
    await later()
    return items.map((n) => n * 2)
  }, options)
  const first = double(0)
  await Promise.resolve()
  const answers = await Promise.all([first, ...Array.from({ length: 25 }, (_, i) => double(i + 1))])
  expect(answers).toEqual(Array.from({ length: 26 }, (_, i) => i * 2))
  expect(Math.max(...sizes)).toBe(10)
  expect(sizes.length).toBeLessThan(6)
})

test('a lone call is answered at once', async () => {
  const work = inBatches(async (items: string[]) => items, options)
  expect(await work('a')).toBe('a')
  expect(await work('b')).toBe('b')
})

test('nobody fails for a neighbour whose data the database refuses', async () => {
  const insert = inBatches(async (items: number[]) => {
    await later()
    if (items.includes(13)) throw Object.assign(new Error('refused'), { code: '23503' })
    return items
  }, options)
  const answers = await Promise.allSettled(Array.from({ length: 20 }, (_, i) => insert(i)))
  expect(answers.filter(({ status }) => status === 'rejected')).toHaveLength(1)
  expect(answers[13]!.status).toBe('rejected')
})

test('when the database is away all of a batch fail together, once', async () => {
  let calls = 0
  const insert = inBatches(async (items: number[]) => {
    calls += 1
    await later()
    if (calls <= 2) throw Object.assign(new Error('gone'), { code: '57P01' })
    return items
  }, options)
  const answers = await Promise.allSettled(Array.from({ length: 11 }, (_, i) => insert(i)))
  expect(answers.filter(({ status }) => status === 'rejected').length).toBe(11)
  expect(calls).toBe(2)
  expect(await insert(1)).toBe(1)
})

test('past what can wait, a call is refused at once', async () => {
  let release = () => {}
  const blocked = new Promise<void>((resolve) => (release = resolve))
  const work = inBatches(async (items: number[]) => (await blocked, items), { max: 1, parallel: 1, waiting: 3 })
  const calls = [work(0)]
  await later()
  calls.push(work(1), work(2), work(3))
  await expect(work(4)).rejects.toThrow(Overloaded)
  release()
  expect(await Promise.all(calls)).toEqual([0, 1, 2, 3])
})
