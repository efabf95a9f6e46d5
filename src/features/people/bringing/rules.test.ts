import { readPoint } from './reading.ts'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Quality } from '../addresses/index.ts'
import { readFields } from '../fields/index.ts'
import {
  beforeOf,
  changesOf,
  type Holder,
  type Incoming,
  inRounds,
  isHeld,
  knowing,
  type Known,
  matchOf,
  namesOf,
  type Standing,
  tracesOf,
  within,
} from './rules.ts'

const point = (value: string) => ({ value, quality: 'unknown' as const })

/** A row that says only what is given. */
function row({ emails = [], phones = [], ...said }: Omit<Partial<Incoming>, 'emails' | 'phones'> & Reached = {}): Incoming {
  const nothing = { foreign: null, given_name: '', family_name: null, locale: null, ...readFields({}), country: 'FR' }
  const nowhere = { postal_code: null, place_id: null, town: null, department_id: null }
  const unsaid = { line: 1, tags: [], custom: {}, note: null, wishes: {}, consented_at: null, consent_wording: null }
  return { ...nothing, ...nowhere, ...unsaid, ...said, emails: emails.map(point), phones: phones.map(point) }
}
type Reached = { emails?: string[]; phones?: string[] }

const ZOE: Standing = {
  id: 'zoe',
  given_name: 'Zoé',
  family_name: null,
  locale: 'fr',
  ...readFields({}),
  country: 'FR',
  postal_code: '69003',
  place_id: 'FR-69123',
  town: 'Lyon',
  department_id: 'FR-69',
  custom: {},
  supporter: false,
  restricted: false,
}
const SUPPORTER = { ...ZOE, supporter: true }
const gap = { system: 'gap', value: '7' }

type Found = Record<string, string>
const holder = (id: string, name: string, quality: Quality = 'unknown'): Holder => {
  const [given_name = '', family_name = 'Durand'] = name.split(' ')
  return { id, given_name, family_name, quality, bearer: null }
}
const HOLDERS: Record<string, Holder[]> = {
  'zoe@example.org': [holder('zoe', 'Zoé')],
  'lea@example.org': [holder('lea', 'Léa')],
  'both@example.org': [holder('zoe', 'Zoé'), holder('max', 'Max', 'bouncing')],
  'village@example.org': [holder('jean', 'Jean Roche'), holder('other', 'Jean Blanc'), holder('j', 'Julie Roche')],
}
const CLAIMS: Found = { 'max@example.org durand max': 'max' }
const PHONES: Found = { '+33478000000 durand zoe': 'zoe', '+33478000001 durand lea': 'lea', '+33478000002 ': 'nameless' }

/** The file of people, where Zoé has an address, a number and an id, and others wrote an address into the record of Max. */
const KNOWN: Known = {
  byForeign: ({ system, value }) => (system === 'gap' && value === '7' ? 'zoe' : undefined),
  holders: (email) => HOLDERS[email] ?? [],
  byClaim: (email, name) => CLAIMS[`${email} ${name}`],
  byPhone: (phone, name) => PHONES[`${phone} ${name}`],
  erased: (address, but) =>
    ['gone@example.org', '+33478000009'].includes(address) || (address === 'both@example.org' && but !== 'zoe'),
}
const zoe = { given_name: 'Zoé', family_name: 'Durand' }

test.each([
  ['an id of another system', row({ foreign: gap }), 'zoe'],
  ['an address', row({ emails: ['new@example.org', 'zoe@example.org'] }), 'zoe'],
  ['both, where they say the same', row({ foreign: gap, emails: ['zoe@example.org'] }), 'zoe'],
  ['an id, with an address that nobody has', row({ foreign: gap, emails: ['new@example.org'] }), 'zoe'],
  ['a number and a name', row({ phones: ['+33400000000', '+33478000000'], ...zoe }), 'zoe'],
  [
    'an address that others wrote into her record, and her name',
    row({ emails: ['max@example.org'], given_name: 'Max', family_name: 'Durand' }),
    'max',
  ],
  ['a number of somebody of another name', row({ phones: ['+33478000000'], given_name: 'Max' }), undefined],
  [
    'a number and a name, but an address that nobody has',
    row({ emails: ['new@example.org'], phones: ['+33478000000'], ...zoe }),
    undefined,
  ],
  ['an address and a name, of several who hold it', row({ emails: ['both@example.org'], ...zoe }), 'zoe'],
  ['an address without a name, where one holds it', row({ emails: ['zoe@example.org'] }), 'zoe'],
  ['an address of somebody else: they share it', row({ emails: ['lea@example.org'], ...zoe }), undefined],
  [
    'a given name of its address, of another family',
    row({ emails: ['lea@example.org'], given_name: 'Léa', family_name: 'Blanc' }),
    undefined,
  ],
  [
    'an address of a village, and the whole name',
    row({ emails: ['village@example.org'], given_name: 'Jean', family_name: 'Blanc' }),
    'other',
  ],
  [
    'an id, whatever the name',
    row({ foreign: gap, emails: ['both@example.org'], given_name: 'Max', family_name: 'Durand' }),
    'zoe',
  ],
  ['a number alone', row({ phones: ['+33478000000'] }), undefined],
  ['a number alone, not even of somebody without a name', row({ phones: ['+33478000002'] }), undefined],
  ['an id of the same value in a system that is another', row({ foreign: { ...gap, system: 'nb' } }), undefined],
  ['nothing that is known', row({ emails: ['new@example.org'], ...zoe }), undefined],
])('a row is matched by %s', (_, said, person) => expect(matchOf(said, KNOWN)).toEqual({ person }))

test.each([
  [
    'one of its addresses was erased, and it is of nobody who is there',
    row({ emails: ['new@example.org', 'gone@example.org'] }),
    'erased',
  ],
  ['its number was erased', row({ phones: ['+33478000009'], ...zoe }), 'erased'],
  ['its addresses are of two people', row({ emails: ['zoe@example.org', 'lea@example.org'] }), 'several'],
  ['its name leaves open who of a village it is', row({ emails: ['village@example.org'], given_name: 'Jean' }), 'several'],
  ['it has no name, and several hold its address', row({ emails: ['village@example.org'] }), 'several'],
  [
    'it brings somebody new to an address of which one was erased',
    row({ emails: ['both@example.org'], given_name: 'Ana' }),
    'erased',
  ],
  ['its id and its address are of two people', row({ foreign: gap, emails: ['lea@example.org'] }), 'several'],
])('a row is refused when %s', (_, said, why) => expect(matchOf(said, KNOWN)).toMatchObject({ refused: `people.bring.${why}` }))

test('whoever cannot be reached is nobody, however a row names her; who was erased is so for all', () => {
  const near = within(KNOWN, (person) => person === 'lea')
  const found = (of: Known) => [
    of.byForeign(gap),
    of.holders('zoe@example.org')[0]?.id,
    of.holders('lea@example.org')[0]?.id,
    of.byClaim('max@example.org', 'durand max'),
    of.byPhone('+33478000000', 'durand zoe'),
    of.byPhone('+33478000001', 'durand lea'),
  ]
  expect(found(near)).toEqual([undefined, undefined, 'lea', undefined, undefined, 'lea'])
  expect(found(within(KNOWN, () => true))).toEqual(['zoe', 'zoe', 'lea', 'max', 'zoe', 'lea'])
  expect([near.erased('gone@example.org', undefined), near.erased('zoe@example.org', undefined)]).toEqual([true, false])
})

test('an address of which one was erased comes to nobody who did not hold it, and keeps nobody from being found', () => {
  const said = row({
    foreign: gap,
    emails: ['zoe@example.org', 'gone@example.org', 'both@example.org'],
    phones: ['+33478000009'],
  })
  expect(matchOf(said, KNOWN)).toEqual({ person: 'zoe' })
  const { emails, phones } = knowing(said, KNOWN, 'zoe')
  expect([emails.map(({ value }) => value), phones]).toEqual([['zoe@example.org', 'both@example.org'], []])
})

test('a row that could mean several says who', () => {
  const open = (said: Incoming) => matchOf(said, KNOWN)
  expect(open(row({ emails: ['village@example.org'], given_name: 'Jean' }))).toMatchObject({ open: ['jean', 'other'] })
  expect(open(row({ foreign: gap, emails: ['lea@example.org'] }))).toMatchObject({ open: ['zoe', 'lea'] })
  expect(isHeld(row({ emails: ['lea@example.org'], given_name: 'Léa' }), KNOWN)).toBe(true)
  expect(isHeld(row({ emails: ['lea@example.org'], given_name: 'Max' }), KNOWN)).toBe(false)
})

test('an address that is known to be bad is bad for whoever comes with it', () => {
  const qualities = (emails: string[]) => knowing(row({ emails }), KNOWN, 'zoe').emails.map(({ quality }) => quality)
  expect(qualities(['both@example.org', 'zoe@example.org', 'new@example.org'])).toEqual(['bouncing', 'unknown', 'unknown'])
  const good = { ...row(), emails: [{ value: 'both@example.org', quality: 'good' as const }] }
  expect(knowing(good, KNOWN, 'zoe').emails[0]!.quality).toBe('good')
})

const FULL = {
  given_name: 'Zoë',
  family_name: 'Durand',
  locale: 'es',
  born_on: '1990-02-01',
  street: '3 rue Mazenod',
  country: 'BE',
  postal_code: '1000',
  place_id: null,
  town: 'Bruxelles',
  department_id: null,
} as const

test('whoever never signed here is changed as the file says; an empty cell changes nothing', () => {
  expect(changesOf(ZOE, row(FULL))).toEqual(FULL)
  expect(changesOf({ ...ZOE, ...FULL }, row(FULL))).toEqual({})
  expect(changesOf({ ...ZOE, ...FULL }, row())).toEqual({})
  expect(changesOf(ZOE, row({ family_name: 'Durand', country: 'BE' }))).toEqual({ family_name: 'Durand' })
})

test('whoever signed here is given what was empty, and keeps her name, her language and her town', () => {
  const { family_name, born_on, street } = FULL
  expect(changesOf(SUPPORTER, row(FULL))).toEqual({ family_name, born_on, street })
  const known = { family_name: 'Martin', born_on: '1991-01-01', street: '1 rue Neuve' }
  expect(changesOf({ ...SUPPORTER, ...known }, row(FULL))).toEqual({})
  expect(changesOf({ ...SUPPORTER, place_id: null, town: null }, row(FULL))).not.toHaveProperty('town')
})

test.each([
  ['postal code', { postal_code: '38000' }],
  ['town that is recognised', { place_id: 'FR-38185' }],
  ['town that is not', { town: 'Grenobleu' }],
])('a %s alone moves her: nothing is left of where she lived', (_, said) => {
  const nowhere = { country: 'FR', postal_code: null, place_id: null, town: null, department_id: null }
  const there = { ...ZOE, ...nowhere, ...said }
  expect({ ...ZOE, ...changesOf(ZOE, row(said)) }).toEqual(there)
})

test.each([
  ['the text that she was placed by', { postal_code: '69210', town: 'Larbrelle' }, { postal_code: '69210', town: 'Larbrelle' }],
  ['her postal code alone', { postal_code: '69210', town: null }, { postal_code: '69210' }],
])('%s takes her out of no town', (_, stands, said) => {
  const placed = { ...ZOE, country: 'FR', place_id: 'FR-69010', department_id: 'FR-69', ...stands }
  expect(changesOf(placed, row(said))).toEqual({})
  expect(changesOf(placed, row({ ...said, postal_code: '38000' }))).toHaveProperty('place_id', null)
  expect(changesOf({ ...placed, place_id: null }, row({ ...said, town: 'Elsewhere' }))).toHaveProperty('town', 'Elsewhere')
})

test('fields of the movement: the file wins, but over who signed here; those that no cell names stay', () => {
  const standing = { custom: { a: 'old', b: 2 } }
  const said = row({ custom: { a: 'new', c: true } })
  expect(changesOf({ ...ZOE, ...standing }, said)).toEqual({ custom: { a: 'new', b: 2, c: true } })
  expect(changesOf({ ...SUPPORTER, ...standing }, said)).toEqual({ custom: { a: 'old', b: 2, c: true } })
  expect(changesOf({ ...ZOE, ...standing }, row())).toEqual({})
})

test('a file that is brought a second time changes nothing, in whichever order its columns come', () => {
  for (const standing of [ZOE, SUPPORTER]) {
    const there = { ...standing, custom: { a: 'x', b: 2 } }
    expect(changesOf(there, row({ custom: { b: 2, a: 'x' } }))).toEqual({})
  }
})

test('undoing knows what stood there, nothing else', () => {
  expect(beforeOf(ZOE, { family_name: 'Durand', town: 'Grenoble' })).toEqual({ family_name: null, town: 'Lyon' })
})

test('a row is found by its id and addresses, by its numbers only without any; it leaves traces by all', () => {
  const said = row({ foreign: gap, emails: ['a@example.org', 'b@example.org'], phones: ['+33478000000'] })
  expect(namesOf(said)).toEqual(['gap 7', 'a@example.org', 'b@example.org'])
  expect(namesOf({ ...said, foreign: null, emails: [] })).toEqual(['+33478000000'])
  expect(tracesOf(said)).toEqual(['gap 7', 'a@example.org', 'b@example.org', '+33478000000'])
  expect(tracesOf(row())).toEqual([])
})

const a = row({ line: 1, emails: ['a@example.org'] })
const b = row({ line: 2, emails: ['b@example.org'] })
const ab = row({ line: 3, emails: ['a@example.org', 'b@example.org'] })

test('rows about one person come in rounds, one after the other; the others at once', () => {
  const lines = (rows: Incoming[]) => inRounds(rows).map((round) => round.map(({ line }) => line))
  expect(lines([])).toEqual([])
  expect(lines([a, b])).toEqual([[1, 2]])
  expect(lines([a, b, ab])).toEqual([[1, 2], [3]])
  expect(lines([ab, a, b])).toEqual([[3], [1, 2]])
  expect(lines([a, a, ab, b])).toEqual([[1], [1], [3], [2]])
  // Nothing tells rows without names apart, nor joins them.
  expect(lines([row({ line: 8 }), row({ line: 9 })])).toEqual([[8, 9]])
})

test('a row that has only a number finds whom an earlier one made with an address too', () => {
  const both = row({ line: 1, emails: ['zoe@example.org'], phones: ['+33478000000'], ...zoe })
  const number = row({ line: 2, phones: ['+33478000000'], ...zoe })
  expect(inRounds([both, number])).toEqual([[both], [number]])
  // With an address, she is looked for by it alone.
  expect(inRounds([number, both])).toEqual([[number, both]])
})

test('whatever the rows, each is brought once, after all earlier ones that it could find', () => {
  const some = fc.subarray(['a', 'b', 'c', 'd'], { maxLength: 2 })
  const rows = fc.array(fc.record({ emails: some, phones: some }), { maxLength: 12 })
  fc.assert(
    fc.property(rows, (list) => {
      const all = list.map((said, line) =>
        row({ line, emails: said.emails.map((one) => `${one}@example.org`), phones: said.phones }),
      )
      const rounds = inRounds(all)
      expect(rounds.flat().toSorted((one, other) => one.line - other.line)).toEqual(all)
      const at = (one: Incoming) => rounds.findIndex((round) => round.includes(one))
      for (const late of all)
        for (const early of all.slice(0, late.line))
          if (tracesOf(early).some((trace) => namesOf(late).includes(trace))) expect(at(early)).toBeLessThan(at(late))
    }),
  )
})

test.each(['lou@0612345678', 'lou@example 06 12 34 56 78', 'lou＠0612345678'])(
  '%s is meant as an address, and no number',
  (typed) => expect(readPoint(typed, 'FR')).toBeUndefined(),
)
