import { expect, test } from 'vitest'
import { emit } from '#platform/jobs/queue'
import { personErased } from '../../people/core/events.ts'
import { addEvent } from '../../../../tests/support/events.ts'
import { addGroup, found, signer } from '../../../../tests/support/groups.ts'
import { movementOf } from '../../../../tests/support/home.ts'
import { until, useProgram } from '../../../../tests/support/program.ts'
import { staffMember, visitorOf } from '../../../../tests/support/staff.ts'

const program = await useProgram({ working: true })
const jobsLeft = async () =>
  (await program.rows("select 1 from pgboss.job where state < 'completed' and name not like '\\_\\_%'")).length
const dayIn = (days: number) => new Date(program.clock.now.getTime() + days * 86_400_000).toISOString().slice(0, 10)
const OFFER = { where: 'Lyon', km: '20', most: '2', 'skills[cooking]': 'amateur', 'shown[organisers]': 'true' }
const movement = { name: 'Le Grand Air', locale: 'fr', contact: 'data@example.org', country: 'FR' }

const save = async (fields: Record<string, string>) =>
  (await staffMember(program, 'administrator')).post('/staff/movement', { ...movement, ...fields })

test('what a movement does without is in no menu, no route and no document, whoever asks', async () => {
  const anybody = visitorOf(program)
  const administrator = await staffMember(program, 'administrator')
  const paths = async () => Object.keys(((await anybody.get('/api/v1/openapi.json')).json() as { paths: object }).paths).join(' ')
  expect((await anybody.get('/groups')).statusCode).toBe(200)
  // A page that nobody keeps for a moment, as the home page is.
  expect((await anybody.get('/privacy')).body).toContain('href="/groups"')
  expect(await paths()).toContain('/api/v1/groups')

  expect((await save({ 'off[groups]': 'true' })).statusCode).toBe(200)
  for (const visitor of [anybody, administrator])
    for (const path of ['/groups', '/staff/groups', '/groups/mine', '/api/v1/groups'])
      expect((await visitor.get(path)).statusCode, path).toBe(404)
  expect((await anybody.get('/privacy')).body).not.toContain('href="/groups"')
  expect((await administrator.get('/account')).body).not.toContain('/groups')
  expect(await paths()).not.toContain('/api/v1/groups')
  expect((await anybody.get('/api')).body).not.toContain('/api/v1/groups')
  expect((await anybody.get('/events')).statusCode).toBe(200)

  await save({})
  expect((await anybody.get('/groups')).statusCode).toBe(200)
})

test('without groups nothing of a group is shown elsewhere: not who holds an event with it, not its meetings, not how many there are', async () => {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  const group = await found(program, [zoe.person], { name: 'Les Canuts' })
  const event = await addEvent(program, zoe.person, { group })
  await zoe.post(`/groups/${group}/meetings`, { day: dayIn(3), hour: '19:00' })
  await program.rows('update local_group set vouched_at = $2 where id = $1', [group, program.clock.now])
  for (const who of [zoe, ana]) await who.post('/me/offer', OFFER)
  await zoe.post('/me/calendar')
  const calendar = /(\/calendars\/[^<"]+\.ics)/.exec((await zoe.get('/me/weekly')).body)![1]!
  const shown = async () => ({
    event: (await ana.get(`/events/${event}`)).body.includes('Les Canuts'),
    calendar: (await ana.get(calendar)).body.includes('Les Canuts'),
    form: (await zoe.get('/events/new')).body.includes('Les Canuts'),
    plan: (await zoe.get(`/events/${event}/plan`)).body.includes(`/events/${event}/hosts`),
    ask: (await zoe.post(`/events/${event}/hosts`, { group: 'x' })).statusCode !== 404,
    events: (await zoe.get(`/groups/${group}/events`)).statusCode === 200,
    feed: (await ana.get(`/groups/${group}/events.ics`)).statusCode === 200,
    home: /Mes groupes/.test((await zoe.get('/me/home')).body),
    figure: />groupe</.test((await ana.get('/')).body),
    look: (await zoe.get('/offers')).statusCode === 200,
  })
  const all = await shown()
  expect(Object.values(all)).toEqual(Object.keys(all).map(() => true))
  movementOf(program, { off: ['groups'] })
  // The home page is kept for a second.
  await until(async () => !/>groupe</.test((await ana.get('/')).body) || undefined, 'the home page')
  expect(await shown()).toEqual(Object.fromEntries(Object.keys(all).map((name) => [name, false])))
})

test('the page says what is left out, and a box that is not ticked brings it back', async () => {
  expect((await save({ 'off[offers]': 'true' })).body).toMatch(/name="off\[offers\]"[^>]*checked/)
  expect(program.app.isOn('offers')).toBe(false)
  expect((await save({})).body).not.toMatch(/name="off\[\w+\]"[^>]*checked/)
  expect(program.app.isOn('offers')).toBe(true)
})

test('nobody can do without people, or without what is no domain', async () => {
  for (const off of ['off[people]', 'off[staff]', 'off[x]']) await save({ [off]: 'true' })
  expect(program.app.movement.current.off).toEqual([])
})

test('jobs of a domain that is off end undone; those that forget go on', async () => {
  const written = async () => (await program.mails()).filter(({ text }) => text?.includes('/staff/groups')).length
  const founding = async () => {
    await addGroup(program, 3)
    await until(async () => (await jobsLeft()) === 0 || undefined, 'the jobs of a founding')
  }
  await save({ 'off[groups]': 'true' })
  await founding()
  expect(await written()).toBe(0)
  // A group that an erasure left empty is closed all the same.
  await program.rows('delete from membership')
  await program.app.database.transact(async (tx) => emit(tx, personErased, {}))
  await until(
    async () => (await program.rows('select 1 from local_group where closed_at is null')).length === 0 || undefined,
    'the empty group',
  )

  await save({})
  await founding()
  expect(await written()).toBeGreaterThan(0)
})

test('the only zone of a country goes without saying; where clocks differ, one is chosen', async () => {
  await save({ country: 'BE', time_zone: '' })
  expect(program.app.movement.current).toMatchObject({ country: 'BE', timeZone: 'Europe/Brussels' })
  const refused = await save({ country: 'PF', time_zone: '' })
  expect(refused.statusCode).toBe(422)
  expect(refused.body).toContain('field-time_zone-error')
  expect(program.app.movement.current.country).toBe('BE')
  await save({ country: 'PF', time_zone: 'Pacific/Tahiti' })
  expect(program.app.movement.current).toMatchObject({ country: 'PF', timeZone: 'Pacific/Tahiti' })
})

test('a zone that is none is refused, and an offset, which PostgreSQL would read the other way round', async () => {
  for (const time_zone of ['Europe/Atlantis', '+02:00', 'x']) expect((await save({ time_zone })).statusCode, time_zone).toBe(422)
})
