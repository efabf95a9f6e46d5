import { expect, test } from 'vitest'
import { addSupporters } from '../../../../tests/support/people.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { addVote } from '../../../../tests/support/stations.ts'
import { loadDemoStations } from '../stations/demo.ts'
import { loadDemoCounts } from './demo.ts'
import { faultsOf, type Figures } from './rules/figures.ts'

const program = await useProgram()
const { rows, app, server } = program

const dayOf = (days: number) => new Date(program.clock.now.getTime() + days * 86_400_000).toISOString().slice(0, 10)

test('the demo has somebody in each station of a vote that is over and counts that add up; of the one ahead who stands, and no figure', async () => {
  program.clock.now = new Date('2026-12-01T12:00:00Z')
  const over = await addVote(program, [{ vote_on: dayOf(-16), area_id: 'FR-69' }])
  const ahead = await addVote(program, [{ vote_on: dayOf(63) }])
  await addSupporters(
    program,
    ['FR-69123', 'FR-13055'].flatMap((place) =>
      Array.from({ length: 40 }, (_, n) => ({ given_name: `P${n}`, family_name: 'Durand', place })),
    ),
  )
  await loadDemoStations(app)
  for (let twice = 0; twice < 2; twice++) await loadDemoCounts(app)
  const empty = await rows(
    `select 1 from station s where election_id = $1 and not exists (select from station_post p where p.station_id = s.id and p.state = 'yes')`,
    [over],
  )
  expect(empty).toHaveLength(0)
  const read = await rows<{ figures: Figures }>('select figures from station_result')
  expect(read.length).toBeGreaterThan(5)
  for (const { figures } of read) expect(faultsOf(figures)).toEqual({})
  expect(
    await rows('select 1 from station_result r join station s on s.id = r.station_id where s.election_id = $1', [ahead]),
  ).toEqual([])
  expect(await rows('select 1 from vote_candidate where election_id = $1', [ahead])).toHaveLength(6)
  const page = (await server.inject(`/vote/results/${over}`)).body
  expect(page).toContain('Nadia Ferrand')
  // The page of votes leads there, and to nothing of the vote ahead.
  const hub = (await server.inject('/vote')).body
  expect(hub).toContain(`/vote/results/${over}`)
  expect(hub).not.toContain(`/vote/results/${ahead}`)
  expect((await server.inject(`/vote/results/${ahead}`)).body).not.toContain('Claire Vasseur')
})
