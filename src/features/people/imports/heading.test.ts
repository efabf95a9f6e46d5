import { expect, test } from 'vitest'
import { headingOf } from './heading.ts'

test.each([
  [
    'a header at the top',
    [
      ['nom', 'email'],
      ['Durand', 'd@example.org'],
    ],
    ['nom', 'email'],
    1,
  ],
  [
    'a title above',
    [
      ['Liste des membres', ''],
      ['nom', 'email'],
      ['Durand', 'd@example.org'],
    ],
    ['nom', 'email'],
    2,
  ],
  [
    'a title, a date and a blank line',
    [['Liste'], ['3 mai 2016'], ['', ''], ['nom', 'prénom', 'email'], ['D', 'Zoé', 'd@example.org']],
    ['nom', 'prénom', 'email'],
    4,
  ],
  [
    'what one spreadsheet says to itself',
    [
      ['sep=', ''],
      ['nom', 'email'],
      ['Durand', 'd@example.org'],
    ],
    ['nom', 'email'],
    2,
  ],
  ['both', [['sep='], ['Liste'], ['nom', 'email'], ['D', 'd@example.org']], ['nom', 'email'], 3],
  [
    'a title in cells that are blank but not empty',
    [
      ['Liste', ' ', '\u00a0'],
      ['nom', 'prénom', 'email'],
      ['D', 'Zoé', 'd@example.org'],
    ],
    ['nom', 'prénom', 'email'],
    2,
  ],
  ['one column', [['email'], ['d@example.org']], ['email'], 1],
  [
    'no header: nobody is lost',
    [
      ['d@example.org', 'Durand'],
      ['e@example.org', 'Petit'],
    ],
    ['#1', '#2'],
    0,
  ],
  ['a bare list', [['d@example.org'], ['e@example.org']], ['#1'], 0],
  ['a title above a bare list', [['Liste'], ['Durand', 'd@example.org'], ['Petit', 'e@example.org']], ['#1', '#2'], 1],
  [
    'empty names of columns',
    [
      ['nom', '', 'email'],
      ['D', 'x', 'd@example.org'],
    ],
    ['nom', '#2', 'email'],
    1,
  ],
  [
    'rows wider than the header by a little',
    [
      ['nom', 'email', 'ville'],
      ['D', 'd@example.org', 'Lyon', 'x'],
    ],
    ['nom', 'email', 'ville'],
    1,
  ],
] as const)('%s', (...[, rows, header, skipped]) => {
  expect(headingOf(rows.map((row) => [...row]))).toEqual({ header, skipped })
})
