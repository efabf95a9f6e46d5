import fc from 'fast-check'
import { expect, test } from 'vitest'
import { after, type Asked, interpret } from './rules.ts'

test.each<[string, Asked]>([
  ['', { kind: 'everybody' }],
  ['   ', { kind: 'everybody' }],
  [' #Bénévole ', { kind: 'tag', key: 'benevole' }],
  ['#a@b', { kind: 'tag', key: 'a b' }],
  ['Zoe@Exa', { kind: 'email', begins: 'zoe@exa' }],
  ['69001', { kind: 'postal-code', code: '69001' }],
  ['6900', { kind: 'phone', begins: '+336900' }],
  ['690011', { kind: 'phone', begins: '+33690011' }],
  ['69 001', { kind: 'phone', begins: '+3369001' }],
  ['0612345678', { kind: 'phone', begins: '+33612345678' }],
  ['06 12.34-56/78', { kind: 'phone', begins: '+33612345678' }],
  ['(06) 1234', { kind: 'phone', begins: '+3361234' }],
  ['+32 470', { kind: 'phone', begins: '+32470' }],
  ['0032470', { kind: 'phone', begins: '+32470' }],
  ['612', { kind: 'name', words: ['612'] }],
  ['1234567890123456', { kind: 'name', words: ['1234567890123456'] }],
  ['rue 69001', { kind: 'name', words: ['rue', '69001'] }],
  ['69001 rue', { kind: 'name', words: ['69001', 'rue'] }],
  ['12+34', { kind: 'name', words: ['12', '34'] }],
  ['Zoé  Lacaze-Durand', { kind: 'name', words: ['zoe', 'lacaze', 'durand'] }],
  ['a b c d e f g', { kind: 'name', words: ['a', 'b', 'c', 'd', 'e', 'f'] }],
  ['--', { kind: 'name', words: [] }],
])('in France "%s" asks for %o', (typed, asked) => expect(interpret(typed, 'FR')).toEqual(asked))

test.each([
  ['BE', '0470', '+32470'],
  ['CH', '0790', '+41790'],
  ['ES', '6123', '+346123'],
  ['GB', '079123', '+4479123'],
  ['DE', '0151', '+49151'],
  ['LU', '621123', '+352621123'],
  ['IT', '3201', '+393201'],
  ['IT', '06 698', '+3906698'],
  ['IT', '06 6982 1234', '+390669821234'],
  ['SN', '7712', '+7712'],
  ['SN', '77 123 45 67', '+221771234567'],
])('in %s the number %s begins with %s', (country, typed, begins) => {
  expect(interpret(typed, country)).toEqual({ kind: 'phone', begins })
})

test('after all that begin with a text, and before all that do not', () => {
  const before = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b)) < 0
  fc.assert(
    fc.property(fc.string(), fc.string({ minLength: 1 }), (text, more) => {
      expect(before(text + more, after(text))).toBe(true)
    }),
  )
  expect(before(after('ab'), 'ac')).toBe(true)
})
