import { expect, test } from 'vitest'
import { everyRule, isDue, ruleAmong, ruleOf } from './law.ts'

test('every rule says where it stands and when it was read; none is due to be read again', () => {
  // The tests' own clock stands: this is about the real day.
  const today = new Date(performance.timeOrigin + performance.now()).toISOString().slice(0, 10)
  expect(everyRule().length).toBeGreaterThan(2)
  for (const rule of everyRule()) {
    expect(rule.article, rule.key).toMatch(/\S/)
    expect(rule.source, rule.key).toMatch(/^https:\/\/\S+$/)
    expect(rule.read <= today && rule.read < rule.review, `${rule.country} ${rule.key}`).toBe(true)
    expect(isDue(rule, today), `${rule.country} ${rule.key}: read ${rule.article} again, at ${rule.source}`).toBe(false)
  }
})

test('a rule that is past its day is due from that day on', () => {
  const [rule] = everyRule()
  expect(isDue({ ...rule!, review: '2027-06-30' }, '2027-06-29')).toBe(false)
  expect(isDue({ ...rule!, review: '2027-06-30' }, '2027-06-30')).toBe(true)
})

test('a rule holds for the votes between its days, and of another country nothing is known', () => {
  const [rule] = everyRule()
  const rules = [{ ...rule!, from: '2027-01-01', until: '2027-12-31' }]
  const { country, key } = rule!
  const on = (voteOn: string) => ruleAmong(rules, { country, key, voteOn })
  expect(on('2027-01-01')).toBeDefined()
  expect(on('2027-12-31')).toBeDefined()
  expect(on('2026-12-31')).toBeUndefined()
  expect(on('2028-01-01')).toBeUndefined()
  expect(ruleOf('BR', key, '2027-04-11')).toBeUndefined()
})
