import { describe, expect, test } from 'vitest'
import { mayBecome, mayBeSame, nameKey, nearKey, STATES, type State } from './rules.ts'

describe('one person in two spellings', () => {
  const named = (given_name: string, family_name: string, postal_code = '69003') => ({ given_name, family_name, postal_code })
  const donor = (name: ReturnType<typeof named>, mailbox: string) => ({
    mailbox,
    name_key: nameKey(name),
    near_key: nearKey(name),
  })

  test.each([
    [named('Aline', 'Exemple'), named('EXEMPLE', 'aline'), true],
    [named('Aline', 'Exemple'), named('Aline', 'Exempel'), true],
    [named('Zoé', 'Müller'), named('Zoe', 'Muller'), true],
    [named('Aline', 'Exemple'), named('Alain', 'Exemple'), true],
    [named('Aline', 'Exemple'), named('Anne', 'Esposito'), false],
    [named('Aline', 'Exemple'), named('Aline', 'Exempel', '13001'), false],
  ])('%o and %o', (a, b, same) => expect(mayBeSame(donor(a, 'a'), donor(b, 'b'))).toBe(same))
})

test('what is over stays over: no way leads from a declined gift, and none back to before it was begun', () => {
  const reached = (from: State, seen = new Set<State>()): Set<State> => {
    for (const to of STATES) if (mayBecome(from, to) && !seen.has(to)) reached(to, seen.add(to))
    return seen
  }
  expect([...reached('declined')]).toEqual([])
  for (const state of reached('begun')) expect(['held', 'accepted', 'promised', 'begun']).not.toContain(state)
})
