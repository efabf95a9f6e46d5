import { unzipSync } from 'fflate'
import { expect, test } from 'vitest'
import { signer } from './support/groups.ts'
import { keysOf } from './support/keys.ts'
import { countQueries, until, useProgram, visitor } from './support/program.ts'
import { staffMember, type Visitor } from './support/staff.ts'
import { addPost, addStation, addVolunteer, addVote } from './support/stations.ts'

const program = await useProgram({ working: true, env: { PAGES_KEPT: '3600' } })
const { rows, server } = program

/** A figure of the count, however it is written. */
const COUNT = /(?<![\da-f-])34[\s\u202f\u00a0.,]?719(?![\da-f])/
const TURNOUT = /51,00|51\.00/

/** A vote whose one station was read by two: 34,719 votes for Alma. Saturday overseas, Sunday at home. */
async function counted() {
  const vote = await addVote(program, [{ vote_on: '2027-04-18' }, { vote_on: '2027-04-17', closes: '18:00', area_id: 'FR-R01' }])
  const [alma, bruno] = [crypto.randomUUID(), crypto.randomUUID()]
  await rows("insert into vote_candidate values ($1, $3, 1, 'Alma Régnier'), ($2, $3, 2, 'Bruno Castel')", [alma, bruno, vote])
  const figures = {
    registered: 80_000,
    voters: 40_000,
    ballots: 40_000,
    blank: 1,
    void: 2,
    votes: { [alma]: 34_719, [bruno]: 5_278 },
  }
  const station = await addStation(program, vote, { number: '1' })
  for (const at of [station, await addStation(program, vote, { number: '1', place: 'FR-97120' })])
    await rows('insert into station_result values ($1, $2, now(), null)', [at, figures])
  await rows("insert into station_turnout values ($1, 'noon', 10000, 5100, now())", [station])
  const ana = await signer(program, 'Ana')
  await addPost(program, {
    vote,
    station,
    role: 'assessor',
    volunteer: await addVolunteer(program, vote, { person: ana.person }),
  })
  await rows(
    'insert into station_sheet (key, station_id, typed_by, typed_at, figures) values (gen_random_uuid(), $1, (select id from account where email = $2), now(), $3)',
    [station, ana.email, figures],
  )
  return { vote, station, ana }
}

/** Every door that can be opened by looking, with this vote and this station in its path. */
function doors({ vote, station }: { vote: string; station: string }): string[] {
  const named: Record<string, string> = { vote, election: vote, station, place: 'FR-69123' }
  return server.doors
    .filter((door) => door.startsWith('GET '))
    .map((door) => door.split(' ')[1]!.replace(/:(\w+)/g, (_, name: string) => named[name] ?? crypto.randomUUID()))
}

const PUBLIC = (vote: string) =>
  ['', '?of=FR-69', '?of=FR-971', '/screen', '/feed.atom']
    .map((door) => `/vote/results/${vote}${door}`)
    .concat(`/api/v1/votes/${vote}/results`, '/', '/vote/station')

/** Where the count of one station stands when it may be told; elsewhere only sums do. */
const TOLD = (vote: string) => [...PUBLIC(vote).slice(0, 3), `/api/v1/votes/${vote}/results`]

/** What anybody gets at a door, in three languages, twice: also from what was kept. */
async function anybody(path: string): Promise<string> {
  const asked = path.startsWith('/api/') ? [path, path] : ['', '/en', '/es', ''].map((locale) => locale + path)
  return (await Promise.all(asked.map((url) => server.inject({ url, headers: visitor() })))).map(({ body }) => body).join('\n')
}

async function leaks(paths: string[], ask: (path: string) => Promise<string>): Promise<string[]> {
  const found: string[] = []
  for (const path of paths) if (COUNT.test(await ask(path))) found.push(path)
  return found
}

test('a minute before the hour no door tells a count, whoever knocks; after it neither, until two persons opened them', async () => {
  program.clock.now = new Date('2027-04-18T17:59:00Z')
  const { vote, station, ana } = await counted()
  const all = doors({ vote, station })
  expect(all.length).toBeGreaterThan(150)
  const stranger = await signer(program, 'Eva')
  const [chief, officer, elsewhere] = [
    await staffMember(program, 'administrator'),
    await staffMember(program, 'data-officer'),
    await staffMember(program, 'coordinator', { area_id: 'FR-38' }),
  ]
  const own = (who: Visitor) => async (path: string) => (await who.get(path, 'text/html')).body
  const inner = `/staff/stations/${vote}/results`
  expect(await leaks([...all, ...PUBLIC(vote)], anybody)).toEqual([])
  expect(await leaks(all, own(stranger))).toEqual([])
  expect(await leaks(all, own(elsewhere))).toEqual([])
  expect(await leaks(all, own(officer))).toEqual([])
  // Those of the station on its own sheet, those in charge on one page, and nowhere else.
  expect(await leaks(all, own(ana))).toEqual([`/me/station/${station}/count`])
  expect((await leaks(all, own(chief))).toSorted()).toEqual([inner].toSorted())
  const software = await keysOf(program).aProgram()
  expect(
    await leaks(
      all.filter((path) => path.startsWith('/api/')),
      async (path) => (await software.ask('GET', path.slice('/api/v1'.length))).body,
    ),
  ).toEqual([])
  // An inner page is kept by nobody.
  expect((await chief.get(inner)).headers['cache-control']).toContain('no-store')
  // How many voted is no secret.
  for (const path of [`/vote/results/${vote}`, `/vote/results/${vote}/feed.atom`]) expect(await anybody(path)).toMatch(TURNOUT)
  expect((await server.inject(`/api/v1/votes/${vote}/results`)).json()).toMatchObject({
    told: false,
    not_before: '2027-04-18T18:00:00.000Z',
    total: null,
    departments: [],
    turnout: [{ hour: 'noon', voters: 5100 }],
  })
  program.clock.now = new Date('2027-04-18T18:00:00Z')
  expect(await leaks(PUBLIC(vote), anybody)).toEqual([])
  program.clock.now = new Date('2027-04-18T20:00:00Z')
  expect(await leaks(PUBLIC(vote), anybody)).toEqual([])
  await rows("insert into vote_opening values ($1, '2027-04-18T20:00:00Z')", [vote])
  const api = `/api/v1/votes/${vote}/results`
  // What was kept for some seconds is drawn anew, at each door.
  await until(async () => (await leaks(TOLD(vote), anybody)).length === TOLD(vote).length || undefined, 'all drawn anew')
  const told = await leaks(PUBLIC(vote), anybody)
  // The sum of both is another figure.
  expect(told).toEqual(TOLD(vote))
  expect((await server.inject(`/api/v1/votes/${vote}/results`)).json()).toMatchObject({
    told: true,
    total: { stations: 2, counted: 2, votes: [{ candidate: 'Alma Régnier', votes: 69_438 }, { votes: 10_556 }] },
  })
  for (const door of ['', '/screen', '/feed.atom'])
    expect(await anybody(`/vote/results/${vote}${door}`)).toMatch(/69[\s\u202f\u00a0.,]438/)
  // A decree that moves the vote shuts them again.
  await rows('update election_day set vote_on = vote_on + 28 where election_id = $1', [vote])
  const shut = await until(async () => {
    const answer = (await server.inject({ url: api, headers: visitor() })).json()
    return answer.told ? undefined : answer
  }, 'the counts shut again')
  expect(shut).toMatchObject({ total: null, departments: [] })
}, 360_000)

test('a screen asks again after some seconds, also when it was shown what was kept', async () => {
  const vote = await addVote(program, [{ vote_on: '2027-04-18' }])
  const ask = () => server.inject({ url: `/vote/results/${vote}/screen`, headers: visitor() })
  for (const answer of [await ask(), await ask()]) expect(Number(answer.headers.refresh)).toBeGreaterThan(0)
})

test('at another door, or in another language, the sums are those that were just added up', async () => {
  program.clock.now = new Date('2027-04-18T18:05:00Z')
  const { vote } = await counted()
  await rows("insert into vote_opening values ($1, '2027-04-18T18:01:00Z')", [vote])
  const queries = async (path: string) =>
    Number(await countQueries(program, () => server.inject({ url: path, headers: visitor() })))
  const first = await queries(`/vote/results/${vote}`)
  for (const door of [`/en/vote/results/${vote}`, `/vote/results/${vote}/screen`, `/api/v1/votes/${vote}/results`])
    expect(await queries(door), door).toBe(first - 2)
  // Another part of the country is another sum.
  expect(await queries(`/vote/results/${vote}?of=FR-69`)).toBe(first)
})

test('files that leave the house hold no count: the archive, what a person takes with her, an audience', async () => {
  program.clock.now = new Date('2027-04-18T17:59:00Z')
  const { ana } = await counted()
  const [asker, other] = [await staffMember(program, 'administrator'), await staffMember(program, 'data-officer')]
  await asker.post('/staff/exports/approval', { reason: 'Sauvegarde' })
  const [{ id }] = (await rows<{ id: string }>('select id from approval')) as [{ id: string }]
  await other.post(`/staff/approvals/${id}`)
  const path = (await asker.post('/staff/exports/movement')).headers.location!
  const file = await until(async () => {
    const answer = await asker.get(`${path}/file`)
    return answer.statusCode === 200 ? answer.rawPayload : undefined
  }, 'the archive')
  const files = unzipSync(new Uint8Array(file))
  expect(Object.keys(files)).toContain('station.csv')
  for (const [name, bytes] of Object.entries(files)) expect(COUNT.test(Buffer.from(bytes).toString()), name).toBe(false)
  for (const door of ['/me/data.csv', '/me/data.json']) expect((await ana.get(door)).body).not.toMatch(COUNT)
})
