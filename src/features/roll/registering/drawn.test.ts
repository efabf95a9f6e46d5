import { expect, test } from 'vitest'
import { useProgram } from '../../../../tests/support/program.ts'
import { postForm } from '../../../../tests/support/signing.ts'
import { staffMember } from '../../../../tests/support/staff.ts'

const program = await useProgram({ env: { PAGES_KEPT: '60' } })

test('the same step is drawn once for all who stand there, and anew when the vote moves or the movement has another name', async () => {
  program.clock.now = new Date('2027-01-10T12:00:00Z')
  const chief = await staffMember(program, 'administrator')
  await chief.post('/staff/elections', { name: 'Premier tour', kind: 'presidential', vote_on: '2027-04-18', closes: '20:00' })
  const fields = {
    town: 'Lyon (69)',
    nation: 'french',
    age: 'adult',
    rights: 'no',
    live: 'here',
    known: 'no',
    recent: 'no',
    tie: 'home',
  }
  const page = async () => (await postForm(program, '/vote/register', fields)).body
  const first = await page()
  expect(first).toContain('10 mars 2027')
  expect(await page()).toBe(first)
  const [{ id }] = (await program.rows<{ id: string }>('select id from election')) as [{ id: string }]
  await chief.post(`/staff/elections/${id}/move`, { to: '2027-05-02' })
  program.clock.now = new Date('2027-01-10T12:00:11Z')
  expect(await page()).toContain('24 mars 2027')
  const english = await postForm(program, '/en/vote/register', fields)
  expect(english.body).toContain('You can register')
})
