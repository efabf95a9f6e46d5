import { beforeEach, expect, test } from 'vitest'
import { found, signer } from '../../../../tests/support/groups.ts'
import { EVENT_FORM, holdingIn, idOf } from '../../../../tests/support/holding.ts'
import { until, useProgram } from '../../../../tests/support/program.ts'
import { postForm } from '../../../../tests/support/signing.ts'
import { staffMember } from '../../../../tests/support/staff.ts'

const program = await useProgram({ working: true })
const { rows, server } = program
const { clock, heldBy, mailsTo, mailTo, visit } = holdingIn(program)

beforeEach(async () => {
  program.clock.now = new Date('2027-03-01T12:00:00Z')
  await rows('update event_policy set first_waits = false')
})

test('in the silence around a vote a campaign event is refused with its article; two persons lift it', async () => {
  program.clock.now = new Date('2027-03-01T12:00:00Z')
  const chief = await staffMember(program, 'administrator')
  await chief.post('/staff/elections', { name: 'Premier tour', vote_on: '2027-04-11', closes: '20:00' })
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  const refused = await zoe.post('/events', { ...EVENT_FORM, day: '2027-04-10' })
  expect(refused.statusCode).toBe(409)
  expect(refused.body).toContain('Code électoral, art. L49')
  // The inner life of the movement goes on.
  const group = await found(program, [zoe.person])
  const training = { ...EVENT_FORM, day: '2027-04-10', type: 'training', title: 'Former au porte-à-porte', group }
  expect((await zoe.post('/events', training)).statusCode).toBe(303)
  // What by its type speaks to passers-by is of the campaign, whatever its holder says.
  expect((await zoe.post('/events', { ...EVENT_FORM, day: '2027-04-10', campaign: 'no' })).statusCode).toBe(409)
  const path = await heldBy(zoe, { day: '2027-04-12', title: 'Après le vote' })
  expect((await zoe.post(`${path}/settings`, { ...EVENT_FORM, day: '2027-04-11', title: 'Après le vote' })).statusCode).toBe(409)
  await ana.post(`${path}/sign-up`, { remind_day: 'true' })
  // The eve: nothing is announced, and nobody is reminded.
  program.clock.now = new Date('2027-04-11T10:00:00Z')
  await clock()
  expect(await rows('select 1 from sign_up where day_told_at is not null')).toHaveLength(0)
  const eva = await signer(program, 'Eva')
  expect((await eva.post('/events', { ...EVENT_FORM, day: '2027-04-14' })).statusCode).toBe(409)
  program.clock.now = new Date('2027-04-11T18:30:00Z')
  await clock()
  expect(await rows('select 1 from sign_up where day_told_at is not null')).toHaveLength(1)
})

test('one person alone does not lift the silence; with another’s approval it is lifted for that event', async () => {
  program.clock.now = new Date('2027-03-01T12:00:00Z')
  const [chief, second] = [await staffMember(program, 'administrator'), await staffMember(program, 'administrator')]
  const zoe = await signer(program, 'Zoe')
  const path = await heldBy(zoe, { day: '2027-04-10' })
  await chief.post('/staff/elections', { name: 'Premier tour', vote_on: '2027-04-11', closes: '20:00' })
  const ana = await signer(program, 'Ana')
  expect((await ana.post(`${path}/sign-up`)).statusCode).toBe(409)
  expect((await server.inject(path)).body).toContain('Une élection l’interdit')
  expect((await chief.post(`/staff${path}/waiver`)).statusCode).toBe(403)
  await chief.post(`/staff${path}/waiver/request`, { reason: 'Commémoration' })
  expect((await chief.post(`/staff${path}/waiver`)).statusCode).toBe(403)
  const approvals = (await second.get('/staff/approvals')).body
  const allow = /action="(\/staff\/approvals\/[^"]+)"/.exec(approvals)![1]!
  await rows("update mandate set starts_at = '2027-01-01' returning id")
  expect((await chief.get(`/staff${path}`)).body).not.toContain(`action="/staff${path}/waiver"`)
  program.clock.now = new Date('2027-03-01T12:01:00Z')
  await second.post(allow)
  expect((await chief.get(`/staff${path}`)).body).toContain(`action="/staff${path}/waiver"`)
  expect((await chief.post(`/staff${path}/waiver`)).statusCode).toBe(303)
  expect((await ana.post(`${path}/sign-up`)).statusCode).toBe(303)
})

test('a silence that was lifted was lifted for what it was: moved elsewhere, it holds again', async () => {
  const [chief, zoe] = [await staffMember(program, 'administrator'), await signer(program, 'Zoe')]
  const path = await heldBy(zoe, { day: '2027-04-10' })
  await chief.post('/staff/elections', { name: 'Premier tour', vote_on: '2027-04-11', closes: '20:00' })
  await rows('update event set waived_at = now()')
  const mended = await zoe.post(`${path}/settings`, { ...EVENT_FORM, day: '2027-04-10', description: 'Avec des fleurs' })
  expect(mended.statusCode).toBe(303)
  const moved = { ...EVENT_FORM, day: '2027-04-10', where: '75011 Paris' }
  const refused = await zoe.post(`${path}/settings`, moved)
  expect(refused.statusCode).toBe(409)
  expect(refused.body).toContain('Code électoral, art. L49')
  expect((await zoe.post(`${path}/settings`, { ...EVENT_FORM, day: '2027-04-10', hour: '11:00' })).statusCode).toBe(409)
})

test('a date of a series is not carried into the silence by the waiver of another', async () => {
  const [chief, zoe] = [await staffMember(program, 'administrator'), await signer(program, 'Zoe')]
  await heldBy(zoe, { day: '2027-04-04', repeat: 'week', times: '2' })
  await chief.post('/staff/elections', { name: 'Premier tour', vote_on: '2027-04-12', closes: '20:00' })
  const dates = await rows<{ id: string }>('select id from event order by starts_at')
  await rows('update event set waived_at = now() where id = $1', [dates[0]!.id])
  const shifted = { ...EVENT_FORM, day: '2027-04-05', following: 'true' }
  // The second would fall on the day of the vote.
  expect((await zoe.post(`/events/${dates[0]!.id}/settings`, shifted)).statusCode).toBe(409)
})

test('what was taken off the lists is not put back, nor shown for the first time, while silence is kept', async () => {
  const [chief, zoe] = [await staffMember(program, 'administrator'), await signer(program, 'Zoe')]
  const path = await heldBy(zoe, { day: '2027-04-20' })
  await chief.post('/staff/elections', { name: 'Premier tour', vote_on: '2027-04-11', closes: '20:00' })
  await chief.post(`/staff${path}/listing`, { listed: 'no', reason: 'À relire' })
  program.clock.now = new Date('2027-04-11T10:00:00Z')
  const second = await staffMember(program, 'administrator')
  expect((await second.post(`/staff${path}/listing`, { listed: 'yes', reason: 'Relu' })).statusCode).toBe(409)
  await rows('update event set published_at = null, unlisted_at = null')
  expect((await second.post(`/staff${path}/publication`)).statusCode).toBe(409)
  program.clock.now = new Date('2027-04-11T18:30:00Z')
  expect((await second.post(`/staff${path}/publication`)).statusCode).toBe(303)
})

test('a visitor whose mail was on its way when a vote was noted takes no place in its silence', async () => {
  const [chief, zoe] = [await staffMember(program, 'administrator'), await signer(program, 'Zoe')]
  const path = await heldBy(zoe, { day: '2027-04-10' })
  await chief.post('/staff/elections', { name: 'Premier tour', vote_on: '2027-04-11', closes: '20:00' })
  const asked = await postForm(program, `${path}/sign-up`, { name: 'Rosa Parc', email: 'rosa@example.org' })
  expect(asked.statusCode).toBe(409)
  expect(asked.body).toContain('art. L49')
  const other = await heldBy(zoe, { day: '2027-04-20', title: 'Loin du vote' })
  const own = await visit(other, 'rosa@example.org')
  await rows("update sign_up set state = 'unconfirmed'")
  await rows("update event set starts_at = '2027-04-10T10:00:00Z', ends_at = '2027-04-10T12:00:00Z' where id = $1", [idOf(other)])
  const answer = await server.inject({ method: 'POST', url: `${own}/confirmation` })
  expect(answer.statusCode).toBe(409)
  expect(answer.body).toContain('art. L49')
  expect(await rows("select 1 from sign_up where state = 'coming'")).toHaveLength(0)
})

test('a vote that is noted later reaches who holds what it forbids, once; what it does not forbid, nobody', async () => {
  const [chief, zoe, ana] = [
    await staffMember(program, 'administrator'),
    await signer(program, 'Zoe'),
    await signer(program, 'Ana'),
  ]
  const path = await heldBy(zoe, { day: '2027-04-10' })
  await heldBy(ana, { day: '2027-04-12', title: 'Après le vote' })
  await chief.post('/staff/elections', { name: 'Premier tour', vote_on: '2027-04-11', closes: '20:00' })
  const told = await mailTo(zoe.email, /^Une élection/)
  expect(told.text).toContain('Tracts au marché')
  expect((await zoe.get('/me/events')).body).toContain('Interdit par une élection')
  expect((await ana.get('/me/events')).body).not.toContain('Interdit par une élection')
  expect((await zoe.post(`${path}/settings`, { ...EVENT_FORM, day: '2027-04-20' })).statusCode).toBe(303)
  expect((await zoe.get('/me/events')).body).not.toContain('Interdit par une élection')
  expect((await mailsTo(ana.email)).filter(({ subject }) => /^Une élection/.test(subject ?? ''))).toEqual([])
})

test('a vote that a decree moves away frees what it forbade, and reaches what it forbids now', async () => {
  const [chief, zoe, ana] = [
    await staffMember(program, 'administrator'),
    await signer(program, 'Zoe'),
    await signer(program, 'Ana'),
  ]
  await heldBy(zoe, { day: '2027-04-10' })
  await heldBy(ana, { day: '2027-04-17', title: 'La semaine suivante' })
  await chief.post('/staff/elections', { name: 'Premier tour', vote_on: '2027-04-11', closes: '20:00' })
  await mailTo(zoe.email, /^Une élection/)
  const [{ id }] = (await rows<{ id: string }>('select id from election where removed_at is null')) as [{ id: string }]
  await chief.post(`/staff/elections/${id}/move`, { to: '2027-04-18' })
  await mailTo(zoe.email, /peut de nouveau avoir lieu/)
  expect((await mailTo(ana.email, /^Une élection/)).text).toContain('La semaine suivante')
})

test('another day of the same vote elsewhere is no news; a vote taken away is', async () => {
  const [chief, zoe] = [await staffMember(program, 'administrator'), await signer(program, 'Zoe')]
  await heldBy(zoe, { day: '2027-04-10' })
  await chief.post('/staff/elections', { name: 'Premier tour', vote_on: '2027-04-11', closes: '20:00' })
  await mailTo(zoe.email, /^Une élection/)
  const [{ id }] = (await rows<{ id: string }>('select id from election where removed_at is null')) as [{ id: string }]
  await chief.post(`/staff/elections/${id}/days`, { vote_on: '2027-04-10', closes: '19:00', territory: 'Guadeloupe' })
  const looked = () => rows("select 1 from pgboss.job where name = 'events.silencing' and state = 'completed'")
  await until(async () => (await looked())[1], 'both days looked at')
  expect(await rows("select 1 from pgboss.job where name = 'events.decision-mail' and data->>'kind' = 'silenced'")).toHaveLength(
    1,
  )
  expect((await chief.post('/staff/elections', { name: 'Hier', vote_on: '2027-02-28', closes: '20:00' })).statusCode).toBe(422)
  await chief.post(`/staff/elections/${id}/removal`)
  await mailTo(zoe.email, /peut de nouveau avoir lieu/)
  const told = (await mailsTo(zoe.email)).filter(({ subject }) => /^Une élection/.test(subject ?? ''))
  expect(told).toHaveLength(1)
})

test('in the silence nobody brings more along, nor moves up from the list; places are given back', async () => {
  const [chief, zoe, ana, eva] = [
    await staffMember(program, 'administrator'),
    await signer(program, 'Zoe'),
    await signer(program, 'Ana'),
    await signer(program, 'Eva'),
  ]
  const path = await heldBy(zoe, { day: '2027-04-10', capacity: '1', guests: '2' })
  const own = (await ana.post(`${path}/sign-up`)).headers.location!
  await eva.post(`${path}/sign-up`)
  await chief.post('/staff/elections', { name: 'Premier tour', vote_on: '2027-04-11', closes: '20:00' })
  await rows('update event set capacity = 9')
  const more = await ana.post(`${own}/places`, { seats: '3' })
  expect(more.statusCode).toBe(409)
  expect(more.body).toContain('L49')
  await clock()
  expect(await rows('select state from sign_up order by asked_at, id')).toMatchObject([{ state: 'coming' }, { state: 'waiting' }])
  expect((await ana.post(`${own}/removal`)).statusCode).toBe(303)
  expect(await rows("select 1 from sign_up where state = 'coming'")).toHaveLength(0)
})
