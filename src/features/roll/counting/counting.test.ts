import { expect, test } from 'vitest'
import { signer } from '../../../../tests/support/groups.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { openStrongSession, staffMember, type Visitor } from '../../../../tests/support/staff.ts'
import { addPost, addStation, addVolunteer, addVote } from '../../../../tests/support/stations.ts'
import { typeSheet } from './commands/counts.ts'
import { counting } from './feature.ts'
import { totals } from './queries/counts.ts'
import { sumOf } from './rules/figures.ts'

const program = await useProgram()
const { rows, app } = program
const { transact, read } = app.database
const at = (moment: string) => (program.clock.now = new Date(moment))

/** A vote with two candidates and a station in Lyon where Ana and Leo serve, on the evening of the vote. */
async function evening() {
  at('2027-04-18T18:30:00Z')
  const vote = await addVote(program, [{ vote_on: '2027-04-18' }])
  const chief = await staffMember(program, 'administrator')
  expect(
    (await chief.post(`/staff/stations/${vote}/candidates`, { names: 'Alma Régnier\nBruno Castel\n\nAlma Régnier' })).statusCode,
  ).toBe(303)
  const [alma, bruno] = (await rows<{ id: string }>('select id from vote_candidate order by rank')).map(({ id }) => id)
  const station = await addStation(program, vote, { number: '12' })
  const [ana, leo] = [await signer(program, 'Ana'), await signer(program, 'Leo')]
  for (const [one, role] of [
    [ana, 'assessor'],
    [leo, 'delegate'],
  ] as const)
    await addPost(program, { vote, station, role, volunteer: await addVolunteer(program, vote, { person: one.person }) })
  const sheet = (otherwise: Record<string, string> = {}) => ({
    key: crypto.randomUUID(),
    registered: '900',
    voters: '500',
    ballots: '500',
    blank: '5',
    void: '7',
    [`votes[${alma}]`]: '347',
    [`votes[${bruno}]`]: '141',
    ...otherwise,
  })
  const path = `/me/station/${station}/count`
  return { vote, chief, station, ana, leo, sheet, path, alma: alma!, bruno: bruno! }
}

const results = () =>
  rows<{ voters: number; corrected: boolean }>(
    "select (figures->>'voters')::integer as voters, corrected_at is not null as corrected from station_result",
  )

test('two of the station type the sheet apart from each other; what differs is shown beside the field; only what agrees counts', async () => {
  const { ana, leo, chief, sheet, path, alma } = await evening()
  const stranger = await signer(program, 'Eva')
  for (const who of [stranger, await staffMember(program, 'coordinator', { area_id: 'FR-38' })]) {
    expect((await who.get(path)).statusCode).toBe(404)
    expect((await who.post(path, sheet())).statusCode).toBe(404)
  }
  expect((await ana.post(path, sheet({ voters: '901', ballots: '501' }))).statusCode).toBe(422)
  expect((await ana.post(path, { ...sheet(), [`votes[${crypto.randomUUID()}]`]: '0' })).statusCode).toBe(409)
  expect((await ana.post(path, sheet())).statusCode).toBe(303)
  expect(await results()).toEqual([])
  // The second sees nothing of the first before her own is there.
  expect((await leo.get(path)).body).not.toMatch(/\b347\b/)
  await leo.post(path, sheet({ [`votes[${alma}]`]: '348', void: '6' }))
  for (const [who, says] of [
    [ana, '348'],
    [leo, '347'],
  ] as const)
    expect((await who.get(path)).body).toContain(`L’autre personne a lu ${says}.`)
  expect(await results()).toEqual([])
  // One alone agrees with nobody, however often.
  await ana.post(path, sheet())
  await ana.post(path, sheet())
  expect(await results()).toEqual([])
  await leo.post(path, sheet())
  expect(await results()).toEqual([{ voters: 500, corrected: false }])
  expect((await leo.get(path)).body).toContain('le bureau est compté')
  // What two read stands until two read something else.
  await ana.post(path, sheet({ voters: '499' }))
  expect(await results()).toEqual([{ voters: 500, corrected: false }])
  expect((await ana.get(path)).body).toContain('ne font pas le même nombre')
  await chief.post(path, sheet({ voters: '499' }))
  expect(await results()).toEqual([{ voters: 499, corrected: false }])
})

test('who reads two mailboxes is one person: both her accounts together make no result', async () => {
  const { ana, leo, sheet, path } = await evening()
  const email = 'ana.too@example.org'
  await rows(
    "insert into contact_point (id, person_id, kind, value, hash, claimed, verified_at, created_at) select gen_random_uuid(), $1, 'email', $2, decode('00', 'hex'), false, now(), now()",
    [ana.person, email],
  )
  const again = await openStrongSession(program, await app.auth.accountFor(email))
  expect((await ana.post(path, sheet())).statusCode).toBe(303)
  expect((await again.post(path, sheet())).statusCode).toBe(303)
  expect(await results()).toEqual([])
  expect((await again.get(path)).body).not.toContain('le bureau est compté')
  await leo.post(path, sheet())
  expect(await results()).toEqual([{ voters: 500, corrected: false }])
})

test('a form sent twice is one sheet, one under a key of another is refused, and an older one that comes late changes nothing', async () => {
  const { ana, leo, sheet, path } = await evening()
  const [first, second] = [sheet({ voters: '498' }), sheet()]
  await Promise.all([ana.post(path, first), ana.post(path, first), ana.post(path, first)])
  await ana.post(path, second)
  expect((await ana.post(path, first)).statusCode).toBe(303)
  expect(await rows('select 1 from station_sheet')).toHaveLength(2)
  expect((await leo.post(path, first)).statusCode).toBe(409)
  await leo.post(path, sheet())
  expect(await results()).toEqual([{ voters: 500, corrected: false }])
})

test('twenty who type at once: the two who read alike are found, whatever the order', async () => {
  const { station, vote, sheet, alma, bruno } = await evening()
  const typists = await Promise.all(Array.from({ length: 20 }, (_, n) => app.auth.accountFor(`typist${n}@example.org`)))
  const figures = (n: number) => ({
    registered: 900,
    voters: 500,
    ballots: 500 + n,
    blank: 5,
    void: 7 + n,
    votes: { [alma]: 347, [bruno]: 141 },
  })
  await Promise.all(
    typists.map((by, n) =>
      transact((tx) =>
        typeSheet(
          tx,
          { station: { id: station, election_id: vote }, by, person: null, key: sheet().key, figures: figures(n % 19) },
          program.clock.now,
        ),
      ),
    ),
  )
  expect(await rows("select figures->>'void' as void from station_result")).toEqual([{ void: '7' }])
})

test('nothing is typed before the day; candidates stand once a sheet was typed; only administrators of the whole movement say them', async () => {
  const { vote, chief, ana, sheet, path } = await evening()
  at('2027-04-17T20:00:00Z')
  expect((await ana.post(path, sheet())).statusCode).toBe(409)
  expect((await ana.post(path.replace('count', 'turnout'), { hour: 'noon', registered: '900', voters: '200' })).statusCode).toBe(
    409,
  )
  at('2027-04-18T18:30:00Z')
  await ana.post(path, sheet())
  expect((await chief.post(`/staff/stations/${vote}/candidates`, { names: 'Personne' })).statusCode).toBe(409)
  expect(await rows('select 1 from vote_candidate')).toHaveLength(2)
  // A name that turns the direction of writing reads as another.
  const other = await addVote(program, [{ vote_on: '2027-06-06' }])
  expect((await chief.post(`/staff/stations/${other}/candidates`, { names: 'Alma \u202ereingéR' })).statusCode).toBe(422)
  const coordinator = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  expect((await coordinator.post(`/staff/stations/${vote}/candidates`, { names: 'Personne' })).statusCode).toBe(403)
})

test('sums by town, department and country say of how many stations; those in charge of a territory see theirs', async () => {
  const { vote, ana, leo, sheet, path, alma } = await evening()
  for (const who of [ana, leo]) await who.post(path, sheet())
  await addStation(program, vote, { number: '13' })
  const grenoble = await addStation(program, vote, { number: '1', place: 'FR-38185' })
  await rows(
    "insert into station_result values ($1, (select jsonb_set(figures, '{blank}', '9') from station_result limit 1), now(), null)",
    [grenoble],
  )
  const departments = await totals(read, vote, { by: 'department', scope: 'everywhere' })
  // Figures are read once: the whole is added up of its departments.
  expect(sumOf(departments)).toMatchObject({
    stations: 3,
    counted: 2,
    registered: 1800,
    voters: 1000,
    blank: 14,
    votes: { [alma]: 694 },
  })
  expect(sumOf([])).toBeUndefined()
  expect(departments.map(({ key, stations, counted }) => [key, stations, counted])).toEqual([
    ['FR-38', 1, 1],
    ['FR-69', 2, 1],
  ])
  expect(
    (await totals(read, vote, { by: 'town', scope: ['FR-69'] })).map(({ name, stations, counted, votes }) => [
      name,
      stations,
      counted,
      votes[alma],
    ]),
  ).toEqual([['Lyon', 2, 1, 347]])
  const here = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  const page = (await here.get(`/staff/stations/${vote}/results`)).body
  expect(page).toContain('1 bureau relevé sur 2')
  expect(page).toContain('non officiels')
  expect(page).toContain('>1 sur 2<')
  expect(page).not.toContain('Grenoble')
  const everywhere = (await (await staffMember(program, 'administrator')).get(`/staff/stations/${vote}/results`)).body
  expect(everywhere).toContain('2 bureaux relevés sur 3')
  expect(everywhere).toContain('694')
})

async function ask(asker: Visitor, vote: string) {
  const said = await asker.post(`/staff/stations/${vote}/results/request`, { reason: 'Le dernier bureau est fermé' })
  const [approval] = await rows<{ id: string }>('select id from approval order by asked_at desc limit 1')
  return { said, approval: approval?.id }
}

test('two persons open the counts, after the hour alone; what changes then is shown as corrected', async () => {
  const { vote, ana, leo, sheet, path } = await evening()
  for (const who of [ana, leo]) await who.post(path, sheet())
  at('2027-04-18T17:59:00Z')
  const [one, other] = [await staffMember(program, 'administrator'), await staffMember(program, 'administrator')]
  const open = (who: Visitor) => who.post(`/staff/stations/${vote}/results`)
  expect((await ask(one, vote)).said.statusCode).toBe(409)
  at('2027-04-18T18:00:00Z')
  expect((await open(one)).statusCode).toBe(404)
  const { said, approval } = await ask(one, vote)
  expect(said.statusCode).toBe(303)
  expect((await open(one)).statusCode).toBe(404)
  // Whoever allows it sees which day it is about.
  expect((await other.get('/staff/approvals')).body).toContain('Présidentielle · 18 avril 2027')
  expect((await one.post(`/staff/approvals/${approval}`)).statusCode).toBe(409)
  expect(await rows('select 1 from vote_opening')).toEqual([])
  expect((await other.post(`/staff/approvals/${approval}`)).statusCode).toBe(303)
  // Even allowed it is not opened before the hour.
  at('2027-04-18T17:59:59Z')
  expect((await open(one)).statusCode).toBe(409)
  at('2027-04-18T18:05:00Z')
  expect((await open(one)).statusCode).toBe(303)
  const page = () => program.server.inject(`/vote/results/${vote}?of=FR-69`)
  expect((await page()).body).toMatch(/\b347\b/)
  expect((await page()).body).not.toContain('corrigé')
  at('2027-04-18T18:30:00Z')
  for (const who of [ana, leo]) await who.post(path, sheet({ blank: '6', void: '6' }))
  expect(await results()).toEqual([{ voters: 500, corrected: true }])
  expect((await program.server.inject(`/api/v1/votes/${vote}/results`)).json().total).toMatchObject({
    corrected: 1,
    blank: 6,
    counted: 1,
  })
})

test('counts that were opened before a decree moved the vote are opened by two persons anew, after the new hour', async () => {
  const { vote, ana, leo, sheet, path } = await evening()
  for (const who of [ana, leo]) await who.post(path, sheet())
  const [one, other] = [await staffMember(program, 'administrator'), await staffMember(program, 'administrator')]
  const told = async () => {
    const said: boolean = (await program.server.inject(`/api/v1/votes/${vote}/results`)).json().told
    // The page of votes leads there while something is told, and no longer.
    expect((await program.server.inject('/vote')).body.includes(`/vote/results/${vote}`)).toBe(said)
    return said
  }
  const openByTwo = async () => {
    const { approval } = await ask(one, vote)
    await other.post(`/staff/approvals/${approval}`)
    return (await one.post(`/staff/stations/${vote}/results`)).statusCode
  }
  expect(await openByTwo()).toBe(303)
  expect(await told()).toBe(true)
  await rows("update election_day set vote_on = '2027-05-16' where election_id = $1", [vote])
  expect(await told()).toBe(false)
  at('2027-05-16T18:05:00Z')
  expect(await told()).toBe(false)
  const [again, another] = [await staffMember(program, 'administrator'), await staffMember(program, 'administrator')]
  const page = (await again.get(`/staff/stations/${vote}/results`)).body
  expect(page).toContain(`/staff/stations/${vote}/results/request`)
  const { approval } = await ask(again, vote)
  await another.post(`/staff/approvals/${approval}`)
  expect((await again.post(`/staff/stations/${vote}/results`)).statusCode).toBe(303)
  expect(await told()).toBe(true)
})

test('of a country whose rule we have not read two persons open counts, and not before the day is over wherever on Earth', async () => {
  at('2027-06-06T20:00:00Z')
  const vote = await addVote(program, [{ vote_on: '2027-06-06' }], 'BE')
  const early = await staffMember(program, 'administrator')
  expect((await early.get(`/staff/stations/${vote}/results`)).body).toContain('heure inconnue')
  expect((await ask(early, vote)).said.statusCode).toBe(409)
  at('2027-06-07T12:00:00Z')
  const [one, other] = [await staffMember(program, 'administrator'), await staffMember(program, 'administrator')]
  const { approval } = await ask(one, vote)
  await other.post(`/staff/approvals/${approval}`)
  expect((await program.server.inject(`/api/v1/votes/${vote}/results`)).json().told).toBe(false)
  expect((await one.post(`/staff/stations/${vote}/results`)).statusCode).toBe(303)
  expect((await program.server.inject(`/api/v1/votes/${vote}/results`)).json().told).toBe(true)
})

test('who typed what is forgotten thirty days after; what two read stays, and names nobody', async () => {
  const { ana, leo, sheet, path } = await evening()
  for (const who of [ana, leo]) await who.post(path, sheet())
  const clock = () => counting.workers![0]!.work(app, {})
  at('2027-05-18T10:00:00Z')
  await clock()
  expect(await rows('select 1 from station_sheet')).toHaveLength(2)
  at('2027-05-19T10:00:00Z')
  await clock()
  expect(await rows('select 1 from station_sheet')).toHaveLength(0)
  expect(await results()).toHaveLength(1)
})
