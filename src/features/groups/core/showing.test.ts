import fc from 'fast-check'
import { expect, test } from 'vitest'
import { shownTo } from './showing.ts'

const ana = {
  person_id: 'ana',
  given_name: 'Ana',
  family_name: 'Durand',
  role: 'member' as const,
  how: 'site' as const,
  joined_at: new Date(0),
  points: [{ kind: 'email' as const, value: 'ana@example.org' }],
}
const agreed = fc.record({ shows_name: fc.boolean(), shows_contact: fc.boolean(), organisers_see: fc.boolean() })

test('what anybody in the group sees of a member is what she agreed to, and no more', () => {
  fc.assert(
    fc.property(agreed, fc.constantFrom('member' as const, 'organiser' as const), (sharing, role) => {
      const shown = shownTo({ person: 'zoe', role }, { ...ana, ...sharing })
      const forOrganisers = role === 'organiser' && sharing.organisers_see
      expect(shown.name).toBe(sharing.shows_name || forOrganisers ? 'Ana Durand' : 'Ana')
      expect(shown.points).toEqual(sharing.shows_contact || forOrganisers ? ana.points : [])
    }),
  )
})

test('she sees all of herself', () => {
  const own = shownTo(
    { person: 'ana', role: 'member' },
    { ...ana, shows_name: false, shows_contact: false, organisers_see: false },
  )
  expect(own).toMatchObject({ name: 'Ana Durand', points: ana.points })
})
