import { beforeEach, expect, test } from 'vitest'
import { gazetteerOf } from '#territories'
import { useProgram } from '../../../../tests/support/program.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { somewhereOf, townNamed, wholeCountry } from './town.ts'
import { coarsest, votesAhead, votesIn } from './votes.ts'

const program = await useProgram()
const { app, rows } = program
const town = (id: string) => gazetteerOf(app).find(id)!
const [LYON, POINTE, NOUMEA, PAPEETE] = ['FR-69123', 'FR-97120', 'FR-98818', 'FR-98735']

beforeEach(async () => {
  program.clock.now = new Date('2027-01-10T12:00:00Z')
  const chief = await staffMember(program, 'administrator')
  const note = (fields: Record<string, string>) =>
    chief.post('/staff/elections', { name: 'Tour 1', kind: 'presidential', vote_on: '2027-04-18', closes: '20:00', ...fields })
  await note({})
  const [{ id }] = (await rows<{ id: string }>('select id from election')) as [{ id: string }]
  await chief.post(`/staff/elections/${id}/days`, { vote_on: '2027-04-17', closes: '18:00', territory: '971' })
  await note({ name: 'Tour 2', vote_on: '2027-05-02', first_round: id })
  await note({ name: 'Partielle', vote_on: '2027-06-13', territory: 'Villeurbanne (69)' })
})

const told = async (id: string) =>
  (await votesIn(app, town(id))).map(({ vote, vote_on, settled_by }) => [vote.name, vote_on, settled_by])

test('a second round is settled by the first, on its day there; a vote of one town is none of another', async () => {
  expect(await told(LYON)).toEqual([
    ['Tour 1', '2027-04-18', '2027-04-18'],
    ['Tour 2', '2027-05-02', '2027-04-18'],
  ])
  expect(await told(POINTE)).toEqual([
    ['Tour 1', '2027-04-17', '2027-04-17'],
    ['Tour 2', '2027-05-02', '2027-04-17'],
  ])
})

test('a vote is ahead until its day is over by the clocks there', async () => {
  // In Pointe-à-Pitre it is Sunday, one in the morning; in Lyon they still vote.
  program.clock.now = new Date('2027-04-18T05:00:00Z')
  expect((await told(POINTE)).map(([name]) => name)).toEqual(['Tour 2'])
  expect((await told(LYON)).map(([name]) => name)).toEqual(['Tour 1', 'Tour 2'])
  // In Pointe-à-Pitre it is still Saturday, nine in the evening.
  program.clock.now = new Date('2027-04-18T01:00:00Z')
  expect((await told(POINTE)).map(([name]) => name)).toEqual(['Tour 1', 'Tour 2'])
  program.clock.now = new Date('2027-04-18T22:00:00Z')
  expect((await told(LYON)).map(([name]) => name)).toEqual(['Tour 2'])
  // Where the movement is at home it is Monday; in Papeete people vote, though no vote is ahead any more elsewhere.
  expect((await told(PAPEETE)).map(([name]) => name)).toEqual(['Tour 1', 'Tour 2'])
  program.clock.now = new Date('2027-05-02T22:30:00Z')
  expect((await told(PAPEETE)).map(([name]) => name)).toEqual(['Tour 2'])
})

test('what is known of a town is its department, but where that town votes by itself', async () => {
  expect(await coarsest(app, town(LYON))).toBe('FR-69')
  expect(await coarsest(app, town('FR-69266'))).toBe('FR-69266')
  expect(somewhereOf(app, 'FR-988')).toMatchObject({ department_id: 'FR-988', time_zone: town(NOUMEA).time_zone })
  expect(somewhereOf(app, 'FR-00')).toBeUndefined()
  expect(townNamed(app, 'Saint-Denis', { lng: 55.45, lat: -20.88 })).toMatchObject({ department_id: 'FR-974' })
  expect(townNamed(app, 'Nulle-Part', undefined)).toEqual(wholeCountry(app))
})

test('a second round is closed by the decree of the first', async () => {
  await rows("update election set lists_closed = '2027-03-20' where name = 'Tour 1'")
  const here = await votesIn(app, town(LYON))
  expect(here.map(({ lists_closed }) => lists_closed)).toEqual(['2027-03-20', '2027-03-20'])
})

test('a vote of a region is one of its towns, and none of another country', async () => {
  const [{ id }] = (await rows<{ id: string }>("select id from election where name = 'Partielle'")) as [{ id: string }]
  await rows(
    `update election_day set place_id = null, area_id = (select parent_id from area where id = 'FR-69') where election_id = '${id}'`,
  )
  expect((await told(LYON)).map(([name]) => name)).toContain('Partielle')
  expect((await told(POINTE)).map(([name]) => name)).not.toContain('Partielle')
  expect(await votesIn(app, { ...wholeCountry(app), country: 'BE' as never })).toEqual([])
})

test('votes that could not be read are asked for again, though pages keep them', async () => {
  const { database, config } = app
  let isDown = true
  const read = () => {
    if (isDown) throw new Error('down')
    return database.read
  }
  const flaky = {
    ...app,
    config: { ...config, pagesKept: 60_000 },
    database: {
      ...database,
      get read() {
        return read()
      },
    },
  }
  await expect(votesAhead(flaky, 'kept')).rejects.toThrow('down')
  isDown = false
  expect((await votesAhead(flaky, 'kept')).length).toBeGreaterThan(2)
})
