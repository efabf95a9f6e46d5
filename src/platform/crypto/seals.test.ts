import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createSeals } from './seals.ts'

const seals = createSeals('6f1d4ae02b7e4c8d9a35f07b8c21e6d4')
const now = new Date('2026-03-31T12:00:00Z')
const id = fc.stringMatching(/^[\w-]{1,64}$/)

test('a token opens for its purpose, until its end', () => {
  fc.assert(
    fc.property(id, fc.integer({ min: 1, max: 10_000 }), (text, seconds) => {
      const token = seals.sign('a', text, new Date(now.getTime() + seconds * 1000))
      expect(token).toMatch(/^[\w.-]+$/)
      expect(seals.open('a', token, now)).toBe(text)
      expect(seals.open('b', token, now)).toBeUndefined()
      expect(seals.open('a', token, new Date(now.getTime() + seconds * 1000))).toBeUndefined()
      expect(createSeals('another secret of this length').open('a', token, now)).toBeUndefined()
    }),
  )
})

test('a token with anything changed opens nothing', () => {
  fc.assert(
    fc.property(id, fc.nat(), fc.string({ minLength: 1, maxLength: 1 }), (text, at, letter) => {
      const token = seals.sign('a', text, new Date(now.getTime() + 60_000))
      const place = at % token.length
      const changed = token.slice(0, place) + letter + token.slice(place + 1)
      fc.pre(changed !== token)
      expect(seals.open('a', changed, now)).toBeUndefined()
    }),
  )
})

test('whatever is given as a token, the answer is undefined or nothing worse', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void expect(seals.open('a', text, now)).toBeUndefined()))
})

test('a hash is of its purpose and its secret', () => {
  expect(seals.hash('a', 'x')).toEqual(seals.hash('a', 'x'))
  expect(seals.hash('a', 'x')).not.toEqual(seals.hash('b', 'x'))
  expect(seals.hash('a', 'x')).toHaveLength(32)
})

test('what is shut opens for its purpose, its owner and its secret alone, and not when a bit of it changed', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.nat(), (text, at) => {
      const shut = seals.shut('keys', 'a', text)
      expect(seals.unshut('keys', 'a', shut)).toBe(text)
      expect(seals.unshut('other', 'a', shut)).toBeUndefined()
      expect(seals.unshut('keys', 'b', shut)).toBeUndefined()
      expect(createSeals('another secret of this length').unshut('keys', 'a', shut)).toBeUndefined()
      expect(seals.unshut('keys', 'a', shut.subarray(0, at % shut.length))).toBeUndefined()
      shut[at % shut.length]! ^= 1
      expect(seals.unshut('keys', 'a', shut)).toBeUndefined()
    }),
  )
})

test('the same text is shut differently each time', () => {
  expect(seals.shut('keys', 'a', 'x')).not.toEqual(seals.shut('keys', 'a', 'x'))
})
