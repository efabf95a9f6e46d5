import { expect, test } from 'vitest'
import { useProgram } from '../../../../tests/support/program.ts'
import { postForm } from '../../../../tests/support/signing.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { namesKept } from './drawn.ts'

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

test('a page that was just drawn is another one the moment an end is over there, or the day', async () => {
  program.clock.now = new Date('2027-01-10T12:00:00Z')
  const chief = await staffMember(program, 'administrator')
  await chief.post('/staff/elections', { name: 'Premier tour', kind: 'presidential', vote_on: '2027-04-18', closes: '20:00' })
  const fields = {
    town: 'FR-69',
    nation: 'french',
    age: 'adult',
    rights: 'no',
    live: 'here',
    known: 'no',
    recent: 'no',
    tie: 'home',
  }
  const page = async (answers: Record<string, string> = fields) => (await postForm(program, '/vote/register', answers)).body
  program.clock.now = new Date('2027-03-10T22:59:57Z')
  const open = await page()
  expect(open).not.toContain('(c’est passé)')
  program.clock.now = new Date('2027-03-10T22:59:59Z')
  expect(await page()).toBe(open)
  program.clock.now = new Date('2027-03-10T23:00:00Z')
  expect(await page()).toContain('(c’est passé)')
  program.clock.now = new Date('2027-03-12T22:59:58Z')
  const lastEvening = await page()
  program.clock.now = new Date('2027-03-12T23:00:01Z')
  const after = await page()
  expect(after).not.toBe(lastEvening)
  // What can be done now is another question for who stands there.
  expect(after).not.toContain('avant vendredi 12 mars')
  // No end is near: the vote itself is over with its day, by the clocks there, and one registers for those to come.
  const { tie, ...before } = fields
  program.clock.now = new Date('2027-04-18T21:59:57Z')
  const sunday = await page(before)
  program.clock.now = new Date('2027-04-18T21:59:59Z')
  expect(await page(before)).toBe(sunday)
  program.clock.now = new Date('2027-04-18T22:00:01Z')
  const monday = await page(before)
  expect(sunday).not.toContain('Qu’est-ce qui vous lie à la commune')
  expect(monday).toContain('Qu’est-ce qui vous lie à la commune')
  expect(await page({ ...before, tie })).toContain('Vous pouvez vous inscrire')
})

test('of steps only answers of the tree are kept, and for seconds: no town as it was typed, and nothing else that somebody made up', async () => {
  program.clock.now = new Date('2027-05-10T12:00:00Z')
  const before = namesKept(program.app).length
  const typed: Record<string, string>[] = [
    { town: 'Lyon (69)' },
    { town: '12 rue des Qvix, 69003 Lyon' },
    { town: 'FR-69', nation: 'Qvixien' },
    { town: 'FR-69', nation: 'french', age: 'Qvix' },
    { town: 'Qvix' },
  ]
  for (const fields of typed) await postForm(program, '/vote/register', fields)
  expect(namesKept(program.app).filter((name) => /Qvix|Lyon|rue/.test(name))).toEqual([])
  await postForm(program, '/vote/register', { town: 'FR-69', nation: 'french' })
  expect(namesKept(program.app).length).toBeGreaterThan(before)
  expect(namesKept(program.app).join('\n')).toContain('{"town":"FR-69","nation":"french"}')
})
