import { beforeEach, expect, test } from 'vitest'
import { found, signer } from '../../../../tests/support/groups.ts'
import { popplerText, readPdf } from '../../../../tests/support/pdf.ts'
import { countQueries, useProgram } from '../../../../tests/support/program.ts'
import { staffMember, visitorOf } from '../../../../tests/support/staff.ts'
import { workers } from './jobs.ts'
import { forgetting } from './queues.ts'
import { suggestRegistering } from './suggesting.ts'

const program = await useProgram()
const { rows } = program
let vote = ''

beforeEach(async () => {
  program.clock.now = new Date('2027-02-15T12:00:00Z')
  const chief = await staffMember(program, 'administrator')
  await chief.post('/staff/elections', { name: 'Premier tour', kind: 'presidential', vote_on: '2027-04-18', closes: '20:00' })
  vote = (await rows<{ id: string }>('select id from election'))[0]!.id
})

async function twoOf() {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  const group = await found(program, [zoe.person, ana.person])
  return { zoe, ana, path: `/groups/${group}/roll`, group }
}

const press = () => crypto.randomUUID()
const sums = () => rows<{ checked: number; registered: number }>('select checked, registered from roll_drive_day')

test('an organiser begins, members count, and of whom nothing is kept', async () => {
  const { zoe, ana, path } = await twoOf()
  expect((await ana.post(path, { vote, neighbours: '30' })).statusCode).toBe(403)
  expect((await zoe.post(path, { vote, neighbours: '3' })).statusCode).toBe(422)
  expect((await zoe.post(path, { vote, neighbours: '30' })).statusCode).toBe(303)
  expect((await zoe.post(path, { vote, neighbours: '50' })).statusCode).toBe(303)
  expect(await rows('select neighbours from roll_drive')).toEqual([{ neighbours: 30 }])
  const added = await ana.post(`${path}/counts`, { vote, press: press(), checked: '4', registered: '2' })
  expect(added.statusCode).toBe(303)
  const page = (await ana.get(path)).body
  expect(page).toContain('mercredi 10 mars')
  expect(page).toContain('2 inscriptions sur 30')
  expect(await sums()).toEqual([{ checked: 4, registered: 2 }])
  const columns = await rows<{ name: string }>(
    "select column_name as name from information_schema.columns where table_name like 'roll_drive%'",
  )
  expect(columns.filter(({ name }) => /person|by|name|email|phone|at_door/.test(name))).toEqual([])
  const stranger = await signer(program, 'Eve')
  expect((await stranger.get(path)).statusCode).toBe(403)
  expect((await stranger.post(`${path}/counts`, { vote, press: press(), checked: '1' })).statusCode).toBe(403)
})

test('a form that a bad network sends again counts once; a crowd of helpers all count', async () => {
  const { zoe, ana, path } = await twoOf()
  await zoe.post(path, { vote, neighbours: '30' })
  const same = { vote, press: press(), checked: '3', registered: '1' }
  await Promise.all(Array.from({ length: 5 }, () => ana.post(`${path}/counts`, same)))
  expect(await sums()).toEqual([{ checked: 3, registered: 1 }])
  await Promise.all(Array.from({ length: 12 }, () => zoe.post(`${path}/counts`, { vote, press: press(), checked: '1' })))
  expect(await sums()).toEqual([{ checked: 15, registered: 1 }])
})

test('what was just added is taken back once; nothing, and too much, is told beside its field', async () => {
  const { zoe, path } = await twoOf()
  await zoe.post(path, { vote, neighbours: '30' })
  const one = { vote, press: press(), checked: '9', registered: '2' }
  const added = await zoe.post(`${path}/counts`, one)
  expect((await zoe.get(String(added.headers.location))).body).toContain('retirer ce que je viens d’ajouter')
  const backs = await Promise.all([1, 2, 3].map(() => zoe.post(`${path}/back`, { vote, press: one.press })))
  expect(backs.map(({ statusCode }) => statusCode).toSorted()).toEqual([303, 409, 409])
  expect(await sums()).toEqual([{ checked: 0, registered: 0 }])
  const empty = await zoe.post(`${path}/counts`, { vote, press: press() })
  expect(empty.statusCode).toBe(422)
  expect(empty.body).toContain('id="field-checked-error"')
  expect((await zoe.post(`${path}/counts`, { vote, press: press(), checked: '1000' })).statusCode).toBe(422)
  expect((await zoe.post(`${path}/counts`, { vote, press: press(), checked: '-3' })).statusCode).toBe(422)
})

test('what was registered counts without what was checked, on the day that it is where the group lives; of no other vote is anything taken back', async () => {
  const { zoe, path } = await twoOf()
  await zoe.post(path, { vote, neighbours: '30' })
  program.clock.now = new Date('2027-02-15T23:30:00Z')
  const one = { vote, press: press(), registered: '2' }
  const added = await zoe.post(`${path}/counts`, one)
  expect(added.statusCode).toBe(303)
  expect(await rows('select day::text, checked, registered from roll_drive_day')).toEqual([
    { day: '2027-02-16', checked: 0, registered: 2 },
  ])
  const other = `${path}?press=${one.press}&vote=${crypto.randomUUID()}`
  expect((await zoe.get(other)).body).not.toContain('retirer ce que je viens')
})

test('once the vote is over nothing is counted any more, nor taken back', async () => {
  const { zoe, path } = await twoOf()
  await zoe.post(path, { vote, neighbours: '30' })
  const one = { vote, press: press(), checked: '4', registered: '2' }
  // The last evening still counts, by the clocks of the group's town.
  program.clock.now = new Date('2027-04-18T21:00:00Z')
  expect((await zoe.post(`${path}/counts`, one)).statusCode).toBe(303)
  program.clock.now = new Date('2027-04-18T22:00:30Z')
  expect((await zoe.post(`${path}/counts`, { ...one, press: press() })).statusCode).toBe(409)
  expect((await zoe.post(`${path}/back`, { vote, press: one.press })).statusCode).toBe(409)
  expect((await zoe.post(path, { vote, neighbours: '30' })).statusCode).toBe(422)
  expect(await sums()).toEqual([{ checked: 4, registered: 2 }])
})

test('what was added before one of two votes is taken back of that one', async () => {
  const { zoe, path } = await twoOf()
  const chief = await staffMember(program, 'administrator')
  await chief.post('/staff/elections', { name: 'Législatives', kind: 'deputies', vote_on: '2027-06-13', closes: '20:00' })
  const votes = (await rows<{ id: string }>('select id from election order by created_at')).map(({ id }) => id)
  for (const one of votes) await zoe.post(path, { vote: one, neighbours: '30' })
  for (const one of votes) {
    const added = await zoe.post(`${path}/counts`, { vote: one, press: press(), checked: '9' })
    const page = (await zoe.get(String(added.headers.location))).body
    const form = page.slice(page.indexOf(`${path}/back`))
    const [back, pressed] = ['vote', 'press'].map((name) => new RegExp(`name="${name}" value="([^"]+)"`).exec(form)?.[1])
    expect((await zoe.post(`${path}/back`, { vote: back!, press: pressed! })).statusCode).toBe(303)
  }
  expect(await sums()).toEqual([
    { checked: 0, registered: 0 },
    { checked: 0, registered: 0 },
  ])
})

test('the sheet of a group has its date, room for thirty doors, and none for a name', async () => {
  const { zoe, path } = await twoOf()
  const answer = await zoe.get(`${path}/sheet.pdf`)
  expect(answer.headers['content-type']).toBe('application/pdf')
  const { pages, text } = await readPdf(answer.rawPayload)
  expect(pages).toBe(1)
  expect(text).toContain('mercredi 10 mars')
  expect(text).toMatch(/30/)
  expect(text).not.toMatch(/nom\s*:|prénom|adresse\s*:/i)
  const poppler = popplerText(answer.rawPayload)
  if (poppler !== undefined) expect(poppler).toContain('mercredi 10 mars')
})

test('those in charge see the sums of their territory, and not of another', async () => {
  const { zoe, path } = await twoOf()
  await zoe.post(path, { vote, neighbours: '30' })
  await zoe.post(`${path}/counts`, { vote, press: press(), checked: '40', registered: '17' })
  const [here, elsewhere] = [
    await staffMember(program, 'coordinator', { area_id: 'FR-69' }),
    await staffMember(program, 'coordinator', { area_id: 'FR-13' }),
  ]
  expect((await here.get('/staff/roll')).body).toMatch(/Croix-Rousse[\s\S]*17/)
  expect((await elsewhere.get('/staff/roll')).body).not.toContain('Croix-Rousse')
  const queries = await countQueries(program, () => here.get('/staff/roll'))
  expect(Number(queries)).toBeLessThan(12)
})

test('the last weeks stand in calendars, on the page of the group, and in what one can do now; after the end they do not', async () => {
  const { zoe, ana, path, group } = await twoOf()
  await zoe.post(path, { vote, neighbours: '30' })
  const anybody = visitorOf(program)
  const feed = (await anybody.get(`/groups/${group}/events.ics`)).body
  expect(feed).toContain('DTSTART;TZID=Europe/Paris:20270310T090000')
  expect(feed).toContain('DTSTART;TZID=Europe/Paris:20270312T090000')
  expect((await anybody.get('/events.ics')).body).toContain('roll-online')
  expect((await anybody.get('/events.ics?type=canvass')).body).not.toContain('roll-online')
  expect((await anybody.get(`/groups/${group}`)).body).toContain('Pouvoir voter')
  const wish = { minutes: 60, point: undefined, home: false, taste: undefined, person: ana.person, locale: 'fr' } as never
  const keys = async () => (await suggestRegistering(program.app, wish)).map(({ key }) => key.split(' ')[0])
  expect(await keys()).toEqual(['drive', 'roll'])
  program.clock.now = new Date('2027-01-15T12:00:00Z')
  expect(await keys()).toEqual([])
  // The last day still stands there, to its last minute.
  program.clock.now = new Date('2027-03-10T22:59:00Z')
  expect((await anybody.get('/events.ics')).body).toContain('roll-online')
  program.clock.now = new Date('2027-03-10T23:30:00Z')
  expect((await anybody.get('/events.ics')).body).not.toContain('roll-online')
  program.clock.now = new Date('2027-03-11T12:00:00Z')
  expect(await keys()).toEqual(['drive'])
  expect((await anybody.get('/events.ics')).body).not.toContain('roll-online')
  program.clock.now = new Date('2027-03-13T12:00:00Z')
  expect(await keys()).toEqual([])
})

test('a vote that moves moves the days in calendars, and a program that asks again is told', async () => {
  const anybody = visitorOf(program)
  const before = await anybody.get('/events.ics')
  const chief = await staffMember(program, 'administrator')
  await chief.post(`/staff/elections/${vote}/move`, { to: '2027-05-02' })
  const after = await anybody.get('/events.ics')
  expect(after.headers.etag).not.toBe(before.headers.etag)
  expect(after.body).toContain('20270324T090000')
})

test('which forms were sent is forgotten the night after, and what was counted stays', async () => {
  const { zoe, path } = await twoOf()
  await zoe.post(path, { vote, neighbours: '30' })
  await zoe.post(`${path}/counts`, { vote, press: press(), checked: '4', registered: '2' })
  const presses = () => rows('select 1 from roll_drive_press')
  const night = async (moment: string) => {
    program.clock.now = new Date(moment)
    await workers.find(({ queue }) => queue.name === forgetting.name)!.work(program.app, {})
  }
  // A bad network may send it again until tomorrow.
  await night('2027-02-16T03:52:00Z')
  expect(await presses()).toHaveLength(1)
  await night('2027-02-17T03:52:00Z')
  expect(await presses()).toHaveLength(0)
  expect(await sums()).toEqual([{ checked: 4, registered: 2 }])
})
