import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inDays, mayEnter, mustHandOver, roomOf, seesFrom, seesMembers, stateOf, whyNotFound } from './rules.ts'
import type { How } from './tables.ts'

const now = new Date('2016-03-31T12:00:00Z')
const alive = (size: number) => ({ size, last_active_at: now, closed_at: null })

test.each([
  [1, 'forming'],
  [2, 'forming'],
  [3, 'active'],
  [12, 'active'],
  [13, 'over'],
  [16, 'over'],
])('a group of %i is %s', (size, state) => expect(stateOf(alive(size), now)).toBe(state))

test('sixty days without anything and a group sleeps; a closed one stays closed', () => {
  expect(stateOf(alive(5), inDays(now, 60))).toBe('active')
  expect(stateOf(alive(5), inDays(now, 60.01))).toBe('dormant')
  expect(stateOf({ ...alive(0), closed_at: now }, inDays(now, 90))).toBe('closed')
})

test('there is room up to twelve, and a way in up to sixteen', () => {
  expect([0, 7, 12, 13].map(roomOf)).toEqual([12, 5, 0, 0])
  expect([12, 15, 16].map(mayEnter)).toEqual([true, true, false])
})

test('only the last organiser of others must hand over', () => {
  expect(mustHandOver({ size: 5, organisers: 1 }, 'organiser')).toBe(true)
  expect(mustHandOver({ size: 5, organisers: 2 }, 'organiser')).toBe(false)
  expect(mustHandOver({ size: 5, organisers: 1 }, 'member')).toBe(false)
  expect(mustHandOver({ size: 1, organisers: 1 }, 'organiser')).toBe(false)
})

test('who may found a group, and why not', () => {
  const zoe = { confirmed_on: '2016-03-31', given_name: 'Zoé', family_name: 'Durand', led: 1, joined: 1 }
  expect(whyNotFound(zoe)).toBeUndefined()
  expect(whyNotFound({ ...zoe, confirmed_on: null })).toBe('groups.new.not-supporter')
  expect(whyNotFound({ ...zoe, family_name: null })).toBe('groups.new.names')
  expect(whyNotFound({ ...zoe, led: 2 })).toBe('groups.new.enough')
  expect(whyNotFound({ ...zoe, joined: 5 })).toBe('groups.join.enough')
})

const WAITS: Record<How, boolean> = {
  site: true,
  link: true,
  founder: false,
  request: false,
  invitation: false,
  paper: false,
  merge: false,
  plan: false,
}

test('who let herself in sees the others after three days and not a moment before; whoever was let in, or leads, at once', () => {
  const hows = fc.constantFrom(...(Object.keys(WAITS) as How[]))
  const roles = fc.constantFrom('member' as const, 'organiser' as const)
  const THREE_DAYS = 3 * 86_400_000
  fc.assert(
    fc.property(hows, roles, fc.integer({ min: 0, max: 2 * THREE_DAYS }), (how, role, after) => {
      const sees = seesMembers({ role, sees_from: seesFrom(how, now) }, new Date(now.getTime() + after))
      expect(sees).toBe(!WAITS[how] || role === 'organiser' || after >= THREE_DAYS)
    }),
  )
  // Who was in before there was such a rule.
  expect(seesMembers({ role: 'member', sees_from: null }, now)).toBe(true)
})
