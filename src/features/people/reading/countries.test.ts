import { expect, test } from 'vitest'
import type { Gazetteer } from '#territories'
import { readerFor } from './columns.ts'
import { countryIn } from './countries.ts'

test.each([
  ['FR', 'FR'],
  ['fr', 'FR'],
  ['France', 'FR'],
  ['FRANCE ', 'FR'],
  ['Frankreich', 'FR'],
  ['Francia', 'FR'],
  ['França', 'FR'],
  ['France métropolitaine', 'FR'],
  ['Réunion', 'RE'],
  ['La Réunion', 'RE'],
  ['Guadeloupe', 'GP'],
  ['Deutschland', 'DE'],
  ['Allemagne', 'DE'],
  ['Germany', 'DE'],
  ['Alemania', 'DE'],
  ['España', 'ES'],
  ['Espana', 'ES'],
  ['Spanien', 'ES'],
  ['Belgique', 'BE'],
  ['België', 'BE'],
  ['Österreich', 'AT'],
  ['Schweiz', 'CH'],
  ['Svizzera', 'CH'],
  ['Italia', 'IT'],
  ['Portugal', 'PT'],
  ['United Kingdom', 'GB'],
  ['UK', 'GB'],
  ['Royaume-Uni', 'GB'],
  ['Angleterre', 'GB'],
  ['Vereinigtes Königreich', 'GB'],
  ['USA', 'US'],
  ['U.S.A.', 'US'],
  ['Etats-Unis', 'US'],
  ['EE. UU.', 'US'],
  ['Pays-Bas', 'NL'],
  ['Hollande', 'NL'],
  ['Côte d’Ivoire', 'CI'],
  ["Cote d'Ivoire", 'CI'],
  ['Tchéquie', 'CZ'],
  ['République tchèque', 'CZ'],
  ['Frnce', undefined],
  ['Lyon', undefined],
  ['-', undefined],
  ['', undefined],
] as const)('%j is the country %s', (cell, code) => expect(countryIn(cell)).toBe(code))

/** Finds every town in the country that it is asked for. */
const everywhere: Pick<Gazetteer, 'understand'> = {
  understand: ({ country, postal_code = null }) => ({ country, postal_code, place: undefined, department_id: `of ${country}` }),
}
const header = ['email', 'tel', 'pays', 'code pays', 'cp', 'ville']
const mapping = { email: 'email', tel: 'phone', pays: 'country', 'code pays': 'country', cp: 'postal_code', ville: 'town' }
const said = { origin: 'own-tool', basis: 'consent', proof: 'Form', dates: 'iso', country: 'FR', says: {} } as const
const read = (...cells: string[]) =>
  readerFor({ header, name: 'x.csv', mapping, said, purposes: [], today: '2016-04-01' }, everywhere)(cells, 1)

test('a country that nobody understands is none that is supposed: neither towns nor numbers are read by it', () => {
  expect(read('a@example.org', '0472000000', '', '', '69001', 'Lyon')).toMatchObject({
    row: { country: 'FR', department_id: 'of FR', phones: [{ value: '+33472000000' }] },
    unread: undefined,
  })
  expect(read('a@example.org', '0472000000', 'Ruritanie', '', '69001', 'Strelsau')).toMatchObject({
    row: { country: 'FR', department_id: null, place_id: null, postal_code: '69001', town: 'Strelsau', phones: [] },
    unread: 'reading.row.country-unread',
  })
  expect(read('a@example.org', '+33 4 72 00 00 00', 'Ruritanie', '', '', '')).toMatchObject({
    row: { phones: [{ value: '+33472000000' }] },
    unread: 'reading.row.country-unread',
  })
  // The next column may say it.
  expect(read('a@example.org', '', 'Bundesrepublik D.', 'DE', '50667', 'Köln')).toMatchObject({
    row: { country: 'DE', department_id: 'of DE' },
    unread: undefined,
  })
})
