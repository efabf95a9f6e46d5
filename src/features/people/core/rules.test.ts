import { expect, test } from 'vitest'
import { normaliseEmail } from '#platform/text/email'
import { normaliseName } from '#platform/text/names'
import {
  areaOf,
  CLAIM_TIME,
  CONFIRMATION_TIME,
  confirmationEnds,
  type Counted,
  fingerprintOf,
  mailboxOf,
  rankIn,
  REFUSAL_TIME,
  RESEND_AFTER,
  supporterOf,
  tallyChanges,
} from './rules.ts'
import { CALLS, NEWS, SUPPORT } from './purposes.ts'
import fc from 'fast-check'

test('a name is kept in one form', () => {
  expect(normaliseName('  Zoe\u0301   Marie ')).toBe('Zoé Marie')
})

const content = fc.record({
  given_name: fc.string(),
  family_name: fc.option(fc.string()),
  country: fc.string(),
  postal_code: fc.option(fc.string()),
  place_id: fc.option(fc.string()),
  town: fc.option(fc.string()),
  phone: fc.option(fc.string()),
  agreed: fc.dictionary(fc.constantFrom('news', 'calls', 'letters'), fc.constant(1)),
  locale: fc.constantFrom('fr' as const, 'en' as const, 'es' as const),
})

/** What it says, in whatever order boxes came. */
const said = ({ agreed, ...one }: { agreed: Record<string, number> }) => JSON.stringify([one, Object.keys(agreed).toSorted()])

test('fingerprints are equal exactly when the contents are', () => {
  fc.assert(
    fc.property(content, content, (a, b) => {
      expect(fingerprintOf(a) === fingerprintOf(b)).toBe(said(a) === said(b))
      expect(fingerprintOf({ ...a })).toBe(fingerprintOf(a))
    }),
  )
})

const counted = fc.record({
  department_id: fc.option(fc.constantFrom('FR-69', 'FR-23')),
  country: fc.constantFrom('FR', 'BE'),
  place_id: fc.option(fc.constantFrom('FR-69123', 'FR-23096')),
  confirmed_on: fc.constantFrom('2026-01-01', '2026-01-02'),
})

test('coming then going changes nothing; staying changes nothing; locks are in one order', () => {
  fc.assert(
    fc.property(fc.option(counted), fc.option(counted), (a, b) => {
      const there = tallyChanges(a, b)
      const back = new Map(tallyChanges(b, a).map(({ scope, key, n }) => [`${scope} ${key}`, n]))
      for (const { scope, key, n } of there) expect(back.get(`${scope} ${key}`)).toBe(-n)
      expect(tallyChanges(a, a)).toEqual([])
      const names = there.map(({ scope, key }) => scope + key)
      expect(names).toEqual(names.toSorted())
    }),
  )
})

test.each([
  ['Zoe+news@Example.org', 'zoe@example.org'],
  ['z.o.e+1@googlemail.com', 'zoe@gmail.com'],
  ['z.o.e@example.org', 'z.o.e@example.org'],
])('the mailbox of %s is %s', (email, mailbox) => expect(mailboxOf(email)).toBe(mailbox))

test.each([
  ['  Zoe@Example.org ', 'zoe@example.org'],
  ['z.o.e+news@gmail.com', 'zoe@gmail.com'],
  ['zoe', 'zoe@'],
])('the mailbox of %j is %s', (email, mailbox) => expect(mailboxOf(email)).toBe(mailbox))

test('an address is one however it is typed', () => {
  expect(normaliseEmail(' Zoe.Lacaze@Example.ORG\n')).toBe('zoe.lacaze@example.org')
})

test('each purpose reaches the person by its own channels: news by mail alone, calls by voice and text', () => {
  expect([SUPPORT, NEWS, CALLS].map(({ key, channels }) => [key, channels])).toEqual([
    ['support', ['file']],
    ['news', ['email']],
    ['calls', ['sms', 'voice']],
  ])
})

test('a signature waits seven days, a second mail ten minutes; a no is kept for ninety days', () => {
  const minutes = (ms: number) => ms / 60_000
  expect([RESEND_AFTER, CLAIM_TIME, CONFIRMATION_TIME, REFUSAL_TIME].map(minutes)).toEqual([
    10,
    24 * 60,
    7 * 24 * 60,
    90 * 24 * 60,
  ])
  expect(confirmationEnds(new Date('2026-11-22T12:00:00Z'))).toEqual(new Date('2026-11-29T12:00:00Z'))
})

test('who never confirmed is no supporter', () => {
  expect(supporterOf({ confirmed_on: null, id: 'p' })).toBeNull()
  expect(supporterOf({ confirmed_on: '2026-01-01', id: 'p' })).toEqual({ confirmed_on: '2026-01-01', id: 'p' })
})

const lyon: Counted = { department_id: 'FR-69', country: 'FR', place_id: 'FR-69123', confirmed_on: '2026-01-01' }
const abroad: Counted = { department_id: null, country: 'BE', place_id: null, confirmed_on: '2026-01-02' }

test('who comes is counted in her area, in her town where it is known, on her day and in all; who goes is not any more', () => {
  expect(tallyChanges(null, lyon)).toEqual([
    { scope: 'area', key: 'FR-69', n: 1 },
    { scope: 'day', key: '2026-01-01', n: 1 },
    { scope: 'place', key: 'FR-69123', n: 1 },
    { scope: 'total', key: 'supporters', n: 1 },
  ])
  expect(tallyChanges(abroad, null)).toEqual([
    { scope: 'area', key: 'BE', n: -1 },
    { scope: 'day', key: '2026-01-02', n: -1 },
    { scope: 'total', key: 'supporters', n: -1 },
  ])
  // Who moves stays one, on the day on which she came.
  expect(tallyChanges(lyon, { ...abroad, confirmed_on: lyon.confirmed_on })).toEqual([
    { scope: 'area', key: 'BE', n: 1 },
    { scope: 'area', key: 'FR-69', n: -1 },
    { scope: 'place', key: 'FR-69123', n: -1 },
  ])
  expect(tallyChanges(null, null)).toEqual([])
})

test('her area is her department in France, her country elsewhere; her number is the count of her area', () => {
  expect([areaOf(lyon), areaOf(abroad)]).toEqual(['FR-69', 'BE'])
  const counts = [
    { scope: 'total', key: 'FR-69', n: 9 },
    { scope: 'area', key: 'FR-38', n: 3 },
    { scope: 'area', key: 'FR-69', n: 7 },
  ]
  expect(rankIn(lyon, counts)).toBe(7)
})
