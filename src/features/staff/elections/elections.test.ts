import { beforeEach, expect, test } from 'vitest'
import { useProgram } from '../../../../tests/support/program.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { silenceAt, votes } from './queries.ts'

const program = await useProgram()
const { rows } = program
beforeEach(() => rows('truncate election cascade'))

const LYON = { country: 'FR', department_id: 'FR-69', place_id: 'FR-69123', time_zone: 'Europe/Paris' }
const POINTE = { country: 'FR', department_id: 'FR-971', place_id: 'FR-97120', time_zone: 'America/Guadeloupe' }
const at = (moment: string) => ({ from: new Date(moment), to: new Date(moment) })
const silence = (where: typeof LYON, moment: string) => silenceAt(program.app.database.read, where, at(moment))

test('silence is kept where a vote is, by its own day, with the article; two votes keep theirs both', async () => {
  program.clock.now = new Date('2027-01-10T12:00:00Z')
  const chief = await staffMember(program, 'administrator')
  await chief.post('/staff/elections', { name: 'Premier tour', vote_on: '2027-04-11', closes: '20:00' })
  const page = (await chief.get('/staff/elections')).body
  expect(page).toContain('Premier tour')
  expect(page).toContain('L49')
  const [{ id }] = (await rows<{ id: string }>('select id from election')) as [{ id: string }]
  await chief.post(`/staff/elections/${id}/days`, { vote_on: '2027-04-10', closes: '18:00', territory: '971' })
  expect(await silence(LYON, '2027-04-10T12:00:00Z')).toMatchObject({
    election: 'Premier tour',
    article: 'Code électoral, art. L49',
  })
  expect(await silence(LYON, '2027-04-09T12:00:00Z')).toBeUndefined()
  expect(await silence(POINTE, '2027-04-09T12:00:00Z')).toBeDefined()
  expect(await silence(POINTE, '2027-04-11T12:00:00Z')).toBeUndefined()
  await chief.post('/staff/elections', { name: 'Municipale', vote_on: '2027-04-18', closes: '18:00', territory: 'Rhône' })
  expect(await silence(LYON, '2027-04-17T12:00:00Z')).toMatchObject({ election: 'Municipale' })
  expect(await silence(POINTE, '2027-04-17T12:00:00Z')).toBeUndefined()
  expect(await silence({ ...LYON, country: 'BE' }, '2027-04-10T12:00:00Z')).toBeUndefined()
})

test('a vote that is near stays; one that is far can be taken away; wrong days are told', async () => {
  program.clock.now = new Date('2027-04-05T12:00:00Z')
  const chief = await staffMember(program, 'administrator')
  await chief.post('/staff/elections', { name: 'Demain', vote_on: '2027-04-11', closes: '20:00' })
  const [{ id }] = (await rows<{ id: string }>('select id from election')) as [{ id: string }]
  expect((await chief.post(`/staff/elections/${id}/removal`)).statusCode).toBe(409)
  expect(await silence(LYON, '2027-04-10T12:00:00Z')).toBeDefined()
  await chief.post('/staff/elections', { name: 'Plus tard', vote_on: '2027-06-06', closes: '20:00' })
  const [{ id: later }] = (await rows<{ id: string }>("select id from election where name = 'Plus tard'")) as [{ id: string }]
  expect((await chief.post(`/staff/elections/${later}/removal`)).statusCode).toBe(303)
  expect(await silence(LYON, '2027-06-05T12:00:00Z')).toBeUndefined()
  expect((await chief.post('/staff/elections', { name: 'x', vote_on: '2027-02-30', closes: '20:00' })).statusCode).toBe(422)
  const unknown = await chief.post('/staff/elections', {
    name: 'x',
    vote_on: '2027-07-04',
    closes: '20:00',
    territory: 'Nulle part',
  })
  expect(unknown.statusCode).toBe(422)
  const coordinator = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  expect((await coordinator.get('/staff/elections')).statusCode).toBe(403)
})

test('a decree moves a vote with all its days; not from a day that is near, nor to one', async () => {
  program.clock.now = new Date('2027-01-10T12:00:00Z')
  const chief = await staffMember(program, 'administrator')
  await chief.post('/staff/elections', { name: 'Tour 1', kind: 'presidential', vote_on: '2027-04-11', closes: '20:00' })
  const [{ id }] = (await rows<{ id: string }>('select id from election')) as [{ id: string }]
  await chief.post('/staff/elections', {
    name: 'Tour 2',
    kind: 'presidential',
    first_round: id,
    vote_on: '2027-04-25',
    closes: '20:00',
  })
  expect((await chief.get('/staff/elections')).body).toContain('second tour de «\u00a0Tour 1\u00a0»')
  await chief.post(`/staff/elections/${id}/days`, { vote_on: '2027-04-10', closes: '18:00', territory: '971' })
  const move = (to: string) => chief.post(`/staff/elections/${id}/move`, { to })
  expect((await move('2027-02-30')).statusCode).toBe(422)
  expect((await move('2027-01-17')).statusCode).toBe(409)
  expect((await move('2027-05-01')).statusCode).toBe(303)
  const ahead = await votes(program.app.database.read, '2027-05-01')
  expect(ahead.map(({ name, first_round, days }) => [name, first_round, days.map(({ vote_on }) => vote_on)])).toEqual([
    ['Tour 1', null, ['2027-05-01', '2027-05-02']],
  ])
  // A second round tells of its first, which is over.
  const second = await votes(program.app.database.read, '2027-04-20')
  expect(second.map(({ name }) => name)).toEqual(['Tour 2', 'Tour 1'])
  expect(second[0]!.first_round).toBe(id)
  program.clock.now = new Date('2027-04-28T12:00:00Z')
  const late = await staffMember(program, 'administrator')
  expect((await late.post(`/staff/elections/${id}/move`, { to: '2027-06-06' })).statusCode).toBe(409)
  const coordinator = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  expect((await coordinator.post(`/staff/elections/${id}/move`, { to: '2027-06-06' })).statusCode).toBe(403)
})
