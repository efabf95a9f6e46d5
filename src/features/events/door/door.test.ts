import sharp from 'sharp'
import { expect, test } from 'vitest'
import { addEvent, asking } from '../../../../tests/support/events.ts'
import { signer, type Signer } from '../../../../tests/support/groups.ts'
import { until, useProgram } from '../../../../tests/support/program.ts'
import { erasePerson } from '../../people/core/commands/leave.ts'
import { erasing } from '../../people/addresses/erasing.ts'
import { placerOf } from '../core/placing.ts'
import { notePresses } from './commands/presses.ts'
import { workers } from './jobs.ts'

const program = await useProgram({ working: true })
const { server, rows } = program
const { transact } = program.app.database
const HOUR = 3_600_000
const uuid = () => crypto.randomUUID()
const at = (minutes: number) => program.clock.now.getTime() + minutes * 60_000

/** An event that begins in an hour, and who comes. */
async function evening(names: string[]) {
  const holder = await signer(program, 'Zoe')
  const event = await addEvent(program, holder.person, { inHours: 1, recipe_id: 'market-leafleting' })
  const guests: (Signer & { sign_up: string; code: string })[] = []
  for (const name of names) {
    const one = await signer(program, name)
    const { id } = await placerOf(program.app)(asking(event, one.person))
    const [{ code }] = (await rows<{ code: string }>('select code from sign_up where id = $1', [id])) as [{ code: string }]
    guests.push({ ...one, sign_up: id, code })
  }
  return { holder, event, guests, path: `/events/${event}` }
}

const sync = (who: Signer, event: string, presses: object[]) => who.send('POST', `/events/${event}/door/presses`, { presses })
const ins = () =>
  rows<{ sign_up_id: string | null; seats: number; at: Date }>('select sign_up_id, seats, at from check_in order by at')

test('by name, without scripts: one press, and one to take it back', async () => {
  const { holder, guests, path } = await evening(['Ana', 'Eva'])
  expect((await holder.get(`${path}/door`)).body).toMatch(/Ana D[\s\S]*Eva D/)
  await holder.post(`${path}/door`, { sign_up: guests[0]!.sign_up })
  await holder.post(`${path}/door`, { sign_up: guests[0]!.sign_up })
  await holder.post(`${path}/door`, { seats: '3' })
  expect((await ins()).map(({ seats }) => seats).toSorted()).toEqual([1, 3])
  await holder.post(`${path}/door`, { sign_up: guests[0]!.sign_up, undo: 'true' })
  expect(await ins()).toHaveLength(1)
})

test('two phones scan one ticket without network: one entry, at the first time, whichever arrives first', async () => {
  for (const order of [
    [5, 2],
    [2, 5],
  ]) {
    const { holder, event, guests } = await evening(['Ana'])
    program.clock.now = new Date(program.clock.now.getTime() + HOUR)
    const presses = order.map((minutes) => ({ id: uuid(), code: guests[0]!.code, at: at(-minutes) }))
    for (const press of presses)
      expect((await sync(holder, event, [press])).json()).toMatchObject({ taken: [press.id], present: 1 })
    // Sent again by a phone that got no answer.
    await sync(holder, event, presses)
    const all = await rows<{ at: Date }>('select at from check_in where event_id = $1', [event])
    expect(all).toEqual([{ at: new Date(at(-5)) }])
  }
})

test('a crowd of phones that send at once: everybody is in once, at the first time', async () => {
  const { event, guests } = await evening(['Ana', 'Eva', 'Leo'])
  program.clock.now = new Date(program.clock.now.getTime() + HOUR)
  const now = program.clock.now
  const phones = Array.from({ length: 20 }, (_, n) =>
    guests.map(({ sign_up }) => ({ id: uuid(), sign_up, at: new Date(now.getTime() - n * 60_000) })),
  )
  await Promise.all(phones.map((presses) => transact((tx) => notePresses(tx, { event, presses }, now))))
  expect((await ins()).map(({ at: moment }) => moment.getTime())).toEqual(Array(3).fill(now.getTime() - 19 * 60_000))
})

test('whatever arrives first, and however often: who is in is the same', async () => {
  const { event, guests } = await evening(['Ana'])
  program.clock.now = new Date(program.clock.now.getTime() + HOUR)
  const { sign_up } = guests[0]!
  const moment = (minutes: number) => new Date(at(minutes))
  const inAgain = { id: uuid(), sign_up, at: moment(-10) }
  const presses = [
    { id: uuid(), sign_up, at: moment(-30) },
    { id: uuid(), sign_up, undo: true, at: moment(-20) },
    inAgain,
    { id: uuid(), sign_up, at: moment(-5) },
  ]
  for (let trial = 0; trial < 20; trial += 1) {
    await rows('delete from door_press returning id')
    const order = [...presses, ...presses].toSorted(() => Math.random() - 0.5)
    for (const press of order) await transact((tx) => notePresses(tx, { event, presses: [press] }, program.clock.now))
    expect((await ins()).map((one) => one.at)).toEqual([inAgain.at])
  }
  await transact((tx) =>
    notePresses(tx, { event, presses: [{ id: uuid(), sign_up, undo: true, at: moment(-1) }] }, program.clock.now),
  )
  // A phone that had no network sends what it had pressed before somebody took it back.
  await transact((tx) => notePresses(tx, { event, presses }, program.clock.now))
  expect(await ins()).toEqual([])
})

test('three who just came were two: taken back by the press that let them in, with scripts and without', async () => {
  const { holder, event, path } = await evening([])
  program.clock.now = new Date(program.clock.now.getTime() + HOUR)
  const mistake = { id: uuid(), seats: 3, at: at(-1) }
  await sync(holder, event, [mistake, { id: uuid(), seats: 2, at: at(-2) }])
  const answer = await sync(holder, event, [{ id: uuid(), walk_in: mistake.id, undo: true, at: at(0) }])
  expect(answer.json()).toMatchObject({ present: 2 })
  const page = (await holder.get(`${path}/door`)).body
  expect(page).toMatch(/Annuler le dernier «.\+2.»/)
  const [, walk_in] = /name="walk_in" value="([^"]+)"/.exec(page)!
  await holder.post(`${path}/door`, { walk_in: walk_in!, undo: 'true' })
  expect(await ins()).toEqual([])
  // Taking back nothing, or somebody of another door, takes nobody.
  expect((await sync(holder, event, [{ id: uuid(), undo: true, at: at(0) }])).json()).toMatchObject({ taken: [] })
})

test('what a phone claims is looked at: another event’s ticket, a clock of next year, a thousand presses', async () => {
  const { holder, event, guests } = await evening(['Eva'])
  const { guests: others } = await evening(['Ana'])
  const wrong = { id: uuid(), code: others[0]!.code, at: at(0) }
  expect((await sync(holder, event, [wrong])).json()).toEqual({ taken: [], present: 0, sign_ups: [] })
  await sync(holder, event, [{ id: uuid(), seats: 1, at: at(60 * 24 * 365) }])
  expect((await ins())[0]!.at).toEqual(program.clock.now)
  await sync(holder, event, [{ id: uuid(), seats: 1, at: 0 }])
  expect((await ins())[0]!.at.getTime()).toBeGreaterThan(at(-60 * 12))
  expect((await sync(holder, event, [{ id: 'x', at: 0 }])).statusCode).toBe(422)
  expect((await sync(holder, event, [{ id: uuid(), seats: 51, at: 0 }])).statusCode).toBe(422)
  // One press names one person; and who signed up is not taken back as one who just came.
  const two = { id: uuid(), sign_up: guests[0]!.sign_up, code: guests[0]!.code, at: at(0) }
  const forged = { id: uuid(), walk_in: guests[0]!.sign_up, undo: true, at: at(1) }
  expect((await sync(holder, event, [two, forged])).json().taken).toEqual([])
  const many = Array.from({ length: 501 }, () => ({ id: uuid(), at: at(0) }))
  expect((await sync(holder, event, many)).statusCode).toBe(422)
})

test('the door is for who holds the event, and while it is near', async () => {
  const { holder, event, guests, path } = await evening(['Ana'])
  const [ana] = guests as [Signer & { sign_up: string; code: string }]
  expect((await ana.get(`${path}/door`)).statusCode).toBe(403)
  expect((await ana.get(`${path}/door/${ana.code}`)).statusCode).toBe(403)
  expect((await ana.post(`${path}/door`, { sign_up: ana.sign_up })).statusCode).toBe(403)
  expect((await sync(ana, event, [])).statusCode).toBe(403)
  expect((await server.inject(`${path}/door/${ana.code}`)).statusCode).toBe(303)
  expect((await holder.get(`${path}/door/${ana.code}`)).body).toContain('Ana D')
  expect((await holder.get(`${path}/door/zzzzzzzzzzzz`)).statusCode).toBe(404)
  program.clock.now = new Date(program.clock.now.getTime() + 48 * HOUR)
  expect((await holder.post(`${path}/door`, { sign_up: ana.sign_up })).statusCode).toBe(409)
  expect((await sync(holder, event, [{ id: uuid(), sign_up: ana.sign_up, at: at(0) }])).statusCode).toBe(409)
  expect(await ins()).toHaveLength(0)
  expect((await holder.get(`${path}/door`)).body).not.toContain('<button type="submit" name="sign_up"')
})

test('who held it is asked what came of it, by one mail and first of all when she comes back, until it is told', async () => {
  const { holder, path } = await evening([])
  const asking = () => workers.find(({ queue }) => queue.name === 'door.asking')!.work(program.app, {})
  const asked = async () => (await program.mails()).filter(({ to }) => to?.[0]?.address === holder.email)
  await asking()
  program.clock.now = new Date(program.clock.now.getTime() + 20 * HOUR)
  await asking()
  await asking()
  const mail = await until(async () => (await asked())[0], 'mail to who held it')
  expect(mail.text).toContain(`${path}/report`)
  expect((await holder.get('/me/home')).body).toContain(`${path}/report`)
  // A zero that nobody counted is not typed in for her.
  expect((await holder.get(`${path}/report`)).body).not.toContain('value="0"')
  await holder.post(`${path}/report`, { present: '3' })
  expect((await holder.get('/me/home')).body).not.toContain(`${path}/report`)
  program.clock.now = new Date(program.clock.now.getTime() + 20 * HOUR)
  await asking()
  expect(await asked()).toHaveLength(1)
})

test('somebody who is erased goes from the door’s list too', async () => {
  const { holder, guests, path } = await evening(['Ana', 'Eva'])
  for (const { sign_up } of guests) await holder.post(`${path}/door`, { sign_up })
  await transact((tx) =>
    erasePerson(tx, {
      person: guests[0]!.person,
      now: program.clock.now,
      ...erasing(program.app),
    }),
  )
  const page = (await holder.get(`${path}/door`)).body
  expect(page).not.toContain('Ana')
  expect(page).toContain('Eva')
  expect(await ins()).toHaveLength(1)
})

test('who held it tells in figures of its type; it counts once as a deed of its recipe; anybody reads sums and no name', async () => {
  const { holder, guests, path } = await evening(['Ana', 'Eva'])
  expect((await holder.post(`${path}/report`, { present: '3' })).statusCode).toBe(409)
  for (const { sign_up } of guests) await holder.post(`${path}/door`, { sign_up })
  program.clock.now = new Date(program.clock.now.getTime() + 4 * HOUR)
  expect((await holder.get(`${path}/report`)).body).toContain('value="2"')
  expect((await holder.post(`${path}/report`, { present: 'many' })).statusCode).toBe(422)
  const told = {
    present: '7',
    'figures[leaflets]': '200',
    'figures[doors]': '9',
    words: 'Belle matinée',
    next_step: 'Samedi encore',
  }
  expect((await holder.post(`${path}/report`, told)).statusCode).toBe(303)
  await holder.post(`${path}/report`, { ...told, 'figures[leaflets]': '250' })
  expect(await rows('select people, figures, person_id from recipe_deed')).toEqual([
    { people: 7, figures: { leaflets: 250 }, person_id: null },
  ])
  const page = (await server.inject(`${path}/outcome`)).body
  for (const said of ['250', 'Belle matinée', 'Samedi encore']) expect(page).toContain(said)
  expect(page).not.toContain('Ana')
  expect((await server.inject(path)).body).toContain(`${path}/outcome`)
  expect((await guests[0]!.post(`${path}/report`, told)).statusCode).toBe(403)
})

/** Sends the form of a picture as a browser does. */
async function send(who: Signer, path: string, { bytes, type = 'image/jpeg' }: { bytes: Buffer; type?: string }) {
  const form = new FormData()
  for (const [name, value] of [
    ['words', 'Une table au marché'],
    ['agreed', 'true'],
  ])
    form.append(name!, value!)
  form.append('picture', new Blob([new Uint8Array(bytes)], { type }), 'photo')
  const request = new Request('http://localhost/', { method: 'POST', body: form })
  return server.inject({
    method: 'POST',
    url: `${path}/pictures`,
    headers: {
      'content-type': request.headers.get('content-type')!,
      cookie: Array.from(who.cookies, ([name, value]) => `${name}=${value}`).join('; '),
      origin: 'http://localhost:3000',
    },
    payload: Buffer.from(await request.arrayBuffer()),
  })
}

test('pictures are drawn anew without their place; a bomb and a script in SVG are none; six at most, also for a crowd', async () => {
  const { holder, path } = await evening([])
  program.clock.now = new Date(program.clock.now.getTime() + 2 * HOUR)
  const photo = await sharp({ create: { width: 80, height: 60, channels: 3, background: 'green' } })
    .withExif({ IFD3: { GPSLatitude: '45/1 45/1 0/1', GPSLatitudeRef: 'N' } })
    .jpeg()
    .toBuffer()
  expect((await send(holder, path, { bytes: photo })).statusCode).toBe(303)
  const [{ bytes }] = (await rows<{ bytes: Buffer }>('select bytes from outcome_picture')) as [{ bytes: Buffer }]
  const { exif, format } = await sharp(bytes).metadata()
  expect([exif, format]).toEqual([undefined, 'webp'])
  const bomb = await sharp({ create: { width: 9000, height: 9000, channels: 3, background: 'black' }, limitInputPixels: false })
    .png()
    .toBuffer()
  expect((await send(holder, path, { bytes: bomb, type: 'image/png' })).statusCode).toBe(422)
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')
  expect((await send(holder, path, { bytes: svg, type: 'image/svg+xml' })).statusCode).toBe(422)
  // Of one account two are taken at a time: the last pair races for the last place.
  for (let pair = 0; pair < 4; pair++) await Promise.all([1, 2].map(() => send(holder, path, { bytes: photo })))
  expect(await rows('select 1 from outcome_picture')).toHaveLength(6)
  const src = /src="(\/events\/[^"]+pictures[^"]+)"/.exec((await server.inject(`${path}/outcome`)).body)![1]!
  expect((await server.inject(src)).headers['content-type']).toBe('image/webp')
})
