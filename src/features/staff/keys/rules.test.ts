import { expect, test } from 'vitest'
import { ANSWER_TIME, entityTag, fingerprintOf, hashOfKey, KEY_LIFE, names, newKey } from './rules.ts'
test('a key is 256 random bits, and says what it is to who finds it', () => {
  const [one, two] = [newKey(), newKey()]
  expect(one).toMatch(/^appui_[\w-]{43}$/)
  expect(one).not.toBe(two)
})

test('of a key its SHA-256 is kept', () => {
  // FIPS 180-2, appendix B.1.
  expect(hashOfKey('abc').toString('hex')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
})

test('a key lives a year and a day, an answer is kept for a day', () => {
  expect([KEY_LIFE, ANSWER_TIME]).toEqual([366 * 86_400_000, 86_400_000])
})

test('two requests have one fingerprint when they ask the same, and only then', () => {
  const hex = (method: string, path: string, body?: unknown) => fingerprintOf(method, path, body).toString('hex')
  const same = hex('POST', '/a', { b: 1 })
  expect(hex('POST', '/a', { b: 1 })).toBe(same)
  expect(new Set([same, hex('PUT', '/a', { b: 1 }), hex('POST', '/b', { b: 1 }), hex('POST', '/a', { b: 2 })]).size).toBe(4)
  expect(hex('GET', '/a')).toBe(hex('GET', '/a', null))
  expect(hex('GET', '/a')).not.toBe(hex('GET', '/a', {}))
})

test('an answer has one tag while it says the same', () => {
  expect(entityTag({ a: 1 })).toMatch(/^"[\w-]{27}"$/)
  expect(entityTag({ a: 1 })).toBe(entityTag({ a: 1 }))
  expect(entityTag({ a: 1 })).not.toBe(entityTag({ a: 2 }))
})

test.each([
  [undefined, false],
  ['"x"', true],
  ['W/"x"', true],
  ['"y"', false],
  ['"y", "x"', true],
  ['"y" , W/"x" ', true],
  ['*', true],
  ['"W/x"', false],
  ['', false],
])('the header %s names the tag "x": %s', (header, named) => expect(names(header, '"x"')).toBe(named))

test('a W/ within a tag is part of it', () => {
  expect(names('"aW/b"', '"ab"')).toBe(false)
})
