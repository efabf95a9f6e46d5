import { normalisePhone } from '#platform/text/contact'
import { normaliseName } from '#platform/text/names'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { agreedPurposes, fingerprintOf, mailboxOf, tallyChanges } from './rules.ts'

test.each([
  ['06 12 34 56 78', 'FR', '+33612345678'],
  ['+32 470 12 34 56', 'FR', '+32470123456'],
  ['0470 12 34 56', 'BE', '+32470123456'],
  ['12', 'FR', undefined],
])('the phone %s in %s is %s', (phone, country, kept) => expect(normalisePhone(phone, country)).toBe(kept))

test('a name is kept in one form', () => {
  expect(normaliseName('  Zoe\u0301   Marie ')).toBe('Zoé Marie')
})

test('a signature is consent to be in the file, and to nothing that was not ticked', () => {
  fc.assert(
    fc.property(fc.boolean(), fc.boolean(), (news, calls) => {
      const purposes = agreedPurposes({ news, calls })
      expect(purposes).toContain('support')
      expect(purposes.includes('news')).toBe(news)
      expect(purposes.includes('calls')).toBe(calls)
    }),
  )
})

const content = fc.record({
  given_name: fc.string(),
  family_name: fc.option(fc.string()),
  country: fc.string(),
  postal_code: fc.option(fc.string()),
  place_id: fc.option(fc.string()),
  town: fc.option(fc.string()),
  phone: fc.option(fc.string()),
  news: fc.boolean(),
  calls: fc.boolean(),
  locale: fc.constantFrom('fr' as const, 'en' as const, 'es' as const),
})

test('fingerprints are equal exactly when the contents are', () => {
  fc.assert(
    fc.property(content, content, (a, b) => {
      expect(fingerprintOf(a) === fingerprintOf(b)).toBe(JSON.stringify(a) === JSON.stringify(b))
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
