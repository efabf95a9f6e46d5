import { expect, test } from 'vitest'
import { addSupporters } from './support/people.ts'
import { movementOf } from './support/home.ts'
import { useProgram } from './support/program.ts'
import { signIn, staffMember } from './support/staff.ts'

const program = await useProgram({ working: true })

test('who is signed in is the person whose mailbox it is, and not one into whose record others wrote it', async () => {
  const [own, written] = await addSupporters(program, [
    { given_name: 'Zoé', family_name: 'Lacaze', email: 'zoe@example.org' },
    { given_name: 'Ana', family_name: 'Fontanel', email: 'ana@example.org' },
  ])
  await program.rows("update contact_point set claimed = true where person_id = $1 and kind = 'email'", [written])
  expect(own).not.toBe(written)
  expect((await (await signIn(program, 'zoe@example.org')).get('/me')).body).toContain('Lacaze')
  expect((await (await signIn(program, 'ana@example.org')).get('/me')).body).not.toContain('Fontanel')
})

test('a page that is kept for everybody is not of before the movement changed', async () => {
  const home = async () => (await program.server.inject('/')).body
  expect(await home()).not.toContain('Les Beaux Jours')
  movementOf(program, { name: 'Les Beaux Jours' })
  expect(await home()).toContain('Les Beaux Jours')
})

test('who may not come in is told so on a page, before anything of the request is read', async () => {
  const [department, volunteer] = [
    await staffMember(program, 'administrator', { area_id: 'FR-69' }),
    await staffMember(program, 'volunteer'),
  ]
  for (const [who, words] of [
    [department, 'un mandat sur tout le territoire'],
    [volunteer, 'Vous n’avez pas accès'],
  ] as const) {
    const answer = await who.post('/staff/requests', { kind: 'x' })
    expect(answer.statusCode).toBe(403)
    expect(answer.headers['content-type']).toContain('text/html')
    expect(answer.body).toContain(words)
  }
})
