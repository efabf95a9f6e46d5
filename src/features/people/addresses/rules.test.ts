import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  bearerAmong,
  bearerOf,
  type Holding,
  likeness,
  mayBeCalled,
  type Likeness,
  meantBy,
  type Named,
  namedIn,
  saysMore,
  signerAmong,
} from './rules.ts'

/** "Given|Family". */
const named = (text: string): Named => {
  const [given_name = '', family_name = ''] = text.split('|')
  return { given_name, family_name: family_name || null }
}
const holding = (text: string, bearer: string | null = null): Holding => ({ ...named(text), bearer })

test.each<[string, string, Likeness]>([
  ['Marie|Dupont', 'MARIE|DUPONT', 'same'],
  ['Élodie|Lefèvre', 'elodie|lefevre', 'same'],
  ['Marie|Dupont', 'Marie', 'same'],
  ['Marie', 'Marie|Dupont', 'same'],
  ['Marie|Dupont', 'Marie|Dupont-Morel', 'same'],
  ['Yann|Le Roy', 'Yann|Leroy', 'same'],
  ['Jean-Pierre|Roche', 'jean pierre|Roche', 'same'],
  ['Marie|Dupont', 'Marie|Dupond', 'renamed'],
  ['Marie|Dupont', 'Marie|D.', 'same'],
  ['Marie|Dupont', 'Marie|L.', 'renamed'],
  ['Marie|Dupont', 'Marie|Leroy', 'renamed'],
  ['Jean|Dupont', 'Jean|de la Tour', 'renamed'],
  ['Yann|Leroy', 'Yann|Le Roy', 'same'],
  ['Jean Pierre|Roche', 'Jeanpierre|Roche', 'other'],
  ['Ab|C', 'A|Bc', 'other'],
  ['|Dupont', '|Dupont-Morel', 'open'],
  ['', 'Marie et Paul|Dupont', 'open'],
  ['Marie et Paul|Dupont', '', 'open'],
  ['Jean-P|Roche', 'Jean-Pierre|Roche', 'open'],
  ['J-M|Roche', 'Jean-Pierre|Roche', 'other'],
  ['Jean-Marc|Roche', 'Jean-Pierre|Roche', 'other'],
  ['Marie|Dupont', '', 'open'],
  ['', 'Marie|Dupont', 'open'],
  ['|Dupont', 'Marie|Dupont', 'open'],
  ['|Dupont', 'Marie|Leroy', 'other'],
  ['Marie|Dupont', '|Dupont', 'open'],
  ['Marie|Dupont', 'Dupont|Marie', 'open'],
  ['Dupont Marie', 'Marie|Dupont', 'same'],
  ['Marie et Paul|Dupont', 'Dupont Marie et Paul', 'same'],
  ['J.|Roche', 'Jean|Roche', 'open'],
  ['J-P|Roche', 'Jean-Pierre|Roche', 'open'],
  ['J|Roche', 'Marie|Roche', 'other'],
  ['J-P|Roche', 'Jean|Roche', 'other'],
  ['J.|Roche', 'Jean|Blanc', 'other'],
  // Hers, or a daughter's: nobody knows, so nothing of hers is changed.
  ['Jean|Roche', 'Jean-Pierre|Roche', 'near'],
  ['Marie-Claire|Roche', 'Marie', 'near'],
  ['Jean|Roche', 'Jean-Pierre|Blanc', 'other'],
  // A couple, and those whom a family name does not make one.
  ['Marie|Dupont', 'Paul|Dupont', 'other'],
  ['Michel|Roche', 'Michèle|Roche', 'other'],
  ['Paul|Roche', 'Paule|Roche', 'other'],
  ['Paule|Martin', 'Martin|Dupont', 'other'],
  ['Marie et Paul|Dupont', 'Marie|Dupont', 'other'],
  ['Paul|Dupont', 'Paul & Marie|Dupont', 'near'],
  ['Ana y Luis|Ruiz', 'Ana|Ruiz', 'other'],
  ['Marie et Paul|Dupont', 'marie et paul|dupont', 'same'],
  ['Familie|Dupont', 'Marie|Dupont', 'other'],
])('%j holds the address, and %j comes: %s', (hers, typed, expected) => {
  expect(likeness(holding(hers), named(typed))).toBe(expected)
})

test.each(['et', 'and', 'y', 'e', 'und', 'ou'])('«%s» joins two people in one record', (joint) => {
  expect(likeness(holding(`Marie ${joint} Paul|Dupont`), named('Marie|Dupont'))).toBe('other')
  expect(likeness(holding('Marie|Dupont'), named(`Marie ${joint} Paul|Dupont`))).toBe('other')
})

test('somebody may be called what stands in a cell, unless it is another’s name', () => {
  const may = (cell: string) => mayBeCalled(named('Marie|Dupont'), cell)
  expect(['Marie', 'Marie D', 'Dupont Marie', 'Marie-Claire Dupont', 'Paul Dupont', 'Paul'].map(may)).toEqual([
    true,
    true,
    true,
    true,
    false,
    false,
  ])
})

test('a name in one cell begins with the given name', () => {
  expect(['Ana D', ' Ana  de la  Tour ', 'Ana', ''].map(namedIn)).toEqual([
    { given_name: 'Ana', family_name: 'D' },
    { given_name: 'Ana', family_name: 'de la Tour' },
    { given_name: 'Ana', family_name: null },
    { given_name: '', family_name: null },
  ])
  expect(likeness(holding('Jean-Pierre|Roche'), namedIn('Jean Pierre Roche'))).toBe('open')
})

test('the name under which she came is still hers', () => {
  const zoe = holding('Zoé|Dupont', 'dupont marie')
  expect(likeness(zoe, named('Marie|Dupont'))).toBe('same')
  expect(likeness(zoe, named('Zoé|Dupont'))).toBe('same')
  expect(likeness(zoe, named('Marie|Leroy'))).toBe('other')
  // Nobody's name is no name to be known by.
  expect(likeness(holding('Zoé|Dupont', ''), named(''))).toBe('open')
})

const found = (holders: Holding[], typed: string) => {
  const who = bearerAmong(holders, named(typed))
  return who && who !== 'several' ? holders.indexOf(who) : who
}

test('of several who hold it, the whole name says who is meant; what stays open means nobody', () => {
  const couple = [holding('Marie|Dupont'), holding('Paul|Dupont')]
  expect(['Paul|Dupont', 'Marie', 'PAUL|', 'Ana|Dupont', '|Dupont', ''].map((typed) => found(couple, typed))).toEqual([
    1,
    0,
    1,
    undefined,
    'several',
    'several',
  ])
  // A slip is one where nobody else could be meant; of five letters: shorter names differ by theirs.
  expect([found([holding('Marie|Dupont')], 'Marie|Dupond'), found(couple, 'Marie|Dupond')]).toEqual([0, undefined])
  expect([found([holding('Marie|De Lator')], 'Marie|Delatour'), found([holding('Marie|Rouxe')], 'Marie|Roux')]).toEqual([
    0,
    undefined,
  ])
  expect([found([holding('Marie|Rocha')], 'Marie|Roche'), found([holding('Marie|Roux')], 'Marie|Roix')]).toEqual([0, undefined])
  expect([found([holding('Marie|Dupont')], 'Marie|Dumond'), found([holding('Marie|Dupont')], 'Maria|Dupond')]).toEqual([
    undefined,
    undefined,
  ])
  const village = [holding('Jean|Roche'), holding('Jean|Blanc'), holding('J.|Morel')]
  expect(
    ['Jean|Blanc', 'Jean|Roche', 'Jean', 'Jean|Morel', 'Jean|Petit', 'J|Roche'].map((typed) => found(village, typed)),
  ).toEqual([1, 0, 'several', 2, undefined, 0])
  expect(found([], 'Marie|Dupont')).toBe(undefined)
})

test('whom the name is today goes before whose it was', () => {
  const holders = [holding('Zoé|Dupont', 'dupont marie'), holding('Marie|Dupont', 'dupont marie rose')]
  expect(found(holders, 'Marie|Dupont')).toBe(1)
  expect(found(holders.slice(0, 1), 'Marie|Dupont')).toBe(0)
})

test('who signs alone at her mailbox under another family name has a new one; among several she is somebody else', () => {
  const marie = holding('Marie|Dupont')
  expect(signerAmong([marie], named('Marie|Leroy'))).toBe(marie)
  expect(bearerAmong([marie], named('Marie|Leroy'))).toBe(undefined)
  expect(signerAmong([marie, holding('Paul|Dupont')], named('Marie|Leroy'))).toBe(undefined)
  expect(signerAmong([marie], named('Paul|Dupont'))).toBe(undefined)
  expect(signerAmong([marie, holding('Marc|Dupont')], named('M.|Dupont'))).toBe(undefined)
  expect(signerAmong([], named('Marie|Dupont'))).toBe(undefined)
  expect(signerAmong([marie, holding('Paul|Dupont')], named('P.|Dupont'))).toMatchObject({ given_name: 'Paul' })
  expect(signerAmong([marie, holding('Paul|Dupont')], named('Paul'))).toMatchObject({ given_name: 'Paul' })
})

const word = fc.constantFrom('Marie', 'Paul', 'Jean', 'J.', 'Zoé', 'et', 'Dupont', 'Leroy', 'Le Roy', '')
const name = fc
  .tuple(fc.array(word, { maxLength: 2 }), fc.array(word, { maxLength: 2 }))
  .map(([given, family]): Named => ({ given_name: given.join(' ').trim(), family_name: family.join(' ').trim() || null }))

test('two names are alike in both directions, whatever the case, and everybody is herself', () => {
  fc.assert(
    fc.property(name, name, (a, b) => {
      const loud = { given_name: a.given_name.toUpperCase(), family_name: a.family_name?.toUpperCase() ?? null }
      expect(likeness({ ...a, bearer: null }, b)).toBe(likeness({ ...b, bearer: null }, a))
      expect(likeness({ ...loud, bearer: null }, b)).toBe(likeness({ ...a, bearer: null }, b))
      expect(likeness({ ...a, bearer: bearerOf(a) }, a)).toBe(bearerOf(a) === '' ? 'open' : 'same')
      // Those whom the database takes for one are one.
      if (bearerOf(a) === bearerOf(b) && bearerOf(a) !== '') expect(likeness({ ...a, bearer: null }, b)).toBe('same')
    }),
  )
})

test('two of one name are told apart by the name under which each came; else the first is meant who signs, and nobody of a file', () => {
  const two = [holding('Marie|Roche', 'roche mimi'), holding('Marie|Roche', 'roche marie')]
  expect(found(two, 'Marie|Roche')).toBe(1)
  expect(signerAmong(two, named('Marie|Roche'))).toBe(two[1])
  const unknown = [holding('Marie|Roche'), holding('Marie|Roche')]
  expect(found(unknown, 'Marie|Roche')).toBe('several')
  expect(signerAmong(unknown, named('Marie|Roche'))).toBe(unknown[0])
  expect(meantBy(unknown, named('Marie|Roche'))).toHaveLength(2)
})

test('what leaves open whose it is takes no name’s place', () => {
  const says = (hers: string, typed: string) => saysMore(holding(hers), named(typed))
  expect([says('Paul|Roche', 'PAUL|Roche'), says('Paul|Roche', 'Paul|Blanc')]).toEqual([true, true])
  expect(saysMore(holding('Zoé|Dupont', 'dupont marie'), named('Marie|Dupont'))).toBe(true)
  expect([
    says('Paul|Roche', 'P.|Roche'),
    says('Paul|Roche', 'Paul|Roche-Blanc'),
    says('|Roche', 'Paul|Roche'),
    says('Paul|Roche', 'Roche Paul'),
  ]).toEqual([false, true, true, false])
})

test('a holding that would be refused by the database is always found: nobody is left without her address', () => {
  // Some have changed their names since.
  fc.assert(
    fc.property(
      fc.uniqueArray(name, { selector: bearerOf, maxLength: 5 }),
      fc.array(name, { maxLength: 5 }),
      name,
      (there, since, typed) => {
        const holders = there.map((one, n): Holding => ({ ...(since[n] ?? one), bearer: bearerOf(one) }))
        const taken = holders.find(({ bearer }) => bearer === bearerOf(typed))
        if (taken && bearerOf(typed) !== '') expect(signerAmong(holders, typed)).not.toBe(undefined)
      },
    ),
  )
})
