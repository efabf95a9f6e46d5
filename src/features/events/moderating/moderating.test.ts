import { beforeEach, expect, test } from 'vitest'
import { signer } from '../../../../tests/support/groups.ts'
import { EVENT_FORM, holdingIn, idOf } from '../../../../tests/support/holding.ts'
import { addSupporters } from '../../../../tests/support/people.ts'
import { until, useProgram } from '../../../../tests/support/program.ts'
import { postForm } from '../../../../tests/support/signing.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { erasePerson } from '../../people/core/commands/leave.ts'
import { erasing } from '../../people/addresses/erasing.ts'

const program = await useProgram({ working: true })
const { rows, server } = program
const { clock, mailsTo, mailTo, heldBy, visit } = holdingIn(program)

beforeEach(() => rows('update event_policy set first_waits = false'))

test('a first event is told to those in charge of the territory; where the movement says so, it waits for them', async () => {
  const coordinator = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  const elsewhere = await staffMember(program, 'coordinator', { area_id: 'FR-75' })
  const chief = await staffMember(program, 'administrator')
  await chief.post('/staff/events/policy', { first: 'waits' })
  expect((await coordinator.post('/staff/events/policy', { first: 'watched' })).statusCode).toBe(403)
  const zoe = await signer(program, 'Zoe')
  const path = await heldBy(zoe)
  expect((await server.inject(path)).statusCode).toBe(404)
  expect((await zoe.get(path)).statusCode).toBe(200)
  expect((await elsewhere.post(`/staff${path}/publication`)).statusCode).toBe(404)
  expect((await coordinator.get('/staff/events?view=unread')).body).toContain('Tracts au marché')
  await coordinator.post(`/staff${path}/publication`)
  expect((await server.inject(path)).statusCode).toBe(200)
  await mailTo(zoe.email, /affiché/)
  await until(
    async () => (await program.mails()).find(({ subject }) => subject?.startsWith('Premier rendez-vous')),
    'word to staff',
  )
})

test('complaints reach the desk; what is taken off is gone from everywhere, and its holder knows why', async () => {
  const zoe = await signer(program, 'Zoe')
  const path = await heldBy(zoe)
  await postForm(program, `${path}/reports`, { words: 'Ce n’est pas un marché.' })
  await postForm(program, `${path}/reports`, { words: 'Publicité', website: 'http://spam' })
  expect(await rows('select words from event_report')).toEqual([{ words: 'Ce n’est pas un marché.' }])
  const coordinator = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  expect((await coordinator.get(`/staff${path}`)).body).toContain('pas un marché')
  expect((await coordinator.post(`/staff${path}/listing`, { listed: 'no', reason: ' ' })).statusCode).toBe(422)
  await coordinator.post(`/staff${path}/listing`, { listed: 'no', reason: 'Lieu privé' })
  expect((await server.inject(path)).statusCode).toBe(404)
  expect((await mailTo(zoe.email, /plus affiché/)).text).toContain('Lieu privé')
  expect((await zoe.get(path)).body).toContain('Lieu privé')
})

test('staff call off what should not take place; everybody is told why, once', async () => {
  const zoe = await signer(program, 'Zoe')
  const path = await heldBy(zoe)
  await visit(path, 'rosa@example.org')
  const [chief, elsewhere] = [
    await staffMember(program, 'administrator'),
    await staffMember(program, 'coordinator', { area_id: 'FR-75' }),
  ]
  expect((await elsewhere.post(`/staff${path}/cancellation`, { reason: 'Non' })).statusCode).toBe(404)
  expect((await chief.post(`/staff${path}/cancellation`, { reason: ' ' })).statusCode).toBe(422)
  expect((await chief.post(`/staff${path}/cancellation`, { reason: 'Salle interdite' })).statusCode).toBe(303)
  expect((await mailTo(zoe.email, /^Annulé/)).text).toContain('Salle interdite')
  expect((await mailTo('rosa@example.org', /^Annulé/)).text).toContain('Salle interdite')
  expect(await rows("select reason from journal where action = 'cancel'")).toEqual([{ reason: 'Salle interdite' }])
  expect((await chief.get(`/staff${path}`)).body).not.toContain(`${path}/cancellation`)
})

test('an event that nobody holds any more is told to those in charge, once, who take it over or call it off', async () => {
  const zoe = await signer(program, 'Zoe')
  const path = await heldBy(zoe)
  const own = await visit(path, 'rosa@example.org')
  const chief = await staffMember(program, 'administrator')
  await program.app.database.transact((tx) =>
    erasePerson(tx, {
      person: zoe.person,
      now: program.clock.now,
      ...erasing(program.app),
    }),
  )
  await clock()
  await clock()
  const told = async () => (await program.mails()).filter(({ subject }) => subject?.startsWith('Plus personne'))
  await until(async () => (await told())[0], 'word to those in charge')
  expect((await server.inject(own)).statusCode).toBe(200)
  expect((await chief.get(`/staff${path}`)).body).toContain('/holding')
  // Whoever takes it over is a supporter: holding events is not a matter of mandates.
  expect((await chief.post(`/staff${path}/holding`)).statusCode).toBe(409)
  const ana = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  await addSupporters(program, [{ given_name: 'Ana', family_name: 'Durand', email: ana.email, place: 'FR-69123' }])
  expect((await ana.post(`/staff${path}/holding`)).statusCode).toBe(303)
  expect((await ana.get(`${path}/people`)).statusCode).toBe(200)
  expect((await chief.get(`/staff${path}`)).body).not.toContain('/holding')
  expect(await rows('select event_id from event_organiser')).toEqual([{ event_id: idOf(path) }])
  expect(await told()).toHaveLength(1)
  expect(await mailsTo('rosa@example.org')).toHaveLength(2)
  // Held again by its group's new organiser, and left once more: that is told as well.
  const kept = await rows<{ person_id: string }>('delete from event_organiser returning person_id')
  await clock()
  await until(async () => (await told())[1], 'word that nobody holds it again')
  await rows('insert into event_organiser select id, $1 from event', [kept[0]!.person_id])
  await clock()
  await rows('delete from event_organiser')
  program.clock.now = new Date(program.clock.now.getTime() + 60_000)
  await clock()
  await until(async () => (await told())[2], 'word for the third time')
})

test('publishing one date of a series shows those that are the same; what was moved elsewhere, or is forbidden, goes on waiting', async () => {
  program.clock.now = new Date('2027-03-01T12:00:00Z')
  const [zoe, chief] = [await signer(program, 'Zoe'), await staffMember(program, 'administrator')]
  await heldBy(zoe, { day: '2027-03-27', repeat: 'week', times: '4' })
  const dates = await rows<{ id: string }>('select id from event order by starts_at')
  await zoe.post(`/events/${dates[1]!.id}/settings`, { ...EVENT_FORM, day: '2027-04-03', where: '59000 Lille' })
  await rows('update event set published_at = null, listed = false')
  await chief.post('/staff/elections', { name: 'Premier tour', vote_on: '2027-04-11', closes: '20:00' })
  const coordinator = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  expect((await coordinator.post(`/staff/events/${dates[0]!.id}/publication`)).statusCode).toBe(303)
  // The second is in Lille now, the third on the eve of the vote.
  const shown = await rows<{ id: string }>('select id from event where listed order by starts_at')
  expect(shown.map(({ id }) => id)).toEqual([dates[0]!.id, dates[3]!.id])
  program.clock.now = new Date()
})

test('nobody takes over what is called off or over, and so learns who came', async () => {
  const zoe = await signer(program, 'Zoe')
  const path = await heldBy(zoe)
  await visit(path, 'rosa@example.org')
  await rows('delete from event_organiser')
  const ana = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  await addSupporters(program, [{ given_name: 'Ana', family_name: 'Durand', email: ana.email, place: 'FR-69123' }])
  for (const gone of [
    'cancelled_at = now()',
    "cancelled_at = null, starts_at = now() - interval '3 hours', ends_at = now() - interval '1 hour'",
  ]) {
    await rows(`update event set ${gone}, listed = false`)
    expect((await ana.get(`/staff${path}`)).body).not.toContain('/holding')
    expect((await ana.post(`/staff${path}/holding`)).statusCode).toBe(409)
    expect((await ana.get(`${path}/people`)).statusCode).toBe(403)
  }
})
