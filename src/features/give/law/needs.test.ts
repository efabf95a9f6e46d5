import { expect, test } from 'vitest'
import { looksLikeCompany, mentionsMissing, needsOf } from './index.ts'

const at = new Date('2026-11-02T12:00:00Z')
const needs = (country: string, kind: string, gift: { amount: number; sum?: number; nationality?: string }) =>
  needsOf({ country, kind }, { at, ...gift })!

test('what is asked depends on the rule, the sum and the nationality, and nothing more is asked', () => {
  const keys = (list: { key: string }[]) => list.map(({ key }) => key)
  const french = needs('FR', 'candidate', { amount: 500, nationality: 'FR' })
  expect(french.fields).toEqual(['surname', 'first_names', 'nationality', 'tax_address'])
  expect(keys(french.declarations)).toEqual(['natural_person', 'own_money'])
  expect(keys(needs('FR', 'candidate', { amount: 500, nationality: 'US' }).declarations)).toContain('resident')
  expect(keys(needs('FR', 'candidate', { amount: 500 }).declarations)).toContain('resident')
  expect(needs('GB', 'party', { amount: 50_000 }).fields).toEqual([])
  expect(needs('GB', 'party', { amount: 50_001 }).fields).toEqual(['surname', 'first_names', 'address'])
  expect(needs('GB', 'party', { amount: 1000, sum: 50_001 }).fields).toEqual(['surname', 'first_names', 'address'])
  const american = (sum: number) => needs('US', 'federal_candidate', { amount: 1000, sum }).fields.slice(3)
  expect([5000, 5001, 20_001].map(american)).toEqual([[], ['address'], ['address', 'occupation', 'employer']])
  expect(needsOf({ country: 'BR', kind: 'party' }, { at, amount: 500 })).toBeUndefined()
})

test('the means, the receipt and the purpose are those of the rule', () => {
  expect(needs('FR', 'party', { amount: 15_000 }).modes).toEqual(['card', 'debit', 'transfer', 'cheque', 'cash'])
  expect(needs('FR', 'party', { amount: 15_001 }).modes).toEqual(['card', 'debit', 'transfer', 'cheque'])
  expect(needs('FR', 'party', { amount: 500 }).receipt).toEqual({ authority: 'CNCCFP', per: 'gift', self_issued: false })
  expect(needs('ES', 'party', { amount: 500 }).mayEarmark).toBe(false)
  expect(needs('FR', 'candidate', { amount: 500 }).checks).toContain('payer_never_refunds')
})

test('a page lacks what nobody wrote, and a statute that cannot be the one (L52-9)', () => {
  const { rule } = needs('FR', 'candidate', { amount: 500 })
  expect(mentionsMissing(rule, {})).toEqual(['recipient', 'agent_name', 'agent_date', 'agent_alone', 'l52_8', 'l113_1'])
  const words = {
    recipient: 'Zoé Lacaze',
    agent_name: 'Association de financement de Zoé Lacaze',
    agent_date: '2026-12-01',
    agent_alone: 'Les dons ne passent que par elle.',
    l52_8: '… 4\u202f600 euros … plus de 150\u00a0euros …',
    l113_1: '… 45\u00a0000 € …',
  }
  expect(mentionsMissing(rule, words)).toEqual([])
  expect(mentionsMissing(rule, { ...words, agent_alone: ' \u00a0 ' })).toEqual(['agent_alone'])
  expect(mentionsMissing(rule, { ...words, l113_1: words.l52_8 })).toEqual(['l113_1'])
})

test.each([
  ['SARL X', true],
  ['DUPONT SAS', true],
  ['Boulangerie Dupont S.A.R.L.', true],
  ['Müller GmbH', true],
  ['Acme, Inc.', true],
  ['Dupont S.A.', true],
  ['Association des Amis', true],
  ['Zoé Lacaze', false],
  ['MARIA DE SA', false],
  ['Ana Sá', false],
  ['M OU MME DUPONT', false],
  ['Co Nguyen', false],
  ['AB Jansson', false],
  ['SA', false],
  ['ZOE LACAZE', false],
  ['', false],
])('on a card, "%s" looks like a firm or an association: %s', (name, wanted) => {
  expect(looksLikeCompany(name)).toBe(wanted)
})
