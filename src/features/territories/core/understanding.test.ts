import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readTerritoryFiles } from './files.ts'
import { createGazetteer } from './gazetteer.ts'
import type { Typed } from './understanding.ts'

const files = readTerritoryFiles()
const gazetteer = createGazetteer(files)
const idOf = (typed: Typed) => gazetteer.understand(typed).place?.id

/** Country, code, name, and where that is; '' : to be settled. */
const WRITTEN: [country: string, postal_code: string, town: string, place: string][] = [
  // A homonym beat the postal code.
  ['FR', '91000', 'Évry', 'FR-91228'],
  ['FR', '91000', 'EVRY', 'FR-91228'],
  ['FR', '91080', 'Courcouronnes', 'FR-91228'],
  ['FR', '89140', 'Évry', 'FR-89162'],
  // The code wins over spelling, and over a quarter that is called like a village.
  ['FR', '69003', 'Lion', 'FR-69123'],
  ['FR', '38000', 'Grenobles', 'FR-38185'],
  ['FR', '01400', 'Chatillon s/ chalarone', 'FR-01093'],
  ['FR', '69005', 'Saint-Just', 'FR-69123'],
  ['FR', '69007', 'Gerland', 'FR-69123'],
  ['FR', '06160', 'Juan-les-Pins', 'FR-06004'],
  ['FR', '94240', 'L Hay les roses', 'FR-94038'],
  // None of a code resembles it, or two nearly as much.
  ['FR', '42140', 'Châtelard', ''],
  ['FR', '69770', 'Villeneuve', ''],
  ['FR', '57410', 'Réderching', ''],
  // Two facts that exclude each other.
  ['FR', '69003', 'Marseille', ''],
  ['FR', '69100', 'Lyon', ''],
  // A town next to one that is ten times as peopled is meant as well as that one.
  ['FR', '69003', 'Saint-Priest', ''],
  ['FR', '13001', 'Aubagne', ''],
  ['FR', '13001', 'Villeurbanne', ''],
  // A town abroad that everybody knows may be meant as well as that of the code.
  ['FR', '75001', 'Londres', ''],
  // Nor is a quarter meant where the name is that of a town which everybody knows, however large that of the code is.
  ['FR', '75001', 'Grenoble', ''],
  ['FR', '75001', 'Avignon', ''],
  ['FR', '75010', 'Saint-Denis', ''],
  ['ES', '28001', 'Valladolid', ''],
  ['ES', '28001', 'Toledo', ''],
  ['ES', '47001', 'Valladolid', 'ES-3106672'],
  ['ES', '28001', 'Getafe', ''],
  ['FR', '75016', 'Auteuil', 'FR-75056'],
  // Who receives mail for enterprises may sit elsewhere.
  ['FR', '01501', 'Trésor public', ''],
  // A quarter that the list has as a place of its own, within the town of the code.
  ['ES', '28001', 'Carabanchel', 'ES-3117735'],
  // Four digits without a zero, and a town abroad of which somebody here bears the name.
  ['FR', '1000', 'Cologne', ''],
  ['FR', '1000', 'Mons', ''],
  // Districts.
  ['FR', '75011', 'Paris 11', 'FR-75056'],
  ['FR', '', 'Paris XIe', 'FR-75056'],
  ['FR', '', 'PARIS 11EME ARRONDISSEMENT', 'FR-75056'],
  ['FR', '', 'Marseille 8e', 'FR-13055'],
  ['FR', '', 'Marseille 08', 'FR-13055'],
  ['FR', '', 'Lyon 3ème', 'FR-69123'],
  ['FR', '', 'Lyon 1er', 'FR-69123'],
  ['FR', '', 'Lyon 2nd', 'FR-69123'],
  ['FR', '', 'Paris 11ième', 'FR-75056'],
  ['FR', '', 'Paris 2e arr.', 'FR-75056'],
  ['FR', '75116', '', 'FR-75056'],
  ['FR', '75116', 'Paris', 'FR-75056'],
  ['FR', '', 'Paris 21', ''],
  // Merged, renamed.
  ['FR', '74600', 'Seynod', 'FR-74010'],
  ['FR', '74600', 'Annecy', 'FR-74010'],
  ['FR', '', 'Seynod', 'FR-74010'],
  ['FR', '74268', 'Seynod', 'FR-74010'],
  ['FR', '50100', 'Cherbourg-Octeville', 'FR-50129'],
  ['FR', '50100', 'Cherbourg', 'FR-50129'],
  ['FR', '93380', 'Pierrefitte-sur-Seine', 'FR-93066'],
  ['FR', '93380', 'Pierrefitte', 'FR-93066'],
  ['FR', '93380', 'Saint-Denis', 'FR-93066'],
  // Two of a code bear the name, one of them once.
  ['FR', '60390', 'Les Hauts-Talican', 'FR-60694'],
  // The code of INSEE of what merged is one of enterprises, too.
  ['FR', '01018', 'Arlod', 'FR-01033'],
  // CEDEX.
  ['FR', '69401', '', 'FR-69123'],
  ['FR', '69401', 'LYON CEDEX 03', 'FR-69123'],
  ['FR', '69401', 'Marseille', ''],
  ['FR', '75015 CEDEX 15', 'Paris', 'FR-75056'],
  ['FR', '91002', 'EVRY CEDEX', 'FR-91228'],
  ['FR', '93521', 'SAINT DENIS CEDEX', 'FR-93066'],
  // A code that no list knows: name and department.
  ['FR', '69999', 'LYON CEDEX', 'FR-69123'],
  ['FR', '93999', 'Saint-Denis', 'FR-93066'],
  ['FR', '69999', 'Saint-Denis', ''],
  ['FR', '69999', '', ''],
  ['FR', '75000', 'Paris', 'FR-75056'],
  ['FR', '20000', 'Ajaccio', 'FR-2A004'],
  ['FR', '20999', 'Bastia', 'FR-2B033'],
  // Overseas.
  ['RE', '97400', '', 'FR-97411'],
  ['RE', '97400', 'St Denis', 'FR-97411'],
  ['RE', '', 'Saint-Denis', 'FR-97411'],
  ['GP', '97110', 'Pointe-à-Pitre', 'FR-97120'],
  ['MQ', '97200', '', 'FR-97209'],
  ['GF', '97300', '', 'FR-97302'],
  ['YT', '97600', 'Mamoudzou', 'FR-97611'],
  ['PM', '97500', 'Saint-Pierre', 'FR-97502'],
  ['BL', '97133', '', 'FR-97701'],
  ['MF', '97150', '', 'FR-97801'],
  ['PF', '98714', 'Papeete', 'FR-98735'],
  ['NC', '98800', 'Nouméa', 'FR-98818'],
  ['NC', '98899', 'Nouméa', 'FR-98818'],
  ['PF', '98799', 'Papeete', 'FR-98735'],
  ['WF', '98600', 'Uvea', 'FR-98613'],
  // The land that is said, and the code of another: the name of a neighbour of that code excludes it.
  ['RE', '97100', 'Saint-François', ''],
  ['GP', '97150', 'Saint-Martin', 'FR-97801'],
  ['RE', '', 'Saint-François', ''],
  // Towns abroad, in French, Spanish and English.
  ['BE', '1000', 'Bruxelles', 'BE-2800866'],
  ['BE', '', 'Bruselas', 'BE-2800866'],
  ['BE', '2000', 'Anvers', 'BE-2803138'],
  ['DE', '50667', 'Cologne', 'DE-2886242'],
  ['DE', '', 'Colonia', 'DE-2886242'],
  ['GB', '', 'Londres', 'GB-2643743'],
  ['CH', '1201', 'Geneva', 'CH-2660646'],
  ['CH', '', 'Bâle', 'CH-2661604'],
  ['IT', '', 'Turin', 'IT-3165524'],
  ['ES', '', 'Séville', 'ES-2510911'],
  ['DE', '', 'Aix-la-Chapelle', 'DE-3247449'],
  ['US', '', 'Nueva York', 'US-5128581'],
  ['FR', '', 'Londres', 'GB-2643743'],
  ['FR', '', 'Ypres', 'BE-2795100'],
  // Too small for strangers to speak of it.
  ['FR', '', 'Spa', ''],
  ['FR', '1000', 'Bruxelles', 'BE-2800866'],
  // A village of the Gers, or what everybody means.
  ['FR', '', 'Cologne', ''],
  ['FR', '32430', 'Cologne', 'FR-32106'],
  ['FR', '50667', 'Köln', ''],
  // A village of a country that is not known to its last may be meant.
  ['BE', '', 'Marseille', ''],
  ['AT', '', 'Londres', ''],
  // Codes as people write them.
  ['FR', 'F-69003', '', 'FR-69123'],
  ['FR', 'FR-69003', 'Lyon', 'FR-69123'],
  ['FR', '69 003', '', 'FR-69123'],
  ['FR', '69\u00a0003', '', 'FR-69123'],
  ['FR', '69003.0', 'Lyon', 'FR-69123'],
  ['FR', '69003,00', 'Lyon', 'FR-69123'],
  ['FR', "'01000", 'Bourg-en-Bresse', 'FR-01053'],
  ['FR', '1000', 'Bourg en Bresse', 'FR-01053'],
  ['FR', '69003 Lyon', '', 'FR-69123'],
  ['FR', '', '69003 Lyon', 'FR-69123'],
  ['FR', '', 'Lyon 69003', 'FR-69123'],
  // A code in its own place goes before one beside the name.
  ['FR', '69003', '75001 Lyon', 'FR-69123'],
  ['FR', 'D-50667', 'Köln', 'DE-2886242'],
  ['FR', 'CH-1201', 'Genève', 'CH-2660646'],
  ['FR', 'B-1000', 'Bruxelles', 'BE-2800866'],
  ['FR', 'L-1234', 'Luxembourg', 'LU-2960316'],
  ['FR', 'E-28013', 'Madrid', 'ES-3117735'],
  ['ES', '8001', 'Barcelone', 'ES-3128760'],
  ['US', '2139', 'Cambridge', 'US-4931972'],
  ['US', '02139-4307', 'Cambridge', 'US-4931972'],
  ['GB', 'E1 6AN', 'London', 'GB-2643743'],
  // Names alone.
  ['FR', '', 'Saint-Étienne', 'FR-42218'],
  ['FR', '', 'Saint-Denis', ''],
  ['FR', '', 'Valence', ''],
  // What another was called once, which is not ten times smaller.
  ['FR', '', 'Tarascon', ''],
  ['FR', '', 'Saint-Denis (93)', 'FR-93066'],
  ['FR', '', 'Saint-Denis (Réunion)', 'FR-97411'],
  ['FR', '', 'Saint-Denis, Seine-Saint-Denis', 'FR-93066'],
  ['FR', '', 'Atlantis', ''],
  ['FR', '', '', ''],
]

test.each(WRITTEN)('%s;%s;%s is the place %s', (...[country, postal_code, town, place]) =>
  expect(idOf({ country, postal_code, town }) ?? '').toBe(place),
)

const UNDERSTOOD: [country: string, postal_code: string, town: string, understood: object][] = [
  ['FR', '', 'Paris XIe', { country: 'FR', postal_code: '75011' }],
  ['RE', '', '', { country: 'FR', postal_code: null, department_id: 'FR-974' }],
  ['FR', '69210', '', { postal_code: '69210', department_id: 'FR-69' }],
  ['FR', '69210', 'Larbrelle-sur-Mer', { place: undefined, department_id: 'FR-69' }],
  ['FR', '69003', 'Marseille', { department_id: null }],
  ['FR', '13001', 'Villeurbanne', { department_id: null }],
  ['FR', '75001', 'Grenoble', { department_id: null }],
  // Two towns that exclude each other, of one department: whoever is in charge there settles it.
  ['FR', '69003', 'Saint-Priest', { place: undefined, department_id: 'FR-69' }],
  ['FR', '69100', 'Lyon', { place: undefined, department_id: 'FR-69' }],
  ['FR', 'F-69003', '', { country: 'FR', postal_code: '69003' }],
  ['FR', '1000', 'Bruxelles', { country: 'BE', postal_code: '1000' }],
  ['FR', '1000', '', { country: 'FR', postal_code: '01000' }],
  ['ES', '1000', '', { postal_code: '01000' }],
  ['US', '1000', '', { postal_code: '01000' }],
  ['BE', '1000', '', { postal_code: '1000' }],
  ['CH', '1000', '', { postal_code: '1000' }],
  ['GB', 'e1 6an', '', { country: 'GB', postal_code: 'E1 6AN' }],
  ['AT', '1010', 'Wien', { country: 'AT', postal_code: '1010', department_id: null }],
]

test.each(UNDERSTOOD)('%s;%s;%s is understood as %o', (...[country, postal_code, town, understood]) =>
  expect(gazetteer.understand({ country, postal_code, town })).toMatchObject(understood),
)

test.each([
  ['BL', 'FR-977'],
  ['GF', 'FR-973'],
  ['GP', 'FR-971'],
  ['MF', 'FR-978'],
  ['MQ', 'FR-972'],
  ['NC', 'FR-988'],
  ['PF', 'FR-987'],
  ['PM', 'FR-975'],
  ['RE', 'FR-974'],
  ['WF', 'FR-986'],
  ['YT', 'FR-976'],
])('%s alone is %s, of which towns are known', (country, department_id) => {
  expect(gazetteer.understand({ country })).toEqual({ country: 'FR', postal_code: null, place: undefined, department_id })
  expect(gazetteer.inCountry('FR').some((town) => town.department_id === department_id)).toBe(true)
})

test('a code and a name mean what they meant on their day: communes that were one then, and are two again', () => {
  const then = (on: string | null, town = 'Bois-Guillaume-Bihorel') => idOf({ country: 'FR', postal_code: '76420', town, on })
  for (const day of ['2012-01-01', '2013-06-01', '2013-12-31']) expect(then(day), day).toBe('FR-76095')
  for (const day of ['2011-12-31', '2014-01-01', null]) expect(then(day), `${day}`).toBeUndefined()
  expect(then('2013-06-01', 'Bois-Guillaume')).toBeUndefined()
  expect(idOf({ country: 'FR', postal_code: '76230', town: 'Bois-Guillaume-Bihorel' })).toBe('FR-76108')
  const named = (on: string | null) => idOf({ country: 'FR', town: 'Neussargues en Pinatelle', on })
  expect(named(null)).toBe('FR-15141')
  expect(named('2026-01-01')).toBe('FR-15141')
  // Five communes of today were Neussargues then.
  for (const day of ['2016-12-01', '2020-01-01', '2024-12-31']) expect(named(day), day).toBeUndefined()
  for (const day of ['2016-11-30', '2025-01-01']) expect(named(day), day).toBe('FR-15141')
  expect(idOf({ country: 'FR', postal_code: '15141', town: 'Neussargues en Pinatelle' })).toBe('FR-15141')
})

test('what is not placed comes with the likeliest of the code, and of the name', () => {
  const guesses = (typed: Typed) => gazetteer.guesses(typed, 3).map(({ id }) => id)
  expect(guesses({ country: 'FR', postal_code: '69003', town: 'Marseille' }).slice(0, 2)).toEqual(['FR-69123', 'FR-13055'])
  expect(guesses({ country: 'FR', town: 'Cologne' }).slice(0, 2)).toEqual(['FR-32106', 'DE-2886242'])
  expect(guesses({ country: 'FR', postal_code: '69210', town: 'Larbrele' })[0]).toBe('FR-69010')
  expect(guesses({ country: 'FR', town: 'Valence' })).toContain('FR-26362')
  expect(guesses({ country: 'FR', town: 'Villeurbane' })[0]).toBe('FR-69266')
  expect(guesses({ country: 'FR', postal_code: '69210' })).toHaveLength(3)
  expect(guesses({ country: 'AT', town: 'Wien' })).toEqual([])
  expect(guesses({ country: 'FR' })).toEqual([])
})

/** How people write a name that they know. */
const HANDS: ((name: string) => string)[] = [
  (name) => name,
  (name) => name.toUpperCase(),
  (name) => name.normalize('NFD').replace(/\p{M}/gu, ''),
  (name) => name.replaceAll('-', ' '),
  (name) => name.replace(/\bSaint(e?)\b/g, 'St$1'),
  (name) => name.replace(/\bSaint(e?)-/g, 'ST$1 ').toUpperCase(),
  (name) => `${name} CEDEX`,
  (name) => name.replace(/-sur-/g, ' s/ '),
  (name) => ` ${name}  `,
]

/** A letter left out, two swapped, one twice: of a name alone it may make the name of another. */
const SLIPS: typeof HANDS = [
  (name) => name.slice(0, 3) + name.slice(4),
  (name) => name.slice(0, -3) + name.at(-2) + name.at(-3) + name.at(-1),
  (name) => name.slice(0, 2) + name.slice(1),
]

test('two thousand rows of homonyms: with their code all are in their commune, with a wrong one or none nobody is elsewhere', () => {
  const french = gazetteer.inCountry('FR')
  const shared = [...Map.groupBy(french, ({ name }) => name).values()].filter((towns) => towns.length > 1).flat()
  expect(shared.length).toBeGreaterThan(2_000)
  const figures = { rows: 0, placed: 0, settled: 0, wrong: [] as string[], unplaced: [] as string[] }
  const read = (place: string, typed: Typed) => {
    const found = idOf(typed)
    figures.rows++
    if (!found) figures.settled++
    else if (found === place) figures.placed++
    else figures.wrong.push(`${typed.postal_code} ${typed.town}: ${found} for ${place}`)
  }
  shared
    .filter((_, n) => n % 2 === 0)
    .forEach(({ id, name, postalCodes, department_id }, n) => {
      const town = HANDS[n % HANDS.length]!(name)
      const code = postalCodes[n % postalCodes.length]!
      if (idOf({ country: 'FR', postal_code: code, town: name }) !== id) figures.unplaced.push(`${code} ${name}`)
      read(id, { country: 'FR', postal_code: code, town })
      read(id, { country: 'FR', postal_code: code, town: SLIPS[n % SLIPS.length]!(name) })
      read(id, { country: 'FR', postal_code: code.replace(/^0/, ''), town })
      read(id, { country: 'FR', town })
      read(id, { country: 'FR', town: `${name} (${department_id!.slice(3)})` })
      read(id, { country: 'FR', postal_code: `${code.slice(0, 2)}999`, town })
    })
  process.stdout.write(
    `homonyms: ${figures.rows} rows, ${figures.placed} placed, ${figures.settled} to settle, ${figures.wrong.length} wrong\n`,
  )
  expect(figures.wrong).toEqual([])
  expect(figures.unplaced).toEqual([])
  expect(figures.placed).toBeGreaterThan(shared.length)
})

test('each former commune is found by its old name and a code of its town, or listed; never elsewhere', () => {
  const wrong: string[] = []
  let [placed, settled] = [0, 0]
  for (const { place_id, names, span } of files.aliases.ofCountry('FR')) {
    const { postalCodes } = gazetteer.find(place_id)!
    for (const town of span ? [] : names) {
      const found = postalCodes.map((postal_code) => idOf({ country: 'FR', postal_code, town }))
      if (found.includes(place_id)) placed++
      else settled++
      // Of two that share a code and a name, the one that bears it today.
      const bearers = gazetteer.named('FR', town).map(({ id }) => id)
      wrong.push(...found.filter((one) => one && one !== place_id && !bearers.includes(one)).map((one) => `${town}: ${one}`))
    }
  }
  process.stdout.write(`former names: ${placed + settled}, ${placed} placed, ${settled} to settle\n`)
  expect(wrong).toEqual([])
  expect(placed).toBeGreaterThan(50 * settled)
})

test('each CEDEX code means a town that exists, and no code of La Poste is one', () => {
  const codes = files.aliases
    .ofCountry('FR')
    .flatMap(({ place_id, names, postalCodes }) =>
      names.some((name) => /\d$/.test(name)) ? [] : postalCodes.map((code) => [code, place_id] as const),
    )
  expect(codes.length).toBeGreaterThan(10_000)
  for (const [code, place] of codes) expect(gazetteer.find(place), code).toBeDefined()
  const elsewhere = codes.filter(([code, place]) => !gazetteer.withPostalCode('FR', code).some(({ id }) => id === place))
  expect(elsewhere).toEqual([])
})

test('whatever is typed, it is read without an error, and nobody is placed in two ways', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.stringMatching(/^[0-9A-F .,'-]{0,9}$/),
    fc.constantFrom('Paris 11', '69003', '(93)'),
  )
  fc.assert(
    fc.property(fc.constantFrom('FR', 'BE', 'US', 'RE', 'AT', ''), text, text, (country, postal_code, town) => {
      const once = gazetteer.understand({ country, postal_code, town })
      const again = gazetteer.understand({ country: once.country, postal_code: once.postal_code, town })
      if (once.place && again.place) expect(again.place.id).toBe(once.place.id)
      expect(gazetteer.guesses({ country, postal_code, town }, 3).length).toBeLessThanOrEqual(3)
    }),
    { numRuns: 100 },
  )
})

test('four digits that somebody types herself are no French code without its zero', () => {
  const understood = (byHand?: true) =>
    gazetteer.understand({ country: 'FR', postal_code: '5000', town: 'Gap', ...(byHand ? { byHand } : {}) })
  expect(understood()).toMatchObject({ postal_code: '05000', place: { id: 'FR-05061' } })
  expect(understood(true)).toMatchObject({ postal_code: '5000', place: undefined })
})
