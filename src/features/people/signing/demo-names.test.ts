import { expect, test } from 'vitest'
import { familyNames, givenNames } from './demo-names.ts'

/** Share of the first so many. */
function shareOf(names: { weight: number }[], first: number): number {
  const sum = (all: { weight: number }[]) => all.reduce((total, { weight }) => total + weight, 0)
  return sum(names.slice(0, first)) / sum(names)
}

test('names are as many, and as often met, as in a country', () => {
  const [given, family] = [givenNames(), familyNames()]
  expect(given.length).toBeGreaterThan(350)
  expect(family.length).toBeGreaterThan(2_300)
  // Of a thousand, some four have the most frequent family name, and one or two in a hundred the most frequent given name.
  expect(shareOf(family, 1)).toBeGreaterThan(0.003)
  expect(shareOf(family, 1)).toBeLessThan(0.006)
  expect(shareOf(given, 1)).toBeGreaterThan(0.008)
  expect(shareOf(given, 1)).toBeLessThan(0.02)
  // A page of 25 of the same name cannot be: of 100,000, ten at most bear the most frequent one whole.
  expect(100_000 * shareOf(family, 1) * shareOf(given, 1)).toBeLessThan(10)
})

test('each is written as a name, stands once, and weighs less than the one before', () => {
  for (const names of [givenNames(), familyNames()]) {
    expect(new Set(names.map(({ name }) => name)).size).toBe(names.length)
    expect(names.filter(({ name }) => !/^\p{Lu}[\p{L}]*( \p{Lu}\p{L}+)?$/u.test(name))).toEqual([])
    expect(names.every(({ weight }, n) => n === 0 || weight < names[n - 1]!.weight)).toBe(true)
  }
})
