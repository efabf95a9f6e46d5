import fc from 'fast-check'
import { expect, test } from 'vitest'
import { spellingsOfEmail, spellingsOfPhone } from '../../../tests/support/spellings.ts'
import { normaliseEmail, spellEmail } from './email.ts'
import { formerSpelling, normalisePhone } from './phone.ts'

test.each([
  ['Zoe.Lacaze@Example.ORG', 'zoe.lacaze@example.org'],
  ['<zoe@example.org>', 'zoe@example.org'],
  ['<zoe@example.org', 'zoe@example.org'],
  ['"Zoé <la vraie>" <zoe@example.org>', 'zoe@example.org'],
  ['mailto:zoe@example.org?subject=Bonjour', 'zoe@example.org'],
  ['"zoe"@example.org', 'zoe@example.org'],
  ['zoe@example.org.', 'zoe@example.org'],
  ['zoe.@example.org', 'zoe.@example.org'],
  ['zoe+list@example.org', 'zoe+list@example.org'],
  // One domain, in letters and in Punycode (RFC 5891), each with its capitals.
  ['zoe@BÜCHER.example', 'zoe@xn--bcher-kva.example'],
  ['zoe@XN--BCHER-KVA.example', 'zoe@xn--bcher-kva.example'],
  // Two domains: UTS 46 without transition keeps what IDNA 2003 took for ss.
  ['zoe@faß.example', 'zoe@xn--fa-hia.example'],
  ['jose\u0301@example.org', 'jos\u00E9@example.org'],
])('%s is spelt %s', (typed, spelt) => expect(spellEmail(typed)).toBe(spelt))

test.each([
  'zoe',
  'zoe@example',
  '@example.org',
  'a@b@example.org',
  'zoe@example..org',
  'zoe@-example.org',
  'two words@example.org',
  '',
])('%s is no address', (typed) => expect(spellEmail(typed)).toBeUndefined())

test.each(['.', '(', '<', '>', '"', '@', 'a.'])('a long row of %s is no address, and nobody waits for the answer', (mark) => {
  expect(spellEmail(`${mark.repeat(200_000)}x`)).toBeUndefined()
})

test('whatever is no address is left as it is, but for its ends and its capitals', () => {
  expect(normaliseEmail(' Zoe ')).toBe('zoe')
})

test('however an address is spelt, it is the same; what is spelt stays so', () => {
  fc.assert(
    fc.property(
      fc
        .constantFrom('zoe@example.org', 'jean-luc.o_h+liste@sous.domaine.example', 'zoe@xn--bcher-kva.example')
        .chain((email) => spellingsOfEmail(email).map((typed) => ({ email, typed }))),
      ({ email, typed }) => {
        expect(spellEmail(typed)).toBe(email)
        expect(spellEmail(email)).toBe(email)
      },
    ),
  )
})

// Each range of the French plan, and where it is called in the world.
const FRENCH = [
  ['0612345678', '33', '+33612345678'],
  ['0472000001', '33', '+33472000001'],
  ['0692112233', '33', '+262692112233'],
  ['0693012345', '262', '+262693012345'],
  ['0262123456', '33', '+262262123456'],
  ['0269611234', '33', '+262269611234'],
  ['0639001234', '262', '+262639001234'],
  ['0690123456', '33', '+590690123456'],
  ['0590271234', '590', '+590590271234'],
  ['0694201234', '33', '+594694201234'],
  ['0696201234', '596', '+596696201234'],
  ['0697012345', '33', '+596697012345'],
  ['0709001234', '33', '+590709001234'],
  ['0709301234', '33', '+594709301234'],
  ['0709101234', '33', '+596709101234'],
  ['0709201234', '33', '+262709201234'],
] as const

test.each(FRENCH)(
  '%s, also after +%s, is %s, whichever French country a form supposes and however it is written',
  (national, code, e164) => {
    fc.assert(
      fc.property(spellingsOfPhone(national, code), fc.constantFrom('FR', 'RE', 'GP', 'YT', 'MQ', 'GF'), (typed, country) => {
        expect(normalisePhone(typed, country)).toBe(e164)
      }),
    )
  },
)

test.each([
  ['0508 41 12 34', 'FR', '+508411234'],
  ['41 12 34', 'PM', '+508411234'],
  ['0800 00 12 34', 'RE', '+262800001234'],
  ['0470 12 34 56', 'BE', '+32470123456'],
  ['+32 470 12 34 56', 'FR', '+32470123456'],
  // Of no country: a satellite (ITU-T E.164, shared code 870).
  ['+870 773 111 632', 'FR', '+870773111632'],
  ['06 12 34 56 78', 'FR', '+33612345678'],
  ['06 12 34 56', 'FR', undefined],
  ['12', 'FR', undefined],
  ['+262 612 34 56 78', 'RE', undefined],
  ['not a number', 'FR', undefined],
])('%s in %s is %s', (typed, country, e164) => expect(normalisePhone(typed, country)).toBe(e164))

test('a number from overseas was once kept as one of the mainland; no other had another spelling', () => {
  expect(formerSpelling('+262692112233')).toBe('+33692112233')
  expect(formerSpelling('+508411234')).toBe('+33508411234')
  expect(formerSpelling('+33612345678')).toBeUndefined()
  expect(formerSpelling('+32470123456')).toBeUndefined()
})
