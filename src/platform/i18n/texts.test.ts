import { expect, test } from 'vitest'
import { defineTexts, joinTexts } from './texts.ts'

const bundle = {
  'a.plain': 'Signer',
  'a.count': '{n, plural, one {un appui} other {# appuis}}',
  'a.name': 'Merci, {name}',
  'a.quote': "L'an 2026",
}
const texts = defineTexts<typeof bundle>({ fr: bundle, en: { ...bundle, 'a.plain': 'Sign' }, es: bundle })

test('a text is written in its language, with its values', () => {
  expect(texts.in('fr')('a.plain')).toBe('Signer')
  expect(texts.in('en')('a.plain')).toBe('Sign')
  expect(texts.in('fr')('a.count', { n: 1 })).toBe('un appui')
  expect(texts.in('fr')('a.count', { n: 12_000 })).toMatch(/^12.000 appuis$/)
  expect(texts.in('fr')('a.name', { name: '<b>{Zoé}</b>' })).toBe('Merci, <b>{Zoé}</b>')
  expect(texts.in('fr')('a.quote')).toBe("L'an 2026")
})

test('a key that is not there is a bug, not an empty page', () => {
  expect(() => texts.in('fr')('a.missing' as 'a.plain')).toThrow('No text a.missing in fr')
})

test('joined texts know all keys', () => {
  const other = defineTexts({ fr: { 'b.x': 'x' }, en: { 'b.x': 'x' }, es: { 'b.x': 'x' } })
  const all = joinTexts([texts, other])
  expect(all.in('en')('a.plain') + all.in('es')('b.x')).toBe('Signx')
})
