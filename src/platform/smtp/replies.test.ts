import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Reply } from './outcomes.ts'
import { Garbage, ReplyReader } from './replies.ts'

function readAll(pieces: string[]): Reply[] {
  const reader = new ReplyReader()
  const replies: Reply[] = []
  for (const piece of pieces) reader.read(Buffer.from(piece, 'latin1'), (reply) => replies.push(reply))
  return replies
}

test('an answer without end is given up, be it of one line or of many, and what is kept of it is short', () => {
  expect(() => readAll(['250 ', ...Array.from({ length: 100 }, () => 'x'.repeat(100))])).toThrow(Garbage)
  expect(() => readAll(Array.from({ length: 200 }, () => '250-x\r\n'))).toThrow('too many lines')
  const [reply] = readAll([...Array.from({ length: 20 }, () => `250-${'x'.repeat(500)}\r\n`), '250 y\r\n'])
  expect(reply?.text.length).toBe(1_000)
})

test('an answer is the same in whatever pieces it comes', () => {
  const text = '220 a\r\n250-2.1.0 b\r\n250-2.1.0 c\r\n250 2.1.0 d\r\n354 \r\n421 4.7.0 e\n'
  const whole = readAll([text])
  expect(whole).toEqual([
    { code: 220, text: 'a' },
    { code: 250, enhanced: '2.1.0', text: 'b c d' },
    { code: 354, text: '' },
    { code: 421, enhanced: '4.7.0', text: 'e' },
  ])
  fc.assert(
    fc.property(fc.array(fc.nat(text.length)), (cuts) => {
      const at = [0, ...cuts.toSorted((a, b) => a - b), text.length]
      expect(readAll(at.slice(1).map((end, n) => text.slice(at[n], end)))).toEqual(whole)
    }),
  )
})

test('an enhanced code of another kind than the answer is words', () => {
  expect(readAll(['550 2.1.1 a\r\n'])[0]).not.toHaveProperty('enhanced')
})
