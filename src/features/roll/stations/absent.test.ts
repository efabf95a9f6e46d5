import { expect, test } from 'vitest'
import { signer } from '../../../../tests/support/groups.ts'
import { addSupporters } from '../../../../tests/support/people.ts'
import { until, useProgram } from '../../../../tests/support/program.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { addPost, addStation, addVolunteer, addVote } from '../../../../tests/support/stations.ts'
import { erasing } from '../../people/addresses/erasing.ts'
import { erasePerson } from '../../people/core/commands/leave.ts'
import { workers } from './jobs.ts'

const program = await useProgram({ working: true })
const { rows, app } = program
const look = () => workers.find(({ queue }) => queue.name === 'stations.alone')!.work(app, {})
const posts = () => rows<{ role: string; state: string }>('select role, state from station_post order by role')
const toldOf = async (email: string) =>
  (await program.mails()).filter((mail) => mail.to?.[0]?.address === email && /quelqu’un manque/.test(mail.subject ?? ''))
const atRest = () =>
  until(
    async () =>
      (await rows("select 1 from pgboss.job where name like 'stations.%' and state < 'completed'")).length === 0 || undefined,
    'the jobs',
  )

/** A station in Lyon for a vote ahead, with who has charge of the Rhône, and supporters who can be there. */
async function station(names: string[], vote_on = '2027-04-18') {
  program.clock.now = new Date('2027-03-01T10:00:00Z')
  const vote = await addVote(program, [{ vote_on }])
  const id = await addStation(program, vote, { number: '12' })
  const people = await addSupporters(
    program,
    names.map((given_name) => ({ given_name, family_name: 'Durand' })),
  )
  const volunteers = await Promise.all(people.map((person) => addVolunteer(program, vote, { person })))
  const boss = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  return { vote, id, people, volunteers, boss, path: `/staff/stations/${vote}/at/${id}` }
}

test('with whose record nothing may be done is asked nowhere, and seen in no list', async () => {
  const { boss, path, people, volunteers } = await station(['Ana'])
  expect((await boss.get(path)).body).toContain('Ana Durand')
  await rows('update person set restricted_at = now() where id = $1', [people[0]])
  expect((await boss.get(path)).body).not.toContain('Ana')
  expect((await boss.post(`${path}/posts`, { volunteer: volunteers[0]!, role: 'assessor' })).statusCode).toBe(404)
  expect(await posts()).toEqual([])
  expect((await boss.get('/staff')).body).not.toContain('proposée')
  await rows('update person set restricted_at = null where id = $1', [people[0]])
  expect((await boss.post(`${path}/posts`, { volunteer: volunteers[0]!, role: 'assessor' })).statusCode).toBe(303)
})

test('somebody appointed is erased or restricted: who has charge of the town is told once of each that somebody is missing, not who nor why, and asks another', async () => {
  const { vote, id, people, volunteers, boss, path } = await station(['Ana', 'Leo', 'Ida'])
  const elsewhere = await staffMember(program, 'coordinator', { area_id: 'FR-38' })
  await addPost(program, { vote, station: id, role: 'assessor', volunteer: volunteers[0]! })
  await addPost(program, { vote, station: id, role: 'delegate', volunteer: volunteers[1]! })
  const now = program.clock.now
  await app.database.transact((tx) => erasePerson(tx, { person: people[0]! as never, now, ...erasing(app) }))
  await until(async () => (await toldOf(boss.email)).length === 1 || undefined, 'the mail about whom was erased')
  expect(await posts()).toEqual([{ role: 'delegate', state: 'yes' }])
  await rows('update person set restricted_at = now() where id = $1', [people[1]])
  await Promise.all([look(), look()])
  await until(async () => (await toldOf(boss.email)).length === 2 || undefined, 'the mail about whom was restricted')
  await look()
  await atRest()
  const mails = await toldOf(boss.email)
  expect(mails).toHaveLength(2)
  for (const { text } of mails) expect(text).not.toMatch(/Ana|Leo|Durand/)
  expect(await toldOf(elsewhere.email)).toEqual([])
  expect(await posts()).toEqual([{ role: 'delegate', state: 'ended' }])
  expect((await boss.get(path)).body).not.toMatch(/Ana|Leo/)
  for (const role of ['assessor', 'delegate'] as const) {
    const asked = await boss.post(`${path}/posts`, { volunteer: volunteers[2]!, role })
    expect(asked.statusCode, role).toBe(role === 'assessor' ? 303 : 409)
  }
})

test('a station is taken away until the eve of the vote, and not on its day', async () => {
  const { path } = await station([])
  const removal = async (moment: string) => {
    program.clock.now = new Date(moment)
    const boss = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
    return (await boss.post(`${path}/removal`)).statusCode
  }
  expect(await removal('2027-04-18T06:00:00Z')).toBe(409)
  expect(await rows('select 1 from station')).toHaveLength(1)
  expect(await removal('2027-04-17T20:00:00Z')).toBe(303)
  expect(await rows('select 1 from station')).toHaveLength(0)
})

test('after the vote nobody is missing: what somebody erased was to be goes without a word', async () => {
  const { vote, id, people, volunteers, boss } = await station(['Ana'])
  await addPost(program, { vote, station: id, role: 'assessor', volunteer: volunteers[0]! })
  program.clock.now = new Date('2027-04-19T10:00:00Z')
  const now = program.clock.now
  await app.database.transact((tx) => erasePerson(tx, { person: people[0]! as never, now, ...erasing(app) }))
  await until(async () => (await posts()).length === 0 || undefined, 'her post to be gone')
  await atRest()
  expect(await toldOf(boss.email)).toEqual([])
})

test('who offered to be at a station finds it on her own page; who did not is shown nothing of it', async () => {
  const { vote } = await station([])
  const [ana, eve] = [await signer(program, 'Ana'), await signer(program, 'Eve')]
  await addVolunteer(program, vote, { person: ana.person })
  expect((await ana.get('/me')).body).toContain('href="/me/station"')
  expect((await eve.get('/me')).body).not.toContain('href="/me/station"')
})

test('before the day the letter comes first; once it is over there is nothing to answer or to hand in, and the count stays', async () => {
  const { vote, id } = await station([])
  const [ana, leo] = [await signer(program, 'Ana'), await signer(program, 'Leo')]
  const volunteers = [
    await addVolunteer(program, vote, { person: ana.person }),
    await addVolunteer(program, vote, { person: leo.person }),
  ]
  await addPost(program, { vote, station: id, role: 'assessor', volunteer: volunteers[0]! })
  await addPost(program, { vote, station: id, role: 'substitute', volunteer: volunteers[1]! })
  await rows("update station_post set state = 'asked' where role = 'substitute'")
  const before = (await ana.get('/me/station')).body
  expect(before).toContain('/answer"')
  expect(before).toContain('/letter"')
  program.clock.now = new Date('2027-04-19T10:00:00Z')
  const after = (await ana.get('/me/station')).body
  expect(after).not.toMatch(/\/answer"|\/letter"/)
  expect(after).toContain(`/me/station/${id}/count`)
  // What she was asked and never answered is nothing any more.
  expect((await leo.get('/me/station')).body).not.toContain('Bureau n')
})

test('who has charge of one town sees and asks its people, not those of the department', async () => {
  const { vote, volunteers, path } = await station(['Ana'])
  const [leo] = await addSupporters(program, [{ given_name: 'Leo', family_name: 'Martin', place: 'FR-69266' }])
  const away = await addVolunteer(program, vote, { person: leo!, place: 'FR-69266' })
  const lyon = await staffMember(program, 'coordinator', { place_id: 'FR-69123' })
  const page = (await lyon.get(path)).body
  expect(page).toContain('Ana Durand')
  expect(page).not.toContain('Leo')
  expect((await lyon.post(`${path}/posts`, { volunteer: away, role: 'assessor' })).statusCode).toBe(404)
  expect((await lyon.post(`${path}/posts`, { volunteer: volunteers[0]!, role: 'assessor' })).statusCode).toBe(303)
  const rhone = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  expect((await rhone.get(path)).body).toContain('Leo Martin')
})
