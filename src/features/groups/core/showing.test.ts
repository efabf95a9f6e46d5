import fc from 'fast-check'
import { expect, test } from 'vitest'
import { membersShownTo, shownTo } from './showing.ts'

const ana = {
  person_id: 'ana',
  given_name: 'Ana',
  family_name: 'Durand',
  role: 'member' as const,
  how: 'site' as const,
  joined_at: new Date(0),
  sees_from: null,
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

test('a newcomer sees herself, and those who lead by their given names, whatever they agreed to show', () => {
  const role = fc.constantFrom('member' as const, 'organiser' as const)
  const other = fc.record({ shows_name: fc.boolean(), shows_contact: fc.boolean(), organisers_see: fc.boolean(), role })
  fc.assert(
    fc.property(fc.array(other), (others) => {
      const members = others.map((one, n) => ({ ...ana, ...one, person_id: `other-${n}` }))
      const zoe = { ...ana, person_id: 'zoe', given_name: 'Zoe', shows_name: false, shows_contact: false, organisers_see: false }
      const shown = membersShownTo({ person: 'zoe', role: 'member', newcomer: true }, [...members, zoe])
      expect(shown.map(({ person_id }) => person_id)).toEqual([
        ...members.filter((one) => one.role === 'organiser').map(({ person_id }) => person_id),
        'zoe',
      ])
      for (const one of shown.slice(0, -1)) expect([one.name, one.points]).toEqual(['Ana', []])
      expect(shown.at(-1)).toMatchObject({ name: 'Zoe Durand', points: ana.points })
    }),
  )
})
