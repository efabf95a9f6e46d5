import { beforeEach, expect, test } from 'vitest'
import { signer } from '../../../../tests/support/groups.ts'
import { EVENT_FORM, holdingIn, HOUR } from '../../../../tests/support/holding.ts'
import { useProgram } from '../../../../tests/support/program.ts'

const program = await useProgram({ working: true })
const { rows } = program
const { dayIn, heldBy, mailTo, mailsTo, clock } = holdingIn(program)

beforeEach(() => rows('update event_policy set first_waits = false'))

test('a series keeps its hours; a date changed by itself stays so when the rest is changed from the middle on', async () => {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  await heldBy(zoe, { repeat: 'week', times: '4' })
  const dates = await rows<{ id: string; starts_at: Date }>('select id, starts_at from event order by starts_at')
  expect(dates).toHaveLength(4)
  const [, second, third, fourth] = dates.map(({ id }) => `/events/${id}`)
  await ana.post(`${fourth}/sign-up`)
  await zoe.post(`${third}/settings`, { ...EVENT_FORM, day: dayIn(18), title: 'Autrement' })
  await zoe.post(`${second}/settings`, { ...EVENT_FORM, day: dayIn(11), hour: '14:00', ends_hour: '16:00', following: 'true' })
  const after = await rows<{ title: string; day: string; hour: string; detached: boolean }>(
    "select title, to_char(starts_at at time zone 'Europe/Paris', 'YYYY-MM-DD') as day, to_char(starts_at at time zone 'Europe/Paris', 'HH24:MI') as hour, detached from event order by starts_at",
  )
  expect(after).toEqual([
    { title: 'Tracts au marché', day: dayIn(3), hour: '10:00', detached: false },
    { title: 'Tracts au marché', day: dayIn(11), hour: '14:00', detached: false },
    { title: 'Autrement', day: dayIn(18), hour: '10:00', detached: true },
    { title: 'Tracts au marché', day: dayIn(25), hour: '14:00', detached: false },
  ])
  await mailTo(ana.email, /^Changement/)
  await zoe.post(`${second}/cancellation`, { following: 'true' })
  // Also the date that was changed by itself: the hall is closed for all of them.
  expect(await rows('select 1 from event where cancelled_at is null')).toHaveLength(1)
})

test('an event that is moved keeps its length, and its shifts move along', async () => {
  const zoe = await signer(program, 'Zoe')
  const path = await heldBy(zoe, { hour: '22:00', ends_hour: '01:00' })
  await zoe.post(`${path}/roles`, { name: 'Rangement', starts: '23:00', ends: '23:30', capacity: '2' })
  const page = (await zoe.get(`${path}/settings`)).body
  // The day of its end is the usual one: nobody has to change it as well.
  expect(/name="ends_day"[^>]*value="([^"]*)"/.exec(page)?.[1] ?? '').toBe('')
  const night = { ...EVENT_FORM, hour: '22:00', ends_hour: '01:00' }
  expect((await zoe.post(`${path}/settings`, { ...night, day: dayIn(2) })).statusCode).toBe(303)
  const [span] = await rows<{ hours: number; early: number }>(
    `select extract(epoch from e.ends_at - e.starts_at)::float8 / 3600 as hours, extract(epoch from r.starts_at - e.starts_at)::float8 / 3600 as early
      from event e join event_role r on r.event_id = e.id`,
  )
  expect(span).toEqual({ hours: 3, early: 1 })
})

test('the rest of a series is changed only in what was changed of its date', async () => {
  const zoe = await signer(program, 'Zoe')
  await heldBy(zoe, { repeat: 'week', times: '3' })
  const [first, second] = (await rows<{ id: string }>('select id from event order by starts_at')).map(({ id }) => `/events/${id}`)
  await zoe.post(`${second}/settings`, { ...EVENT_FORM, day: dayIn(10), capacity: '30' })
  await zoe.post(`${first}/settings`, { ...EVENT_FORM, day: dayIn(3), title: 'Tracts', following: 'true' })
  expect(await rows('select title, capacity from event order by starts_at')).toEqual([
    { title: 'Tracts', capacity: null },
    { title: 'Tracts au marché', capacity: 30 },
    { title: 'Tracts', capacity: null },
  ])
})

test('an hour that a night of spring skips is set to the next; each date of a series keeps its hour on the clock', async () => {
  program.clock.now = new Date('2027-03-10T12:00:00Z')
  const zoe = await signer(program, 'Zoe')
  await heldBy(zoe, { day: '2027-03-21', hour: '10:00', ends_hour: '12:00', repeat: 'week', times: '2' })
  expect(await rows('select starts_at from event order by starts_at')).toEqual([
    { starts_at: new Date('2027-03-21T09:00:00Z') },
    { starts_at: new Date('2027-03-28T08:00:00Z') },
  ])
})

test('elsewhere, it is no longer where its old point was', async () => {
  const zoe = await signer(program, 'Zoe')
  const point = { lat: '45.7600', lng: '4.8400', address: '3 rue Mazenod', precision: 'exact' }
  const path = await heldBy(zoe, point)
  expect(await rows('select exact_lat from event')).toEqual([{ exact_lat: 45.76 }])
  const gone = await zoe.post(`${path}/settings`, {
    ...EVENT_FORM,
    ...point,
    day: dayIn(3),
    where: '75011 Paris',
    address: '',
    precision: 'town',
  })
  expect(gone.statusCode).toBe(303)
  const [row] = await rows<{ place_id: string; exact_lat: number | null; lat: number }>(
    'select place_id, exact_lat, lat from event',
  )
  expect(row).toMatchObject({ place_id: 'FR-75056', exact_lat: null })
  expect(row!.lat).toBeGreaterThan(48)
})

test('of what was taken off the lists nobody is told a change; that it is called off, they are', async () => {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  const path = await heldBy(zoe)
  const own = (await ana.post(`${path}/sign-up`)).headers.location as string
  await mailTo(ana.email, /^C’est noté/)
  await rows("update event set unlisted_at = now(), unlist_reason = 'Lieu privé', listed = false")
  await zoe.post(`${path}/settings`, { ...EVENT_FORM, day: dayIn(3), hour: '11:00' })
  await zoe.post(`${path}/cancellation`, { reason: 'La salle est fermée.' })
  await mailTo(ana.email, /^Annulé/)
  expect((await mailsTo(ana.email)).filter(({ subject }) => subject?.startsWith('Changement'))).toHaveLength(0)
  expect((await ana.get(own)).body).toContain('La salle est fermée.')
  program.clock.now = new Date(program.clock.now.getTime() + 2.5 * 24 * HOUR)
  await clock()
  expect((await mailsTo(ana.email)).filter(({ subject }) => subject?.startsWith('Demain'))).toHaveLength(0)
})
