import { expect, test } from 'vitest'
import { addSupporters } from '../../../../tests/support/people.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { addPost, addStation, addVolunteer, addVote } from '../../../../tests/support/stations.ts'
import { erasing } from '../../people/addresses/erasing.ts'
import { erasePerson } from '../../people/core/commands/leave.ts'
import { mergePeople } from '../../people/core/commands/merge.ts'
import { takeApart } from '../../people/core/commands/take-apart.ts'
import { endAlone } from './commands/stations.ts'
import { loadDemoStations } from './demo.ts'

const program = await useProgram()
const { rows, app } = program
const { transact } = app.database
const postsOf = (person: string) =>
  rows(
    "select p.id from station_post p join station_volunteer v on v.id = p.volunteer_id where v.person_id = $1 and p.state = 'yes'",
    [person],
  )

test('two records become one: she is where one of them was to be, and still when they are two again; erased, she is nowhere', async () => {
  const vote = await addVote(program, [{ vote_on: '2027-04-18' }])
  const station = await addStation(program, vote, { number: '1' })
  const [keep, drop] = await addSupporters(program, [
    { given_name: 'Ana', family_name: 'Durand' },
    { given_name: 'Anna', family_name: 'Durand' },
  ])
  await addVolunteer(program, vote, { person: keep! })
  await addPost(program, { vote, station, role: 'assessor', volunteer: await addVolunteer(program, vote, { person: drop! }) })
  const now = program.clock.now
  const merging = { keep: keep!, drop: drop!, choices: {}, tables: app.personalData }
  const { snapshot } = await transact((tx) => mergePeople(tx, merging, now))
  expect(await postsOf(keep!)).toHaveLength(1)
  expect(await rows('select 1 from station_volunteer')).toHaveLength(1)
  await transact((tx) => takeApart(tx, { keep: keep!, drop: drop!, snapshot, mergedAt: now }, now))
  expect(await rows('select 1 from station_post')).toHaveLength(1)
  await transact((tx) => erasePerson(tx, { person: keep!, now, ...erasing(app) }))
  await transact((tx) => erasePerson(tx, { person: drop!, now, ...erasing(app) }))
  expect(await rows('select 1 from station_volunteer')).toHaveLength(0)
  // Where she was to be stands empty until who has charge of it is told.
  expect(await postsOf(keep!)).toHaveLength(0)
  await transact((tx) => endAlone(tx, now))
  expect(await rows('select 1 from station_post')).toHaveLength(0)
  expect(await rows('select 1 from station')).toHaveLength(1)
})

test('the demo has stations with people in all states where a vote is ahead, once, and none where there is none', async () => {
  await loadDemoStations(app)
  expect(await rows('select 1 from station')).toHaveLength(0)
  program.clock.now = new Date(program.clock.now.getTime() + 60_000)
  const soon = new Date(program.clock.now.getTime() + 63 * 86_400_000).toISOString().slice(0, 10)
  await addVote(program, [{ vote_on: soon }])
  const towns = ['FR-69123', 'FR-38185', 'FR-13055']
  await addSupporters(
    program,
    towns.flatMap((place) => Array.from({ length: 40 }, (_, n) => ({ given_name: `P${n}`, family_name: 'Durand', place }))),
  )
  await loadDemoStations(app)
  await loadDemoStations(app)
  expect(await rows('select 1 from station')).toHaveLength(30)
  const states = await rows<{ state: string }>('select distinct state from station_post order by 1')
  expect(states.map(({ state }) => state)).toEqual(['asked', 'ended', 'no', 'yes'])
})
