import { expect, test } from 'vitest'
import { useProgram } from '../../../../tests/support/program.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { selectsByData } from './condition.ts'
import { criteriaOf } from './criteria.ts'
import { everybody, IN_AUDIENCE, type Rule } from './rules.ts'

const program = await useProgram()
const terms = { rules: new Map<string, Rule>(), criteria: criteriaOf(program.app) }
const all = (...of: Rule['of']): Rule => ({ op: 'all', of })

test('only what people agreed to may be asked without selecting them by what is known of them', () => {
  const free = Array.from(terms.criteria.keys()).filter((is) => !selectsByData(all({ is, with: {} }), terms))
  expect(free).toEqual(['agrees'])
  expect(selectsByData(everybody, terms)).toBe(false)
})

test('one question that selects makes the rule select, however deep it stands, also in another audience', () => {
  const agrees = { is: 'agrees', with: { channel: 'news:email' } }
  const inner = all(agrees, { op: 'any', of: [{ is: 'tag', with: { tag: 'x' } }] })
  expect(selectsByData(all(agrees), terms)).toBe(false)
  expect(selectsByData(inner, terms)).toBe(true)
  const other = all({ is: IN_AUDIENCE, with: { audience: 'a' } })
  expect(selectsByData(other, { ...terms, rules: new Map([['a', inner]]) })).toBe(true)
  expect(selectsByData(other, { ...terms, rules: new Map([['a', all(agrees)]]) })).toBe(false)
  // What nobody can answer is taken for a question that selects.
  expect(selectsByData(all({ is: 'gone', with: {} }), terms)).toBe(true)
})

test('whoever writes a selection reads that it selects', async () => {
  const staff = await staffMember(program, 'staff')
  const words = 'choisit des personnes d’après ce que l’on sait'
  const counted = (fields: Record<string, string>) =>
    staff.post('/staff/audiences/new', { name: 'x', act: 'count', 'r.op': 'all', ...fields })
  expect((await counted({ 'r.0.is': 'agrees', 'r.0.with.channel': 'news:email' })).body).not.toContain(words)
  expect((await counted({ 'r.0.is': 'supporter' })).body).toContain(words)
})
