import fc from 'fast-check'
import { expect, test } from 'vitest'
import { isReference, makeReference, printReference, readIban, readReference, referencesWithin } from './rules/references.ts'

test('references are those of the norm', () => {
  // ISO 11649 has this one as its example.
  expect(makeReference('539007547034')).toBe('RF18539007547034')
  expect(readReference(' rf18 5390-0754 7034 ')).toBe('RF18539007547034')
  expect(printReference('RF18539007547034')).toBe('RF18 5390 0754 7034')
  expect(makeReference('a')).toMatch(/^RF\d\dA$/)
  for (const text of ['', 'é', '1'.repeat(22), 'a b']) expect(() => makeReference(text)).toThrow(RangeError)
  for (const text of ['', 'RF', 'RF18', 'RF19539007547034', 'DE18539007547034', `RF${'1'.repeat(30)}`])
    expect(readReference(text)).toBeUndefined()
})

const of = (signs: string) => fc.string({ unit: fc.constantFrom(...signs), minLength: 1, maxLength: 21 })
const body = of('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ')

test('whatever is made is read, printed or not, and found in a text', () => {
  fc.assert(
    fc.property(body, (text) => {
      const made = makeReference(text)
      expect(readReference(printReference(made).toLowerCase())).toBe(made)
      expect(referencesWithin(`Don ${printReference(made)} ! merci`)).toContain(made)
    }),
    { numRuns: 2000 },
  )
})

test('in one of digits each wrong digit and each two swapped are seen; with letters not all', () => {
  fc.assert(
    fc.property(of('0123456789'), fc.nat(), fc.constantFrom(...'0123456789'), (text, where, sign) => {
      const made = makeReference(text)
      const at = 2 + (where % (made.length - 2))
      const wrong = made.slice(0, at) + sign + made.slice(at + 1)
      if (wrong !== made) expect(isReference(wrong)).toBe(false)
      const swapped = made.slice(0, at) + (made[at + 1] ?? '') + made[at] + made.slice(at + 2)
      if (swapped !== made) expect(isReference(swapped)).toBe(false)
    }),
    { numRuns: 2000 },
  )
  // Guessed otherwise: ISO 7064 sees all single errors. Of characters as it counts them; a letter is two.
  expect(['RF85H5KQDBXS', 'RF85HRKQDBXS', 'RF69X3XP2DOB', 'RF693XXP2DOB'].map(isReference)).toEqual([true, true, true, true])
})

test('an IBAN is read with its check', () => {
  expect(readIban('FR76 3000 6000 0112 3456 7890 189')).toBe('FR7630006000011234567890189')
  for (const text of ['FR7630006000011234567890188', 'FR76', '']) expect(readIban(text)).toBeUndefined()
})
