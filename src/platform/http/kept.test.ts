import { expect, test, vi } from 'vitest'
import { type Answer, createKept } from './kept.ts'

const answer: Answer = { body: Buffer.from('a'), type: 'text/html', cacheControl: 'public, no-cache', encoded: new Map() }
const asked = { name: 'fr /', network: 'a', of: 1, ttl: 5_000 }
const others = { ...asked, network: 'b' }

test('an answer is kept from when it is drawn, however long it waited for its turn', async () => {
  vi.useFakeTimers({ toFake: ['Date'] })
  try {
    const kept = createKept()
    const drawing = kept.begin(asked)
    vi.setSystemTime(Date.now() + 20_000)
    expect(await drawing.start()).toBeUndefined()
    drawing.done(answer)
    vi.setSystemTime(Date.now() + 4_999)
    expect(await kept.find(others)).toBe(answer)
    vi.setSystemTime(Date.now() + 1)
    expect(kept.find(others)).toBeUndefined()
  } finally {
    vi.useRealTimers()
  }
})

test('whose turn comes second takes what the first drew; one that came to nothing leaves it to her', async () => {
  for (const drawn of [answer, undefined]) {
    const kept = createKept()
    const [first, second] = [kept.begin(asked), kept.begin(others)]
    expect(await first.start()).toBeUndefined()
    const taken = second.start()
    first.done(drawn)
    expect(await taken).toBe(drawn)
  }
})

test('one that waits for its turn is waited for by its own network alone', () => {
  const kept = createKept()
  kept.begin(asked)
  expect(kept.find(others)).toBeUndefined()
  expect(kept.find(asked)).toBeInstanceOf(Promise)
  expect(kept.find({ ...asked, of: 2 })).toBeUndefined()
})
