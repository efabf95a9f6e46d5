import { expect, test } from 'vitest'
import ICAL from 'ical.js'
import { addEvent, asking } from '../../../../tests/support/events.ts'
import { found, signer, type Signer } from '../../../../tests/support/groups.ts'
import { movementOf } from '../../../../tests/support/home.ts'
import { countQueries, linkIn, until, useProgram } from '../../../../tests/support/program.ts'
import { oneClick, postForm } from '../../../../tests/support/signing.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { leavePath } from '#people'
import { weeklyLinks } from './links.ts'
import { cancelEvent } from '../core/commands/cancel.ts'
import { placerOf } from '../core/placing.ts'
import { workers } from './jobs.ts'

const program = await useProgram({ working: true })
const { server, rows } = program
const { transact } = program.app.database
const weekly = () => workers.find(({ queue }) => queue.name === 'agenda.weekly')!.work(program.app, {})
const TOWNS = {
  lyon: { place_id: 'FR-69123', department_id: 'FR-69', lng: 4.835, lat: 45.758 },
  villeurbanne: { place_id: 'FR-69266', department_id: 'FR-69', lng: 4.8869, lat: 45.7719 },
  marseille: { place_id: 'FR-13055', department_id: 'FR-13', lng: 5.3699, lat: 43.2965 },
}
const LYON = '45.76,4.835'
const PAPEETE = { place_id: 'FR-98735', department_id: 'FR-987', lng: -149.6035, lat: -17.5593, time_zone: 'Pacific/Tahiti' }

async function three(zoe: Signer) {
  return {
    near: await addEvent(program, zoe.person, { title: 'Ici', ...TOWNS.lyon }),
    far: await addEvent(program, zoe.person, { title: 'Loin', type: 'canvass', ...TOWNS.marseille }),
    late: await addEvent(program, zoe.person, { title: 'Dans vingt jours', inHours: 480, ...TOWNS.villeurbanne }),
  }
}

const events = async (query: string) =>
  (await server.inject(`/api/v1/events${query}`)).json().events as { id: string; title: string; distance_km?: number }[]
const titles = async (query: string) => (await events(query)).map(({ title }) => title)

test('the nearest first, within the days that one asks for', async () => {
  await three(await signer(program, 'Zoe'))
  const page = (await server.inject('/events?where=69003')).body
  expect(page).toContain('Ici')
  expect(page.indexOf('Ici')).toBeLessThan(page.indexOf('Loin'))
  expect(page).not.toContain('Dans vingt jours')
  expect((await server.inject('/events?where=69003&period=month')).body).toContain('Dans vingt jours')
  expect((await server.inject('/events?where=69003&type=canvass')).body).not.toContain('Ici')
  expect((await server.inject('/events?where=Nullepart')).body).toContain('Aucun lieu')
  const all = (await server.inject('/events')).body
  expect(all).toContain('3 rendez-vous à venir')
})

test('today and the weekend are those of the place one looks from, wherever the movement is at home', async () => {
  const zoe = await signer(program, 'Zoe')
  // 23:00 in Paris, noon of the same Tuesday in Papeete.
  const at = (moment: string) => void (program.clock.now = new Date(moment))
  at('2026-11-24T22:00:00Z')
  const hold = (title: string, starts: string) =>
    addEvent(program, zoe.person, { title, ...PAPEETE, inHours: (Date.parse(starts) - program.clock.now.getTime()) / 3_600_000 })
  await hold('Ce soir', '2026-11-24T19:00-10:00')
  await hold('Demain matin', '2026-11-25T08:00-10:00')
  await hold('Dimanche soir', '2026-11-29T21:00-10:00')
  const seen = async (query: string) => {
    const { body } = await server.inject(`/events?${query}`)
    return ['Ce soir', 'Demain matin', 'Dimanche soir'].filter((title) => body.includes(title))
  }
  for (const where of ['where=Papeete', 'lat=-17.55&lng=-149.6']) {
    expect(await seen(`${where}&period=today`), where).toEqual(['Ce soir'])
    expect(await seen(`${where}&period=weekend`), where).toEqual(['Dimanche soir'])
  }
  // From nowhere, a day is one of the movement's.
  expect(await seen('period=today')).toEqual([])
  movementOf(program, { timeZone: 'Pacific/Tahiti' })
  expect(await seen('period=today')).toEqual(['Ce soir'])
  // In Paris it is Monday, and the next weekend the one to come.
  at('2026-11-29T20:00-10:00')
  expect(await seen('where=Papeete&period=weekend')).toEqual(['Dimanche soir'])
})

test('programs get the same: near, in a box, of a type, of a group, in a span of time, page by page', async () => {
  const zoe = await signer(program, 'Zoe')
  const group = await found(program, [zoe.person])
  const { near } = await three(zoe)
  const held = await addEvent(program, zoe.person, { title: 'Du groupe', inHours: 30, group, ...TOWNS.villeurbanne, lng: 4.86 })
  expect(await titles(`?near=${LYON}`)).toEqual(['Ici', 'Du groupe', 'Dans vingt jours', 'Loin'])
  expect((await events(`?near=${LYON}`))[0]!.distance_km).toBeLessThan(1)
  expect(await titles('?type=canvass')).toEqual(['Loin'])
  expect(await titles('?bbox=4,45,6,46')).toEqual(['Ici', 'Du groupe', 'Dans vingt jours'])
  expect(await titles(`?group=${group}`)).toEqual(['Du groupe'])
  const soon = new Date(program.clock.now.getTime() + 100 * 3_600_000).toISOString()
  expect(await titles(`?to=${soon}`)).toEqual(['Ici', 'Loin', 'Du groupe'])
  for (const query of [`?near=${LYON}&limit=2`, '?limit=2']) {
    const first = (await server.inject(`/api/v1/events${query}`)).json()
    const second = (await server.inject(`/api/v1/events${query}&after=${first.next}`)).json()
    expect(new Set([...first.events, ...second.events].map(({ id }: { id: string }) => id)).size).toBe(4)
  }
  for (const wrong of ['?near=99,4', '?after=x', '?limit=0', '?bbox=1,2,3', '?from=yesterday'])
    expect((await server.inject(`/api/v1/events${wrong}`)).statusCode, wrong).toBeGreaterThanOrEqual(400)
  await transact((tx) => cancelEvent(tx, { event: near, reason: null, following: false }, program.clock.now))
  expect(await titles(`?near=${LYON}`)).not.toContain('Ici')
  expect(await titles(`?group=${group}`)).toEqual([(await events('?limit=100')).find(({ id }) => id === held)!.title])
})

test('where it is exactly, and the online link, are in no list and no feed', async () => {
  const zoe = await signer(program, 'Zoe')
  const secret = {
    address: '3 rue Mazenod',
    exact_lng: 4.84123,
    exact_lat: 45.75123,
    online_url: 'https://meet.example.org/x',
    attendance: 'both' as const,
  }
  await addEvent(program, zoe.person, { ...TOWNS.lyon, ...secret })
  for (const path of [
    '/events',
    '/events?where=69003',
    '/api/v1/events',
    `/api/v1/events?near=${LYON}`,
    '/events.ics',
    '/events.atom',
    '/events/map.json?west=4&south=45&east=6&north=46',
  ]) {
    const { body, statusCode } = await server.inject(path)
    expect(statusCode).toBe(200)
    for (const one of ['Mazenod', '4.84123', 'meet.example.org']) expect(body, path).not.toContain(one)
  }
})

test('a calendar of many opens in a program that is not ours; it answers "not changed" until something is', async () => {
  const zoe = await signer(program, 'Zoe')
  const { near } = await three(zoe)
  const feed = await server.inject('/events.ics')
  expect(feed.headers['content-type']).toContain('text/calendar')
  const parsed = new ICAL.Component(ICAL.parse(feed.body))
  const entries = parsed.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one))
  expect(entries.map(({ summary }) => summary).toSorted()).toEqual(['Dans vingt jours', 'Ici', 'Loin'])
  const [{ starts_at }] = (await rows<{ starts_at: Date }>('select starts_at from event where id = $1', [near])) as [
    { starts_at: Date },
  ]
  const own = entries.find(({ summary }) => summary === 'Ici')!
  expect(Math.abs(own.startDate.toJSDate().getTime() - starts_at.getTime())).toBeLessThan(1000)
  const again = () => server.inject({ url: '/events.ics', headers: { 'if-none-match': feed.headers.etag as string } })
  expect((await again()).statusCode).toBe(304)
  // A proxy that compressed it asks by several, its own a weak one (RFC 9110 §8.8.3).
  const weak = { 'if-none-match': `"other", W/${feed.headers.etag as string}` }
  expect((await server.inject({ url: '/events.ics', headers: weak })).statusCode).toBe(304)
  await rows("update event set title = 'Ailleurs', changed_at = changed_at + interval '1 minute' where id = $1 returning id", [
    near,
  ])
  expect((await again()).body).toContain('Ailleurs')
  expect((await server.inject(`/events.ics?near=${LYON}&km=20`)).body).not.toContain('Loin')
  expect((await server.inject('/events.ics?type=canvass')).body).not.toContain('Ailleurs')
  const atom = await server.inject('/events.atom')
  expect(atom.headers['content-type']).toContain('application/atom+xml')
  expect(atom.body.match(/<entry>/g)).toHaveLength(3)
})

test('the calendar of a group holds what it holds or agreed to hold with others, and nothing once it is off the lists', async () => {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  const [group, other] = [await found(program, [zoe.person]), await found(program, [ana.person])]
  const held = await addEvent(program, zoe.person, { title: 'La nôtre', group, ...TOWNS.lyon })
  const asked = await addEvent(program, ana.person, { title: 'La leur', group: other, ...TOWNS.lyon })
  const summaries = async (query: string) =>
    new ICAL.Component(ICAL.parse((await server.inject(`/events.ics?${query}`)).body))
      .getAllSubcomponents('vevent')
      .map((one) => new ICAL.Event(one).summary)
  await rows('insert into event_host (event_id, group_id, asked_at) values ($1, $2, now()) returning event_id', [asked, group])
  expect(await summaries(`group=${group}`)).toEqual(['La nôtre'])
  await rows('update event_host set accepted_at = now() where event_id = $1 and group_id = $2 returning event_id', [asked, group])
  expect((await summaries(`group=${group}`)).toSorted()).toEqual(['La leur', 'La nôtre'])
  await rows('update event set unlisted_at = now(), listed = false where id = $1 returning id', [held])
  expect(await summaries(`group=${group}`)).toEqual(['La leur'])
  await rows('update local_group set unlisted_at = now() where id = $1 returning id', [group])
  expect(await summaries(`group=${group}`)).toEqual([])
  expect(await summaries(`group=${other}`)).toEqual(['La leur'])
})

test('what is over stands in the calendar of its group for a fortnight, so that a program that asks seldom hears of it', async () => {
  const zoe = await signer(program, 'Zoe')
  const group = await found(program, [zoe.person])
  await addEvent(program, zoe.person, { title: 'La nôtre', group, ...TOWNS.lyon, hours: 2 })
  const begun = program.clock.now.getTime()
  const stands = async (days: number) => {
    program.clock.now = new Date(begun + (days * 24 + 26) * 3_600_000)
    return (await server.inject(`/groups/${group}/events.ics`)).body.includes('La nôtre')
  }
  expect([await stands(0), await stands(13.9), await stands(14.1)]).toEqual([true, true, false])
})

test('what somebody writes stays inside its line and its element', async () => {
  const zoe = await signer(program, 'Zoe')
  const nasty = 'a\r\nEND:VCALENDAR\nX:1; <b>&"</b>'
  await addEvent(program, zoe.person, { title: nasty, ...TOWNS.lyon })
  const { body } = await server.inject('/events.ics')
  expect(body.split('\r\n').filter((line) => line === 'END:VCALENDAR')).toHaveLength(1)
  expect(new ICAL.Component(ICAL.parse(body)).getAllSubcomponents('vevent')).toHaveLength(1)
  expect((await server.inject('/events.atom')).body).not.toContain('<b>')
})

test('one’s own calendar holds the door, the link and the meetings of one’s groups; a new address ends the old one', async () => {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  const event = await addEvent(program, zoe.person, {
    title: 'Secret',
    address: '3 rue Mazenod',
    online_url: 'https://meet.example.org/x',
    attendance: 'both',
    ...TOWNS.lyon,
  })
  await placerOf(program.app)(asking(event, ana.person))
  const group = await found(program, [ana.person])
  await ana.post(`/groups/${group}/meetings`, {
    day: new Date(program.clock.now.getTime() + 3 * 86_400_000).toISOString().slice(0, 10),
    hour: '19:00',
  })
  const addressOf = async () => /(\/calendars\/[^<"]+\.ics)/.exec((await ana.get('/me/weekly')).body)?.[1]
  expect(await addressOf()).toBeUndefined()
  await ana.post('/me/calendar')
  const first = (await addressOf())!
  const { body, headers } = await server.inject(first)
  // No cache between her and us keeps it.
  expect(headers['cache-control']).toBe('private, no-store')
  const text = body.replaceAll('\r\n ', '')
  for (const one of ['Secret', 'Mazenod', 'meet.example.org', 'Croix-Rousse']) expect(text).toContain(one)
  await ana.post('/me/calendar')
  expect((await server.inject(first)).statusCode).toBe(404)
  const second = (await addressOf())!
  expect((await server.inject(second)).statusCode).toBe(200)
  await ana.post('/me/calendar/removal')
  expect((await server.inject(second)).statusCode).toBe(404)
  expect((await server.inject('/calendars/forged.ics')).statusCode).toBe(404)
})

test('one’s own calendar tells of no meeting of groups where the movement has put them away', async () => {
  const ana = await signer(program, 'Ana')
  const group = await found(program, [ana.person])
  await ana.post(`/groups/${group}/meetings`, {
    day: new Date(program.clock.now.getTime() + 3 * 86_400_000).toISOString().slice(0, 10),
    hour: '19:00',
  })
  await ana.post('/me/calendar')
  const path = /(\/calendars\/[^<"]+\.ics)/.exec((await ana.get('/me/weekly')).body)![1]!
  const meetings = async () => (await server.inject(path)).body.match(/BEGIN:VEVENT/g)?.length ?? 0
  expect(await meetings()).toBe(1)
  movementOf(program, { off: ['groups'] })
  expect(await meetings()).toBe(0)
})

const WISH = { where: '69003 Lyon', km: '20' }

test('the weekly mail: by consent alone, once a week, chosen by distance and taste, ended by one press', async () => {
  program.clock.now = new Date('2026-11-26T08:00:00Z')
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  await three(zoe)
  expect((await ana.post('/me/weekly', WISH)).statusCode).toBe(422)
  expect(await rows('select 1 from weekly_mail')).toHaveLength(0)
  expect((await ana.post('/me/weekly', { ...WISH, agreed: 'true' })).statusCode).toBe(303)
  expect(
    await rows('select action, channel, wording_id, wording_text like $1 as said from consent where purpose = $2', [
      '%La Belle Saison%',
      'weekly',
    ]),
  ).toEqual([{ action: 'given', channel: 'email', wording_id: 'people.consent.weekly.v1', said: true }])
  await weekly()
  await weekly()
  const mail = await until(
    async () => (await program.mails()).find(({ subject }) => subject?.startsWith('Cette semaine')),
    'the weekly mail',
  )
  expect(mail.text).toContain('Ici')
  expect(mail.text).not.toContain('Loin')
  const out = linkIn(mail, '/weekly/')
  await server.inject(out)
  expect(await rows('select 1 from weekly_mail')).toHaveLength(1)
  await postForm(program, out, {})
  await postForm(program, out, {})
  expect(await rows('select 1 from weekly_mail')).toHaveLength(0)
  expect(await rows('select action, method from consent where purpose = $1 order by collected_at, id', ['weekly'])).toEqual([
    { action: 'given', method: 'web' },
    { action: 'withdrawn', method: 'mail' },
  ])
  program.clock.now = new Date('2026-12-03T08:00:00Z')
  await weekly()
  expect((await program.mails()).filter(({ subject }) => subject?.startsWith('Cette semaine'))).toHaveLength(1)
})

test('the weekly mail tells of the day on which the roll closes, for three weeks before; and leaves for that alone in the last', async () => {
  program.clock.now = new Date('2027-02-11T08:00:00Z')
  const [chief, ana] = [await staffMember(program, 'administrator'), await signer(program, 'Ana')]
  await chief.post('/staff/elections', { name: 'Premier tour', kind: 'presidential', vote_on: '2027-04-18', closes: '20:00' })
  await ana.post('/me/weekly', { ...WISH, agreed: 'true' })
  const told = async () => (await program.mails()).filter(({ subject }) => subject?.startsWith('Cette semaine'))
  for (const day of ['2027-02-11', '2027-02-25']) {
    program.clock.now = new Date(`${day}T08:00:00Z`)
    await weekly()
  }
  await until(
    async () =>
      (await rows("select 1 from pgboss.job where name = 'agenda.weekly-mail' and state = 'completed'")).length === 2 ||
      undefined,
    'both weeks to be looked at',
  )
  expect(await told()).toEqual([])
  program.clock.now = new Date('2027-03-04T08:00:00Z')
  await weekly()
  const mail = await until(async () => (await told())[0], 'the weekly mail')
  expect(mail.subject).toContain('une date à ne pas manquer')
  expect(mail.text).toMatch(/s’inscrire en ligne\s: 10 mars 2027/)
  expect(mail.text).toContain('/vote')
})

test('the weekly mail leaves on Thursday at eight by the clocks of the subscriber, and tells of her days', async () => {
  const at = (moment: string) => void (program.clock.now = new Date(moment))
  at('2026-11-26T06:30:00Z')
  const [zoe, ana, tiare] = [
    await signer(program, 'Zoe'),
    await signer(program, 'Ana'),
    await signer(program, 'Tiare', 'FR-98735'),
  ]
  await ana.post('/me/weekly', { ...WISH, agreed: 'true' })
  await tiare.post('/me/weekly', { where: 'Papeete', km: '20', agreed: 'true' })
  const hold = (title: string, place: object, starts: string) =>
    addEvent(program, zoe.person, { title, ...place, inHours: (Date.parse(starts) - program.clock.now.getTime()) / 3_600_000 })
  await hold('Au marché', TOWNS.lyon, '2026-11-28T10:00+01:00')
  await hold('Au port', PAPEETE, '2026-11-28T18:00-10:00')
  await hold('Vendredi prochain', PAPEETE, '2026-12-04T21:00-10:00')
  await hold('Samedi prochain', PAPEETE, '2026-12-05T06:00-10:00')
  const written = async () => {
    await weekly()
    await until(
      async () =>
        (await rows("select 1 from pgboss.job where name = 'agenda.weekly-mail' and state < 'completed'")).length === 0 ||
        undefined,
      'the letters',
    )
    return (await program.mails()).filter(({ subject }) => subject?.startsWith('Cette semaine')).map(({ to }) => to![0]!.address)
  }
  expect(await written()).toEqual([])
  at('2026-11-26T07:04:00Z')
  expect(await written()).toEqual([ana.email])
  // Thursday is over in Lyon when it is seven in the morning in Papeete.
  at('2026-11-26T17:04:00Z')
  expect(await written()).toEqual([ana.email])
  at('2026-11-26T18:04:00Z')
  expect((await written()).toSorted()).toEqual([ana.email, tiare.email])
  const { text } = (await program.mails()).find(
    ({ to, subject }) => to![0]!.address === tiare.email && subject?.startsWith('Cette semaine'),
  )!
  expect(text).toContain('samedi 28 novembre à 18\u00a0h')
  expect(text).toContain('Vendredi prochain')
  expect(text).not.toContain('Samedi prochain')
})

test('a mail program ends the weekly mail by one click, in either form; agreeing again is agreeing again', async () => {
  program.clock.now = new Date('2026-11-26T08:00:00Z')
  const zoe = await signer(program, 'Zoe')
  const letters = async () => (await program.mails()).filter(({ subject }) => subject?.startsWith('Cette semaine'))
  for (const [n, form] of (['multipart', 'urlencoded'] as const).entries()) {
    await three(zoe)
    await zoe.post('/me/weekly', { ...WISH, agreed: 'true' })
    await weekly()
    const mail = await until(async () => (await letters())[n], `letter ${n + 1}`)
    expect((await oneClick(program, mail, form)).statusCode).toBe(200)
    await until(async () => (await rows('select 1 from weekly_mail')).length === 0 || undefined, 'her leaving')
    // The way out that stood in such mails before, and stands in their text.
    await zoe.post('/me/weekly', { ...WISH, agreed: 'true' })
    const url = weeklyLinks.path(program.app, zoe.person)
    expect((await oneClick(program, url, form)).statusCode).toBe(200)
    expect(await rows('select 1 from weekly_mail')).toEqual([])
    program.clock.now = new Date(program.clock.now.getTime() + 7 * 86_400_000)
  }
})

test('the page to leave names the weekly mail, and ends it alone or with all else, with one row of the ledger', async () => {
  const [zoe, ana] = await Promise.all(['Zoe', 'Ana'].map((name) => signer(program, name)))
  for (const [who, purpose] of [
    [zoe!, 'weekly'],
    [ana!, 'all'],
  ] as const) {
    await who.post('/me/weekly', { ...WISH, agreed: 'true' })
    const path = leavePath(program.app, who.person)
    expect((await server.inject(path)).body).toContain('m’écrive chaque jeudi')
    expect((await postForm(program, path, { purpose })).body).not.toContain('m’écrive chaque jeudi')
    await until(
      async () => (await rows('select 1 from weekly_mail where person_id = $1', [who.person])).length === 0 || undefined,
      'her leaving',
    )
    expect(
      await rows("select action from consent where person_id = $1 and purpose = 'weekly' order by collected_at, id", [
        who.person,
      ]),
    ).toEqual([{ action: 'given' }, { action: 'withdrawn' }])
  }
})

test('whoever leaves the news leaves the weekly mail; whoever pauses gets none; nothing near, no mail', async () => {
  program.clock.now = new Date('2026-11-26T08:00:00Z')
  const [zoe, ana, eva, leo] = await Promise.all(['Zoe', 'Ana', 'Eva', 'Leo'].map((name) => signer(program, name)))
  await three(zoe!)
  for (const who of [ana!, eva!, leo!]) await who.post('/me/weekly', { ...WISH, agreed: 'true' })
  await ana!.post('/me/consents', { purpose: 'news', wanted: 'no' })
  await until(
    async () => (await rows('select 1 from weekly_mail where person_id = $1', [ana!.person])).length === 0 || undefined,
    'her leaving',
  )
  await rows("update person set paused_until = '2099-01-01' where id = $1 returning id", [eva!.person])
  await leo!.post('/me/weekly', { ...WISH, where: '2A004 Ajaccio', km: '5' })
  await rows('update weekly_mail set lng = 0, lat = 0 where person_id = $1 returning town', [leo!.person])
  await weekly()
  await until(
    async () =>
      (await rows("select 1 from pgboss.job where name = 'agenda.weekly-mail' and state = 'completed'")).length === 2 ||
      undefined,
    'the jobs',
  )
  expect((await program.mails()).filter(({ subject }) => subject?.startsWith('Cette semaine'))).toHaveLength(0)
})

test('pages and answers cost a constant number of queries', async () => {
  await three(await signer(program, 'Zoe'))
  expect(await countQueries(program, () => server.inject('/events?where=69003'))).toBe(1)
  expect(await countQueries(program, () => server.inject(`/api/v1/events?near=${LYON}`))).toBe(1)
  // The votes ahead are read once in a while: here each time, and once what holds each area.
  await server.inject('/events.ics')
  expect(await countQueries(program, () => server.inject('/events.ics'))).toBeLessThanOrEqual(3)
})
