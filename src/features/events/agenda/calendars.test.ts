import ICAL from 'ical.js'
import { sync } from 'node-ical'
import { expect, test } from 'vitest'
import { addEvent } from '../../../../tests/support/events.ts'
import { found, signer, type Signer } from '../../../../tests/support/groups.ts'
import { EVENT_FORM, holdingIn } from '../../../../tests/support/holding.ts'
import { useProgram } from '../../../../tests/support/program.ts'

const program = await useProgram({ working: true })
const { server, rows } = program
const { heldBy, dayIn, mailTo } = holdingIn(program)

const LYON = { place_id: 'FR-69123', department_id: 'FR-69', lng: 4.835, lat: 45.758 }
const FAR = { department_id: 'FR-987', lng: -139.03, lat: -9.8 }
const PAPEETE = { ...FAR, place_id: 'FR-98735', time_zone: 'Pacific/Tahiti' }
const ATUONA = { ...FAR, place_id: 'FR-98723', time_zone: 'Pacific/Marquesas' }

type Told = { uid: string; sequence: string; status: string; starts: number }

/** What two readers find in a calendar; they must agree. */
function told(text: string): Told[] {
  const events = new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((one) => {
    const { uid, sequence, startDate } = new ICAL.Event(one)
    const status = String(one.getFirstPropertyValue('status'))
    return { uid, sequence: String(sequence), status, starts: startDate.toUnixTime() * 1000 }
  })
  const others = Object.values(sync.parseICS(text)).filter((one) => one?.type === 'VEVENT')
  expect(others.map(({ uid, start }) => [uid, start.getTime()])).toEqual(events.map(({ uid, starts }) => [uid, starts]))
  return events
}

const feed = async (path: string) => told((await server.inject(path)).body)
const one = async (path: string, who?: Signer) => {
  const entries = told((await (who ? who.get(path) : server.inject(path))).body)
  expect(entries, path).toHaveLength(1)
  return entries[0]!
}

/** Her own calendar, by its secret address. */
async function ownFeed(who: Signer): Promise<Told[]> {
  await who.post('/me/calendar')
  return feed(/(\/calendars\/[^<"]+\.ics)/.exec((await who.get('/me/weekly')).body)![1]!)
}

/** What comes with a letter to her. */
async function attached(who: Signer, subject: RegExp): Promise<Told> {
  const { attachments } = await mailTo(who.email, subject)
  return told(Buffer.from(attachments[0]!.content as ArrayBuffer).toString())[0]!
}

const HOUR = 3_600_000
/** What is changed is changed later. */
const later = () => void (program.clock.now = new Date(program.clock.now.getTime() + 60_000))

test('an event has one UID wherever it is exported, and its number grows when it is moved and called off', async () => {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  const group = await found(program, [zoe.person])
  const path = await heldBy(zoe, { group })
  const own = (await ana.post(`${path}/sign-up`)).headers.location as string
  const listed = async () => [await one(`${path}/calendar.ics`), await one(`/groups/${group}/events.ics`)]
  const hers = async () => [await one(`${own}/calendar.ics`, ana), (await ownFeed(ana))[0]!, (await ownFeed(zoe))[0]!]
  const [first, ...same] = [...(await listed()), await one('/events.ics'), ...(await hers()), await attached(ana, /^C’est noté/)]
  expect(first!.uid).toMatch(new RegExp(`^event-${path.split('/').at(-1)}@`))
  expect(first).toMatchObject({ sequence: '1', status: 'CONFIRMED' })
  for (const other of same) expect(other).toEqual(first)

  later()
  await zoe.post(`${path}/settings`, { ...EVENT_FORM, day: dayIn(3), hour: '11:00', ends_hour: '13:00', group })
  const moved = { ...first, sequence: '2', starts: first!.starts + HOUR }
  expect([...(await listed()), await one('/events.ics'), ...(await hers()), await attached(ana, /[Cc]hang/)]).toEqual(
    Array.from({ length: 7 }, () => moved),
  )

  later()
  await zoe.post(`${path}/cancellation`, {})
  const off = { ...moved, sequence: '3', status: 'CANCELLED' }
  expect([...(await listed()), ...(await hers()), await attached(ana, /annul/i)]).toEqual(Array.from({ length: 6 }, () => off))
  // Around a place stands only what is to come.
  expect(await feed('/events.ics')).toEqual([])
})

test('the dates of a series are meetings of their own, and keep their UIDs when all that follow are moved', async () => {
  const zoe = await signer(program, 'Zoe')
  const path = await heldBy(zoe, { repeat: 'week', times: '3' })
  const before = await feed('/events.ics')
  expect(new Set(before.map(({ uid }) => uid)).size).toBe(3)
  later()
  await zoe.post(`${path}/settings`, { ...EVENT_FORM, day: dayIn(3), hour: '11:00', ends_hour: '13:00', following: 'true' })
  expect(await feed('/events.ics')).toEqual(before.map((told) => ({ ...told, sequence: '2', starts: told.starts + HOUR })))
})

test('a meeting of a group has one UID in its own file and in the calendar of all that is hers, also when it is moved and called off', async () => {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  const group = await found(program, [zoe.person, ana.person])
  await zoe.post(`/groups/${group}/meetings`, { day: dayIn(3), hour: '19:00' })
  const [{ id }] = (await rows<{ id: string }>('select id from meeting')) as [{ id: string }]
  const path = `/groups/${group}/meetings/${id}`
  const everywhere = async () => [await one(`${path}/calendar.ics`, ana), ...(await ownFeed(ana)), ...(await ownFeed(zoe))]
  const [first, ...same] = await everywhere()
  expect(first).toMatchObject({ uid: expect.stringMatching(`^meeting-${id}@`), sequence: '1', status: 'CONFIRMED' })
  expect(same).toEqual([first, first])
  later()
  await zoe.post(path, { day: dayIn(3), hour: '20:00' })
  const moved = { ...first, sequence: '2', starts: first!.starts + HOUR }
  expect(await everywhere()).toEqual([moved, moved, moved])
  later()
  await zoe.post(`${path}/cancellation`)
  const off = { ...moved, sequence: '3', status: 'CANCELLED' }
  expect(await everywhere()).toEqual([off, off, off])
})

test('each is told by the clocks of its place; each zone stands once at the head, before and after a restart of memory', async () => {
  const zoe = await signer(program, 'Zoe')
  for (const [n, where] of [LYON, PAPEETE, ATUONA, ATUONA].entries())
    await addEvent(program, zoe.person, { title: `Soirée ${n}`, ...where })
  const { body } = await server.inject('/events.ics')
  expect((await server.inject('/events.ics')).body).toBe(body)
  expect(body.match(/(?<=BEGIN:VTIMEZONE\r\nTZID:)\S+/g)!.toSorted()).toEqual([
    'Europe/Paris',
    'Pacific/Marquesas',
    'Pacific/Tahiti',
  ])
  expect(body.lastIndexOf('END:VTIMEZONE')).toBeLessThan(body.indexOf('BEGIN:VEVENT'))
  const starts = program.clock.now.getTime() + 24 * HOUR
  expect(told(body).map((event) => event.starts)).toEqual(Array.from({ length: 4 }, () => Math.floor(starts / 1000) * 1000))
  const atuona = (await server.inject('/events.ics?near=-9.8,-139.03&km=50')).body
  expect(atuona.match(/(?<=BEGIN:VTIMEZONE\r\nTZID:)\S+/g)!.toSorted()).toEqual(['Pacific/Marquesas', 'Pacific/Tahiti'])
})

test('a calendar in which nothing stands is one that two readers take', async () => {
  expect(await feed('/events.ics')).toEqual([])
  expect((await server.inject('/events.ics')).body).toContain('BEGIN:VTIMEZONE\r\nTZID:Europe/Paris')
  expect(await ownFeed(await signer(program, 'Ana'))).toEqual([])
})
