import { expect, test } from 'vitest'
import { signer } from '../../../../tests/support/groups.ts'
import { addSupporters } from '../../../../tests/support/people.ts'
import { flat, readPdf } from '../../../../tests/support/pdf.ts'
import { until, useProgram } from '../../../../tests/support/program.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { addStation, addVolunteer, addVote } from '../../../../tests/support/stations.ts'
import { appoint } from './commands/stations.ts'
import { workers } from './jobs.ts'
import { findStation } from './queries/stations.ts'
import type { Role } from './rules/posts.ts'
import { dayAt, findVote, ruleFor } from './voting.ts'

const program = await useProgram({ working: true })
const { rows, app } = program
const work = (queue: string, data = {}) => workers.find((one) => one.queue.name === queue)!.work(app, data)
const at = (moment: string) => (program.clock.now = new Date(moment))
const statesOf = () => rows<{ role: string; state: string }>('select role, state from station_post order by asked_at, id')
const mailOf = (email: string, words: string) =>
  until(async () => (await program.mails()).find((mail) => mail.to?.[0]?.address === email && mail.text?.includes(words)), words)

test('from a town without stations to somebody in one: stations, an offer, a question, a yes, a letter, a rota, a replacement', async () => {
  at('2027-03-01T10:00:00Z')
  const vote = await addVote(program, [{ vote_on: '2027-04-18' }])
  const boss = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  const path = `/staff/stations/${vote}`
  expect((await boss.post(path, { town: 'Grenoble', from: '1', to: '3' })).statusCode).toBe(403)
  expect((await boss.post(path, { town: 'Lyon' })).statusCode).toBe(422)
  expect(
    (await boss.post(path, { town: 'Lyon', from: '0001', to: '0003', lines: '12 bis; École Jean-Moulin; 3 rue des Lilas' }))
      .statusCode,
  ).toBe(303)
  // What is there already gets its name.
  await boss.post(path, { town: 'Lyon', lines: '0002; Mairie' })
  const stations = await rows<{ id: string; number: string; name: string | null }>(
    'select id, number, name from station order by number',
  )
  expect(stations.map(({ number, name }) => [number, name])).toEqual([
    ['0001', null],
    ['0002', 'Mairie'],
    ['0003', null],
    ['12 bis', 'École Jean-Moulin'],
  ])
  const here = `${path}/at/${stations[3]!.id}`
  const [ana, leo] = [await signer(program, 'Ana'), await signer(program, 'Leo')]
  expect((await program.server.inject('/vote/station')).body).toContain('/sign-in?next=')
  const offer = { vote, town: 'Villeurbanne', 'roles[assessor]': 'true', 'hours[morning]': 'true', 'hours[count]': 'true' }
  expect((await ana.post('/vote/station', { vote, town: 'Lyon', 'roles[assessor]': 'true' })).statusCode).toBe(422)
  expect((await ana.post('/vote/station', offer)).statusCode).toBe(303)
  await leo.post('/vote/station', {
    vote,
    town: 'Lyon',
    'roles[assessor]': 'true',
    'roles[substitute]': 'true',
    'hours[midday]': 'true',
  })
  expect((await boss.get('/staff')).body).toContain('2 personnes se sont proposées')
  const [hers, his] = await rows<{ id: string }>('select id from station_volunteer order by said_at, id')
  expect((await boss.post(`${here}/posts`, { volunteer: hers!.id, role: 'delegate' })).statusCode).toBe(409)
  expect((await boss.post(`${here}/posts`, { volunteer: hers!.id, role: 'assessor' })).statusCode).toBe(303)
  await boss.post(`${here}/posts`, { volunteer: his!.id, role: 'substitute' })
  const mail = await mailOf(ana.email, 'jeudi 15 avril à 18')
  expect(mail.text).toContain('R46')
  const posts = await rows<{ id: string }>(
    'select p.id from station_post p join station_volunteer v on v.id = p.volunteer_id order by p.asked_at, p.id',
  )
  expect((await leo.post(`/me/station/posts/${posts[0]!.id}/answer`, { answer: 'yes' })).statusCode).toBe(409)
  for (const [one, n] of [
    [ana, 0],
    [leo, 1],
  ] as const)
    await one.post(`/me/station/posts/${posts[n]!.id}/answer`, { answer: 'yes' })
  const own = (await ana.get('/me/station')).body
  expect(own).toContain('Leo Durand, à la place du titulaire')
  expect(own).toContain('récépissé')
  expect((await boss.get(here)).body).toContain('Ana Durand, d’accord')
  const rota = await readPdf((await boss.get(`${path}/towns/FR-69123/rota.pdf`)).rawPayload)
  expect(rota.text).toContain('Leo Durand, à la place du titulaire')
  // She cannot after all: who is in charge is told, and somebody else is asked.
  await ana.post(`/me/station/posts/${posts[0]!.id}/answer`, { answer: 'no' })
  expect((await ana.post(`/me/station/posts/${posts[0]!.id}/answer`, { answer: 'no' })).statusCode).toBe(303)
  await mailOf(boss.email, 'ne peut pas venir')
  await boss.post(`${here}/posts/${posts[1]!.id}/end`)
  await mailOf(leo.email, 'prend votre place')
  expect((await boss.post(`${here}/posts`, { volunteer: his!.id, role: 'assessor' })).statusCode).toBe(303)
  expect((await statesOf()).map(({ state }) => state)).toEqual(['no', 'ended', 'asked'])
  expect((await boss.post(`${here}/removal`)).statusCode).toBe(409)
  const elsewhere = await staffMember(program, 'coordinator', { area_id: 'FR-38' })
  for (const page of [here, `${path}/towns/FR-69123`, `${path}/towns/FR-69123/rota.pdf`])
    expect((await elsewhere.get(page)).statusCode).toBe(404)
  expect((await elsewhere.get(path)).body).not.toContain('Lyon')
})

test('the letter says what the law asks, to whom and until when; what was typed for it is printed in the answer and kept nowhere', async () => {
  at('2027-03-01T10:00:00Z')
  const vote = await addVote(program, [{ vote_on: '2027-04-18' }])
  const station = await addStation(program, vote, { number: '12' })
  const ana = await signer(program, 'Ana')
  const volunteer = await addVolunteer(program, vote, { person: ana.person })
  const boss = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  await boss.post(`/staff/stations/${vote}/at/${station}/posts`, { volunteer, role: 'assessor' })
  const [post] = await rows<{ id: string }>('select id from station_post')
  const letter = `/me/station/posts/${post!.id}/letter`
  expect((await ana.get(letter)).statusCode).toBe(404)
  await ana.post(`/me/station/posts/${post!.id}/answer`, { answer: 'yes' })
  const typed = {
    family_name: 'Durand',
    given_names: 'Ana Lou',
    birth_date: '3 mars 1981',
    birth_place: 'Ouagadougou-Zogona',
    address: '17 bis rue Xylostome',
  }
  const answer = await ana.post(letter, typed)
  expect(answer.headers['cache-control']).toContain('no-store')
  const pdf = await readPdf(answer.rawPayload)
  expect(pdf.pages).toBe(1)
  const said = [
    'Désignation d’un assesseur',
    'Mairie de Lyon',
    'Bureau n° 12',
    'R44',
    'jeudi 15 avril à 18 h',
    'R46',
    'Récépissé',
    ...Object.values(typed),
  ]
  for (const words of said) expect(pdf.text).toContain(flat(words))
  const blank = await readPdf((await boss.post(`/staff/stations/${vote}/at/${station}/posts/${post!.id}/letter`)).rawPayload)
  for (const words of ['Date de naissance', 'Lieu de naissance', 'Adresse']) expect(blank.text).toContain(words)
  const tables = await rows<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema in ('public', 'pgboss')",
  )
  for (const { name } of tables) {
    const found = await rows(
      `select 1 from ${name.includes('.') ? name : `"${name}"`} t where t::text ~ 'Xylostome|Zogona' limit 1`,
    ).catch(() => [])
    expect(found, name).toEqual([])
  }
  expect(JSON.stringify(program.logged)).not.toMatch(/Xylostome|Zogona/)
})

test('the town hall takes names until 18:00 of the third day before, by its own day and clocks; of another country we do not know', async () => {
  at('2027-03-01T10:00:00Z')
  const vote = await addVote(program, [
    { vote_on: '2027-04-18' },
    { vote_on: '2027-04-17', area_id: 'FR-R01' },
    { vote_on: '2027-04-17', area_id: 'FR-987' },
  ])
  const by = async (place_id: string, department_id: string | null, time_zone: string) =>
    (await dayAt(app, await findVote(app, vote), { place_id, department_id, country: 'FR', time_zone }))?.names?.by.toISOString()
  expect(await by('FR-69123', 'FR-69', 'Europe/Paris')).toBe('2027-04-15T16:00:00.000Z')
  // Guadeloupe votes on the Saturday by the line of its region, Papeete by that of its territory.
  expect(await by('FR-97120', 'FR-971', 'America/Guadeloupe')).toBe('2027-04-14T22:00:00.000Z')
  expect(await by('FR-98735', 'FR-987', 'Pacific/Tahiti')).toBe('2027-04-15T04:00:00.000Z')
  expect(await by('FR-97411', 'FR-974', 'Indian/Reunion')).toBe('2027-04-15T14:00:00.000Z')
  // A decree moves all that hangs on the vote, and says so to who is to be there.
  const station = await addStation(program, vote, { number: '1' })
  const ana = await signer(program, 'Ana')
  const volunteer = await addVolunteer(program, vote, { person: ana.person })
  const boss = await staffMember(program, 'administrator')
  await boss.post(`/staff/stations/${vote}/at/${station}/posts`, { volunteer, role: 'assessor' })
  expect((await boss.post(`/staff/elections/${vote}/move`, { to: '2027-05-15' })).statusCode).toBe(303)
  expect(await by('FR-69123', 'FR-69', 'Europe/Paris')).toBe('2027-05-13T16:00:00.000Z')
  await mailOf(ana.email, '16 mai 2027')
  const belgian = await addVote(program, [{ vote_on: '2027-06-06' }], 'BE')
  const town = { place_id: 'BE-2800866', department_id: null, country: 'BE', time_zone: 'Europe/Brussels' }
  expect((await dayAt(app, await findVote(app, belgian), town))?.names).toBeNull()
  expect(ruleFor(await findVote(app, belgian), 'assessor')).toBeUndefined()
  const there = await addStation(program, belgian, { number: '1', place: 'BE-2800866' })
  expect((await boss.get(`/staff/stations/${belgian}/at/${there}`)).body).toContain('Nous n’avons pas lu la règle')
  // Whom one does not see there one does not ask there either.
  const leo = await signer(program, 'Leo')
  const far = await addVolunteer(program, belgian, { person: leo.person, place: 'FR-38185' })
  const asked = await boss.post(`/staff/stations/${belgian}/at/${there}/posts`, { volunteer: far, role: 'delegate' })
  expect(asked.statusCode).toBe(409)
  expect(asked.body).not.toContain('Leo')
})

async function asking(vote: string, n: number) {
  const station = await findStation(app.database.read, await addStation(program, vote, { number: String(n) }))
  const hand = { actor: { account: (await staffMember(program, 'administrator')).account, roles: [] }, now: program.clock.now }
  return (volunteer: string, role: Role) =>
    app.database
      .transact((tx) => appoint(tx, hand as never, { station: station!, volunteer, role, rule: undefined, scope: 'everywhere' }))
      .then(
        () => 'asked',
        (error: Error & { key?: string }) => error.key ?? error.message,
      )
}

test('somebody appointed at once to twenty stations sits in one; a delegate sees to all of them; twenty asked for one place are one', async () => {
  const vote = await addVote(program, [{ vote_on: '2027-04-18' }])
  const people = await addSupporters(
    program,
    Array.from({ length: 21 }, (_, n) => ({ given_name: `P${n}`, family_name: 'Durand' })),
  )
  const [zoe, ...crowd] = await Promise.all(people.map((person) => addVolunteer(program, vote, { person })))
  const doors = await Promise.all(Array.from({ length: 20 }, (_, n) => asking(vote, n)))
  const seats = await Promise.all(
    doors.map((ask, n) => ask(zoe!, n % 3 === 0 ? 'substitute' : n % 3 === 1 ? 'delegate' : 'assessor')),
  )
  const sat = await rows<{ role: string }>("select role from station_post where state = 'asked'")
  // Either she sits in one station and nowhere else, or she sees to some and sits in none.
  expect(sat.every(({ role }) => role === 'delegate') || sat.length === 1).toBe(true)
  expect(seats.filter((said) => said === 'asked')).toHaveLength(sat.length)
  await rows('delete from station_post')
  expect(await Promise.all(doors.map((ask) => ask(zoe!, 'delegate')))).toEqual(Array.from({ length: 20 }, () => 'asked'))
  // Twice at the same one is once.
  expect(await Promise.all([doors[0]!(zoe!, 'delegate'), doors[0]!(zoe!, 'delegate')])).toEqual([
    'stations.taken',
    'stations.taken',
  ])
  await rows('delete from station_post')
  for (const role of ['assessor', 'substitute', 'delegate'] as const) {
    const said = await Promise.all(crowd.map((volunteer) => doors[0]!(volunteer, role)))
    expect(
      said.filter((one) => one === 'asked'),
      role,
    ).toHaveLength(1)
    await rows("update station_post set state = 'ended'")
  }
})

test('no code can appoint twice: the database refuses', async () => {
  const vote = await addVote(program, [{ vote_on: '2027-04-18' }])
  const [a, b] = await addSupporters(program, [
    { given_name: 'A', family_name: 'B' },
    { given_name: 'C', family_name: 'D' },
  ])
  const [one, two] = [await addVolunteer(program, vote, { person: a! }), await addVolunteer(program, vote, { person: b! })]
  const [first, second] = [await addStation(program, vote, { number: '1' }), await addStation(program, vote, { number: '2' })]
  const post = (station: string, volunteer: string, role: string) =>
    rows(
      "insert into station_post (id, station_id, election_id, volunteer_id, role, state, asked_at) values (gen_random_uuid(), $1, $2, $3, $4, 'yes', now())",
      [station, vote, volunteer, role],
    )
  await post(first, one, 'assessor')
  await expect(post(second, one, 'substitute')).rejects.toThrow(/station_post_seat/)
  await expect(post(first, two, 'assessor')).rejects.toThrow(/station_post_filled/)
  await expect(post(first, one, 'delegate')).rejects.toThrow(/station_post_once/)
  await post(first, two, 'delegate')
  await post(second, two, 'delegate')
})

test('whoever is asked to a station does not move to another department without saying that she will not be there', async () => {
  at('2027-04-01T10:00:00Z')
  const vote = await addVote(program, [{ vote_on: '2027-04-18' }])
  const [lyon, grenoble] = [
    await addStation(program, vote, { number: '1' }),
    await addStation(program, vote, { number: '1', place: 'FR-38185' }),
  ]
  const boss = await staffMember(program, 'administrator')
  const ana = await signer(program, 'Ana')
  const offer = (town: string) => ana.post('/vote/station', { vote, town, 'roles[delegate]': 'true', 'hours[count]': 'true' })
  const ask = async (station: string) => {
    const [{ id }] = (await rows<{ id: string }>('select id from station_volunteer')) as [{ id: string }]
    return (await boss.post(`/staff/stations/${vote}/at/${station}/posts`, { volunteer: id, role: 'delegate' })).statusCode
  }
  await offer('Lyon')
  expect(await ask(lyon)).toBe(303)
  const moved = await offer('Grenoble')
  expect(moved.statusCode).toBe(409)
  expect(moved.body).toContain('compte sur vous')
  expect(await ask(grenoble)).toBe(409)
  expect((await offer('Villeurbanne')).statusCode).toBe(303)
  await ana.post('/vote/station/end', { vote })
  expect((await offer('Grenoble')).statusCode).toBe(303)
  expect(await ask(grenoble)).toBe(303)
})

test('who votes in another department is not appointed; who offered is forgotten thirty days after the vote, stations stay', async () => {
  at('2027-04-01T10:00:00Z')
  const vote = await addVote(program, [{ vote_on: '2027-04-18' }])
  const station = await addStation(program, vote, { number: '1' })
  const boss = await staffMember(program, 'administrator')
  const [near, far] = [await signer(program, 'Ana'), await signer(program, 'Leo')]
  const [hers, his] = [
    await addVolunteer(program, vote, { person: near.person }),
    await addVolunteer(program, vote, { person: far.person, place: 'FR-38185' }),
  ]
  const ask = (volunteer: string) => boss.post(`/staff/stations/${vote}/at/${station}/posts`, { volunteer, role: 'assessor' })
  expect((await ask(his)).body).toContain('vote dans un autre département')
  expect((await ask(hers)).statusCode).toBe(303)
  // On a second vote, of which nothing is over.
  await addVolunteer(program, await addVote(program, [{ vote_on: '2027-09-05' }]), { person: near.person })
  at('2027-05-18T10:00:00Z')
  await work('stations.clock')
  expect(await rows('select 1 from station_volunteer')).toHaveLength(3)
  at('2027-05-19T10:00:00Z')
  await work('stations.clock')
  expect(await rows('select 1 from station_volunteer')).toHaveLength(1)
  expect(await statesOf()).toEqual([])
  expect(await rows('select 1 from station')).toHaveLength(1)
})
