import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  BATCH,
  FLIGHT,
  FORBIDDEN_ORIGINS,
  HEAD,
  isForbiddenOrigin,
  LARGEST_FILE,
  LARGEST_ROW,
  LARGEST_SHEET,
  ORIGINS,
  separatorOf,
  uniqueHeader,
} from './rules.ts'

test('what was bought, scraped or copied from a roll may not come; what the movement gathered may', () => {
  expect(FORBIDDEN_ORIGINS.every(isForbiddenOrigin)).toBe(true)
  expect(ORIGINS.some(isForbiddenOrigin)).toBe(false)
  expect([...FORBIDDEN_ORIGINS]).toEqual(['bought', 'professional', 'public-service', 'roll', 'scraped'])
})

test('a file is a few gigabytes at most, a row one megabyte, and a batch of the embedded database the smaller one', () => {
  expect([LARGEST_FILE, LARGEST_SHEET, LARGEST_ROW, HEAD]).toEqual([4_294_967_296, 209_715_200, 1_048_576, 65_536])
  expect(BATCH.embedded).toBeLessThan(BATCH.server)
  // Its one connection is for one batch.
  expect(FLIGHT).toEqual({ server: 2, embedded: 1 })
})

test.each([
  ['a,b,c\n1,2,3', ','],
  ['a;b;c\n1;2;3', ';'],
  ['a\tb\n1\t2', '\t'],
  ['a|b\r\n1|2', '|'],
  ['a|b\r1|2', '|'],
  // Commas within quotes, or within a sentence, cut nothing.
  ['a;"b, c, d";e\n1;2;3', ';'],
  ['note;name\nI came, I saw, I won;Zoé\nno;Léo', ';'],
  ['"a,b,c,d";e\n"1,2,3,4";5', ';'],
  // A column that most rows leave empty is one all the same.
  ['nom;prénom\nDurand\nPetit', ';'],
  // More of one in the header, but not the same number in each line.
  ['a;b,c,d\n1;2\n3;4', ';'],
  // The most columns where two cut each line evenly.
  ['a,b;c;d\n1,2;3;4', ';'],
  ['a;b,c,d\n1;2,3,4', ','],
  ['\n \na;b,c\n\n1;2\n\n\n3;4', ';'],
  ['email\nzoe@example.org', ','],
  ['', ','],
])('%j is cut by %j', (head, separator) => expect(separatorOf(head)).toBe(separator))

test('twenty lines tell', () => {
  const even = Array.from({ length: 20 }, () => 'a;b;c,d')
  const commas = Array.from({ length: 30 }, () => 'a,b')
  expect(separatorOf([...even, ...commas].join('\n'))).toBe(';')
})

test('every column has a name of its own, and its own where it had one', () => {
  expect(uniqueHeader(['Email', ' Email ', '', 'Note', 'Email', ''])).toEqual([
    'Email',
    'Email (2)',
    '#3',
    'Note',
    'Email (3)',
    '#6',
  ])
  // As a file that went through here once may be called already.
  expect(uniqueHeader(['Email', 'Email', 'Email (2)', '#5', ''])).toEqual(['Email', 'Email (3)', 'Email (2)', '#5', '#5 (2)'])
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', ' a', 'a (2)', 'a (3)', 'b', '', ' ', '#2')), (cells) => {
      const header = uniqueHeader(cells)
      expect(new Set(header).size).toBe(cells.length)
      // The first of each keeps its name.
      cells.forEach((cell, at) => {
        const name = cell.trim()
        if (name && !cells.slice(0, at).some((other) => other.trim() === name)) expect(header).toContain(name)
      })
    }),
  )
})
