import { expect, test } from 'vitest'
import { addEvent } from '../../../../tests/support/events.ts'
import { found, signer } from '../../../../tests/support/groups.ts'
import { EVENT_FORM, holdingIn, idOf } from '../../../../tests/support/holding.ts'
import { movementOf } from '../../../../tests/support/home.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import type { Visitor } from '../../../../tests/support/staff.ts'
import { postForm } from '../../../../tests/support/signing.ts'

const program = await useProgram({ working: true })
const { rows, server } = program
const { dayIn, heldBy, mailsTo, mailTo, visit } = holdingIn(program)

const shifts = () =>
  rows<{ id: string; name: string; starts: string; capacity: number | null }>(
    "select id, name, to_char(starts_at at time zone 'Europe/Paris', 'DD HH24:MI') as starts, capacity from event_role order by starts_at, id",
  )

test('a role is changed where it stands: name, hours, places; never to fewer than come', async () => {
  const zoe = await signer(program, 'Zoe')
  const path = await heldBy(zoe)
  const outside = await zoe.post(`${path}/roles`, { name: 'Ranger', starts: '13:00', ends: '14:00' })
  expect(outside.statusCode).toBe(422)
  await zoe.post(`${path}/roles`, { name: 'Tenir la table', starts: '10:00', ends: '11:00', capacity: '3' })
  const { id } = (await shifts())[0]!
  await visit(path, 'rosa@example.org', { role: id })
  await visit(path, 'nina@example.org', { role: id })
  expect((await zoe.get(`${path}/roles/${id}`)).body).toContain('value="10:00"')
  const changed = { name: 'Distribuer', starts: '10:30', ends: '11:30', capacity: '2' }
  expect((await zoe.post(`${path}/roles/${id}`, changed)).statusCode).toBe(303)
  expect(await shifts()).toMatchObject([{ name: 'Distribuer', starts: expect.stringMatching(/10:30$/), capacity: 2 }])
  const fewer = await zoe.post(`${path}/roles/${id}`, { ...changed, capacity: '1' })
  expect([409, 422]).toContain(fewer.statusCode)
  expect(fewer.body).toContain('value="Distribuer"')
  const gone = await zoe.post(`${path}/roles/${id}/removal`)
  expect(gone.statusCode).toBe(409)
  expect(await shifts()).toHaveLength(1)
  const ana = await signer(program, 'Ana')
  expect((await ana.get(`${path}/roles/${id}`)).statusCode).toBe(403)
})

test('shifts move with their event; they stay where they are when it only lasts longer', async () => {
  const zoe = await signer(program, 'Zoe')
  const path = await heldBy(zoe)
  await zoe.post(`${path}/roles`, { name: 'Accueil', starts: '10:00', ends: '11:00' })
  const form = { ...EVENT_FORM, day: dayIn(3) }
  await zoe.post(`${path}/settings`, { ...form, ends_hour: '13:00' })
  expect(await shifts()).toMatchObject([{ starts: `${dayIn(3).slice(8)} 10:00` }])
  const cut = await zoe.post(`${path}/settings`, { ...form, hour: '10:30', ends_hour: '13:00' })
  expect(cut.statusCode).toBe(422)
  expect(cut.body).toContain('rôle')
  await zoe.post(`${path}/settings`, { ...form, day: dayIn(4), hour: '11:00', ends_hour: '14:00' })
  expect(await shifts()).toMatchObject([{ starts: `${dayIn(4).slice(8)} 11:00` }])
})

test('a group that was asked to hold it too may be asked no more; one that said yes may leave, the last one not', async () => {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  const [mine, hers] = [await found(program, [zoe.person]), await found(program, [ana.person], { name: 'Guillotière' })]
  const path = await heldBy(zoe, { group: mine })
  const ask = () => zoe.post(`${path}/hosts`, { group: `http://localhost:3000/groups/${hers}` })
  await ask()
  await zoe.post(`${path}/hosts/${hers}/removal`)
  await ana.post(`/groups/${hers}/events/${idOf(path)}`, { accepts: 'yes' })
  expect((await server.inject(path)).body).not.toContain('Guillotière')
  await ask()
  await ana.post(`/groups/${hers}/events/${idOf(path)}`, { accepts: 'yes' })
  expect((await server.inject(path)).body).toContain('Guillotière')
  expect((await ana.get(`${path}/people`)).statusCode).toBe(200)
  await ana.post(`/groups/${hers}/events/${idOf(path)}`, { accepts: 'no' })
  expect((await server.inject(path)).body).not.toContain('Guillotière')
  expect((await ana.get(`${path}/people`)).statusCode).toBe(403)
  await zoe.post(`/groups/${mine}/events/${idOf(path)}`, { accepts: 'no' })
  expect((await zoe.get(`${path}/people`)).statusCode).toBe(200)
})

test('a name on paper takes a place like any other; while it is on, too; when it is over, no more', async () => {
  const zoe = await signer(program, 'Zoe')
  const event = await addEvent(program, zoe.person, { inHours: 1, hours: 2, capacity: 2 })
  const add = (name: string) => zoe.post(`/events/${event}/people`, { name, seats: '1' })
  expect((await add('Rosa')).statusCode).toBe(303)
  program.clock.now = new Date(program.clock.now.getTime() + 2 * 3_600_000)
  expect((await add('Nina')).statusCode).toBe(303)
  program.clock.now = new Date(program.clock.now.getTime() + 4 * 3_600_000)
  expect((await add('Paul')).statusCode).toBe(409)
  const page = (await zoe.get(`/events/${event}/people`)).body
  expect(page).toContain('Rosa')
  expect(page).not.toContain('name="name"')
  expect(await rows('select taken from event')).toEqual([{ taken: 2 }])
})

test('the dates of a series are on each other’s page; what one changes with those that follow reaches them', async () => {
  const zoe = await signer(program, 'Zoe')
  const path = await heldBy(zoe, { repeat: 'week', times: '3' })
  const dates = await rows<{ id: string }>('select id from event order by starts_at')
  expect(dates).toHaveLength(3)
  const page = (await server.inject(path)).body
  for (const { id } of dates.slice(1)) expect(page).toContain(`/events/${id}`)
  await visit(`/events/${dates[2]!.id}`, 'rosa@example.org')
  await zoe.post(`${path}/settings`, { ...EVENT_FORM, day: dayIn(3), hour: '10:30', following: 'true' })
  await mailTo('rosa@example.org', /[Cc]hang/)
  expect((await postForm(program, `${path}/settings`, {})).statusCode).not.toBe(200)
})

test('another hour of a role is told to those who come for it, and to nobody else; more places go to who waits', async () => {
  const zoe = await signer(program, 'Zoe')
  const path = await heldBy(zoe)
  await zoe.post(`${path}/roles`, { name: 'Tenir la table', starts: '10:00', ends: '11:00', capacity: '1' })
  const { id } = (await shifts())[0]!
  await visit(path, 'rosa@example.org', { role: id })
  const nina = await visit(path, 'nina@example.org', { role: id })
  expect((await server.inject(nina)).body).toContain('choisissez ci-dessous')
  await visit(path, 'paul@example.org')
  await zoe.post(`${path}/roles/${id}`, { name: 'Tenir la table', starts: '10:15', ends: '11:15', capacity: '2' })
  expect((await mailTo('rosa@example.org', /[Cc]hang/)).text).toContain('10\u00a0h\u00a015')
  await mailTo('nina@example.org', /place/)
  expect(await rows("select 1 from sign_up where state = 'coming'")).toHaveLength(3)
  expect((await mailsTo('paul@example.org')).filter(({ subject }) => /[Cc]hang/.test(subject ?? ''))).toEqual([])
  program.clock.now = new Date(program.clock.now.getTime() + 5 * 24 * 3_600_000)
  expect((await zoe.post(`${path}/roles/${id}`, { name: 'Trop tard' })).statusCode).toBe(409)
})

test('who answers while she is asked no more has her yes; the last who hold an event do not leave it alone', async () => {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  const [mine, hers] = [await found(program, [zoe.person]), await found(program, [ana.person], { name: 'Guillotière' })]
  const path = await heldBy(zoe, { group: mine })
  await zoe.post(`${path}/hosts`, { group: `http://localhost:3000/groups/${hers}` })
  await ana.post(`/groups/${hers}/events/${idOf(path)}`, { accepts: 'yes' })
  await zoe.post(`${path}/hosts/${hers}/removal`)
  expect((await server.inject(path)).body).toContain('Guillotière')
  await rows('delete from event_organiser')
  expect((await ana.post(`/groups/${hers}/events/${idOf(path)}`, { accepts: 'no' })).statusCode).toBe(303)
  expect((await zoe.post(`/groups/${mine}/events/${idOf(path)}`, { accepts: 'no' })).statusCode).toBe(409)
  expect((await zoe.get(`${path}/people`)).statusCode).toBe(200)
})

test('an event is tomorrow unless said otherwise, by the clocks of the group, of who holds it, or of the movement', async () => {
  // Past midnight in Paris, just after noon of the day before in Papeete.
  program.clock.now = new Date('2026-11-24T23:30:00Z')
  const [zoe, tiare] = [await signer(program, 'Zoe'), await signer(program, 'Tiare', 'FR-98735')]
  const dayFor = async (who: Visitor, query = '') =>
    /name="day"[^>]*value="([^"]*)"/.exec((await who.get(`/events/new${query}`)).body)?.[1]
  expect([await dayFor(zoe), await dayFor(tiare)]).toEqual(['2026-11-26', '2026-11-25'])
  const there = { place_id: 'FR-98735', department_id: 'FR-987', town: { lng: -149.6035, lat: -17.5593 } }
  const group = await found(program, [zoe.person], there)
  expect(await dayFor(zoe, `?group=${group}`)).toBe('2026-11-25')
  await rows('update person set place_id = null where id = $1 returning id', [tiare.person])
  expect(await dayFor(tiare)).toBe('2026-11-26')
  movementOf(program, { timeZone: 'Pacific/Tahiti' })
  expect(await dayFor(tiare)).toBe('2026-11-25')
})
