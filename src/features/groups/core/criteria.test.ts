import { expect, test } from 'vitest'
import { found } from '../../../../tests/support/groups.ts'
import { addSupporters } from '../../../../tests/support/people.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { staffMember } from '../../../../tests/support/staff.ts'

const program = await useProgram()

test('an audience tells who is in a group from who is in none, and says it aloud', async () => {
  const [member] = await addSupporters(program, [
    { given_name: 'Léa', family_name: 'Dedans' },
    { given_name: 'Zoé', family_name: 'Dehors' },
    { given_name: 'Ada', family_name: 'Dehors' },
  ])
  await found(program, [member!])
  const staff = await staffMember(program, 'staff')
  const count = async (grouped: string) =>
    await staff.post('/staff/audiences/new', {
      act: 'count',
      name: 'x',
      'r.op': 'all',
      'r.0.is': 'grouped',
      'r.0.with.grouped': grouped,
    })
  const [within, without] = [await count('in'), await count('out')]
  expect(within.body).toContain('Les personnes qui sont dans un groupe d’appui.')
  expect(within.body).toContain('1 personne')
  expect(without.body).toContain('Les personnes qui ne sont dans aucun groupe d’appui.')
  expect(without.body).toContain('2 personnes')
  expect((await count('elsewhere')).statusCode).toBe(422)
})
