import fc from 'fast-check'
import { expect, test } from 'vitest'
import { partName } from './names.ts'
import { addressesIn, numbersIn } from './points.ts'

test.each([
  ['zoe@example.org', ['zoe@example.org']],
  ['zoe@example.org; z2@example.org', ['zoe@example.org', 'z2@example.org']],
  ['zoe@example.org, z2@example.org', ['zoe@example.org', 'z2@example.org']],
  ['zoe@example.org / z2@example.org', ['zoe@example.org', 'z2@example.org']],
  ['zoe@example.org/z2@example.org', ['zoe@example.org', 'z2@example.org']],
  ['zoe@example.org|z2@example.org', ['zoe@example.org', 'z2@example.org']],
  ['zoe@example.org\nz2@example.org', ['zoe@example.org', 'z2@example.org']],
  ['zoe@example.org z2@example.org', ['zoe@example.org', 'z2@example.org']],
  ['zoe@example.org et z2@example.org', ['zoe@example.org', 'z2@example.org']],
  ['Zoé Lacaze <zoe@example.org>', ['Zoé Lacaze <zoe@example.org>']],
  ['Zoé <zoe@example.org>; Léo <leo@example.org>', ['Zoé <zoe@example.org>', 'Léo <leo@example.org>']],
  ['', ['']],
  ['none', ['none']],
])('addresses in %j', (cell, addresses) => expect(addressesIn(cell)).toEqual(addresses))

test.each([
  ['06 12 34 56 78', ['06 12 34 56 78']],
  ['06/12/34/56/78', ['06/12/34/56/78']],
  ['06.12.34.56.78', ['06.12.34.56.78']],
  ['0612345678; 0472000000', ['0612345678', '0472000000']],
  ['0612345678 / 0472000000', ['0612345678', '0472000000']],
  ['0612345678/0472000000', ['0612345678', '0472000000']],
  ['06 12 34 56 78, 04 72 00 00 00', ['06 12 34 56 78', '04 72 00 00 00']],
  ['06 12 34 56 78 ou 04 72 00 00 00', ['06 12 34 56 78', '04 72 00 00 00']],
  ['06 12 34 56 78 (soir)', ['06 12 34 56 78 (soir)']],
  ['0612345678; à rappeler', ['0612345678; à rappeler']],
  ['20 12 34 56 et 20 12 34 57', ['20 12 34 56', '20 12 34 57']],
  ['41 12 34/41 56 78', ['41 12 34', '41 56 78']],
  ['0612345678; poste 12345', ['0612345678; poste 12345']],
  ['+33 6 12 34 56 78|+32 2 555 12 12', ['+33 6 12 34 56 78', '+32 2 555 12 12']],
  ['', ['']],
])('numbers in %j', (cell, numbers) => expect(numbersIn(cell)).toEqual(numbers))

test.each([
  ['Zoé Lacaze', 'given-first', 'Zoé', 'Lacaze'],
  ['Lacaze Zoé', 'family-first', 'Zoé', 'Lacaze'],
  ['Lacaze Zoé Marie', 'family-first', 'Zoé Marie', 'Lacaze'],
  // Capitals say it, whatever was said of the column.
  ['LACAZE Zoé', 'given-first', 'Zoé', 'LACAZE'],
  ['Zoé LACAZE', 'family-first', 'Zoé', 'LACAZE'],
  ['MARTIN-DURAND Jean-Marc', 'given-first', 'Jean-Marc', 'MARTIN-DURAND'],
  ['DE LA TOUR Marie', 'given-first', 'Marie', 'DE LA TOUR'],
  ['Marie de LACAZE', 'given-first', 'Marie', 'de LACAZE'],
  ['ÉVRARD Zoé', 'given-first', 'Zoé', 'ÉVRARD'],
  // A comma says it too.
  ['Lacaze, Zoé', 'given-first', 'Zoé', 'Lacaze'],
  ['De la Tour, Marie Anne', 'given-first', 'Marie Anne', 'De la Tour'],
  // All in capitals says nothing.
  ['LACAZE ZOÉ', 'family-first', 'ZOÉ', 'LACAZE'],
  ['ZOÉ LACAZE', 'given-first', 'ZOÉ', 'LACAZE'],
  // One letter in capitals is an initial.
  ['Zoé B. Lacaze', 'given-first', 'Zoé', 'B. Lacaze'],
  // Particles go with the name after them.
  ['de la Tour Marie', 'family-first', 'Marie', 'de la Tour'],
  ['van den Berg Anna', 'family-first', 'Anna', 'van den Berg'],
  ['El Khomri Myriam', 'family-first', 'Myriam', 'El Khomri'],
  ['Zoé', 'family-first', 'Zoé', ''],
  ['Zoé', 'given-first', 'Zoé', ''],
  ['de la Tour', 'family-first', 'Tour', 'de la'],
  ['', 'given-first', '', ''],
] as const)('%j, %s', (...[name, order, given, family]) => expect(partName(name, order)).toEqual({ given, family }))

test('no word of a name is lost, and none said twice', () => {
  const word = fc.constantFrom('Zoé', 'LACAZE', 'de', 'la', 'Tour', 'MARTIN', 'el', 'B.', 'Anne')
  const order = fc.constantFrom('given-first' as const, 'family-first' as const)
  fc.assert(
    fc.property(fc.array(word, { maxLength: 6 }), order, (words, said) => {
      const { given, family } = partName(words.join(' '), said)
      const parts = `${given} ${family}`.split(' ').filter(Boolean)
      expect(parts.toSorted()).toEqual(words.toSorted())
    }),
  )
})
