import { beforeEach, expect, test } from 'vitest'
import { addEvent, asking, placesOf } from '../../../../tests/support/events.ts'
import { found, signer } from '../../../../tests/support/groups.ts'
import { EVENT_FORM, holdingIn, HOUR, idOf } from '../../../../tests/support/holding.ts'
import { countQueries, linkIn, useProgram, visitor } from '../../../../tests/support/program.ts'
import { postForm, sendForm } from '../../../../tests/support/signing.ts'
import { placerOf } from './placing.ts'

const program = await useProgram({ working: true })
const { rows, server } = program
const { dayIn, work, clock, mailsTo, mailTo, heldBy, visit } = holdingIn(program)

beforeEach(() => rows('update event_policy set first_waits = false'))

test('a supporter announces; anybody reads what, when and where; pressed twice it is announced once', async () => {
  const zoe = await signer(program, 'Zoe')
  const path = await heldBy(zoe, { description: 'Venez avec un sac.', 'access[toilets]': 'true' })
  expect(await heldBy(zoe)).toBe(path)
  const page = (await server.inject(path)).body
  expect(page).toContain('Tracts au marché')
  expect(page).toContain('Venez avec un sac.')
  expect(page).toContain('Toilettes accessibles')
  expect(page).toMatch(/10(:|\s)?(h|00)/)
  expect(page).not.toContain(`${path}/settings`)
  expect((await zoe.get(path)).body).toContain(`${path}/settings`)
  expect((await server.inject(`/en${path}`)).body).toContain('Leafleting')
  expect((await server.inject('/events/0190a000-0000-7000-8000-000000000000')).statusCode).toBe(404)
})

test('what is wrong with an announcement is told beside it, and what was typed stays', async () => {
  const zoe = await signer(program, 'Zoe')
  const wrong = async (form: Record<string, string>) => {
    const answer = await zoe.post('/events', { ...EVENT_FORM, day: dayIn(3), ...form })
    expect(answer.body).toContain('value="')
    return answer.statusCode
  }
  expect(await wrong({ day: dayIn(-1) })).toBe(422)
  expect(await wrong({ day: '2027-02-30' })).toBe(422)
  expect(await wrong({ where: 'Nulle Part' })).toBe(422)
  expect(await wrong({ attendance: 'online' })).toBe(422)
  expect(await wrong({ attendance: 'online', online_url: 'javascript:alert(1)' })).toBe(422)
  expect(await wrong({ title: 'a' })).toBe(422)
  expect(await wrong({ capacity: '0' })).toBe(422)
  // A public meeting takes an organiser, an assembly takes staff.
  expect(await wrong({ type: 'public-meeting' })).toBe(422)
  expect(await wrong({ type: 'assembly' })).toBe(422)
  expect(await rows('select 1 from event')).toHaveLength(0)
  const group = await found(program, [zoe.person])
  expect((await zoe.post('/events', { ...EVENT_FORM, day: dayIn(3), type: 'public-meeting', group })).statusCode).toBe(303)
  const eva = await signer(program, 'Eva')
  expect((await eva.post('/events', { ...EVENT_FORM, day: dayIn(3), group })).statusCode).toBe(403)
})

test('a supporter signs up with one press, sees her ticket, and gives her place back', async () => {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  const path = await heldBy(zoe, { address: '3 rue Mazenod', capacity: '1' })
  expect((await ana.get(path)).body).not.toContain('rue Mazenod')
  const own = (await ana.post(`${path}/sign-up`)).headers.location as string
  const page = (await ana.get(own)).body
  expect(page).toContain('rue Mazenod')
  expect(page).toContain('data:image/png')
  expect((await server.inject(path)).body).toContain('Complet')
  const mail = await mailTo(ana.email, /^C’est noté/)
  expect(mail.text).toContain('rue Mazenod')
  expect(mail.attachments[0]!.mimeType).toBe('text/calendar')
  expect((await ana.get('/me/events')).body).toContain('Tracts au marché')
  await ana.post(`${own}/removal`)
  await ana.post(`${own}/removal`)
  expect(await placesOf(program, idOf(path))).toMatchObject({ taken: 0, coming: 0 })
  expect((await ana.get(own)).body).not.toContain('rue Mazenod')
})

test('a visitor holds nothing before she pressed the button of her mail; opening it changes nothing', async () => {
  const zoe = await signer(program, 'Zoe')
  const path = await heldBy(zoe, { capacity: '1' })
  await postForm(program, `${path}/sign-up`, { name: 'Rosa Parc', email: 'rosa@example.org' })
  expect(await placesOf(program, idOf(path))).toMatchObject({ taken: 0, waiting: 0 })
  const own = linkIn(await mailTo('rosa@example.org', /^Confirmez/), '/sign-ups/')
  await server.inject(own)
  expect((await placesOf(program, idOf(path))).taken).toBe(0)
  await postForm(program, `${own}/confirmation`, {})
  await postForm(program, `${own}/confirmation`, {})
  expect((await placesOf(program, idOf(path))).taken).toBe(1)
  expect((await server.inject(own)).body).toContain('vous venez')
  expect((await server.inject(`${own}x`)).statusCode).toBe(404)
  // By the same mailbox, written otherwise: one place.
  await visit(path, 'rosa+marche@example.org')
  expect(await placesOf(program, idOf(path))).toMatchObject({ taken: 1, waiting: 0 })
})

test('the answer to a sign-up does not tell whether the mailbox is known; the known one becomes herself when she confirms', async () => {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  const path = await heldBy(zoe)
  const sign = (email: string) => postForm(program, `${path}/sign-up`, { name: 'Ana D', email })
  const [known, unknown] = [await sign(ana.email), await sign('nobody@example.org')]
  expect(known.statusCode).toBe(unknown.statusCode)
  expect(known.body).toBe(unknown.body)
  const own = linkIn(await mailTo(ana.email, /^Confirmez/), '/sign-ups/')
  await postForm(program, `${own}/confirmation`, {})
  expect(await rows("select person_id, name, email from sign_up where state = 'coming'")).toEqual([
    { person_id: ana.person, name: null, email: null },
  ])
  // Signed in she finds the same place, and no other.
  expect((await ana.get(path)).body).toContain('Vous venez')
})

test('a visitor keeps her place when somebody else who reads her mailbox signs in and comes', async () => {
  const [zoe, paul] = [await signer(program, 'Zoe'), await signer(program, 'Paul')]
  const path = await heldBy(zoe)
  await postForm(program, `${path}/sign-up`, { name: 'Ana Blanc', email: paul.email })
  await postForm(program, `${linkIn(await mailTo(paul.email, /^Confirmez/), '/sign-ups/')}/confirmation`, {})
  await paul.post(`${path}/sign-up`)
  expect(await rows("select person_id, name from sign_up where state = 'coming' order by name")).toEqual([
    { person_id: null, name: 'Ana Blanc' },
    { person_id: paul.person, name: null },
  ])
})

test('nobody but who holds it learns who comes; not even they learn how to reach them', async () => {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  const path = await heldBy(zoe, { online_url: 'https://meet.example.org/secret', attendance: 'both' })
  await visit(path, 'rosa@example.org')
  await ana.post(`${path}/sign-up`)
  const open = (await server.inject(path)).body
  for (const secret of ['Rosa', 'rosa@example.org', 'meet.example.org', 'Ana<']) expect(open).not.toContain(secret)
  expect((await ana.get(`${path}/people`)).statusCode).toBe(403)
  const people = (await zoe.get(`${path}/people`)).body
  expect(people).toMatch(/Rosa Parc[\s\S]*Ana D/)
  expect(people).not.toContain('example.org')
  expect((await server.inject(`${path}/calendar.ics`)).body).not.toContain('meet.example.org')
  const own = (await ana.post(`${path}/sign-up`)).headers.location as string
  expect((await ana.get(own)).body).toContain('https://meet.example.org/secret')
  expect((await mailTo(ana.email, /^C’est noté/)).text).toContain('https://meet.example.org/secret')
})

test('guests, roles and questions: asked, checked, kept', async () => {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  const path = await heldBy(zoe, { guests: '2', capacity: '4' })
  await zoe.post(`${path}/roles`, { name: 'Table', starts: '10:00', ends: '11:00', capacity: '2' })
  expect((await zoe.post(`${path}/roles`, { name: 'Nuit', starts: '20:00', ends: '21:00' })).statusCode).toBe(422)
  await zoe.post(`${path}/questions`, { words: 'Un vélo ?', kind: 'yes-no', required: 'true' })
  const [{ id: role }] = (await rows<{ id: string }>('select id from event_role')) as [{ id: string }]
  const [{ id: question }] = (await rows<{ id: string }>('select id from event_question')) as [{ id: string }]
  const refused = await ana.post(`${path}/sign-up`, { seats: '2', role })
  expect(refused.statusCode).toBe(422)
  expect(refused.body).toContain('Un vélo ?')
  expect((await ana.post(`${path}/sign-up`, { seats: '4', [`answers[${question}]`]: 'Oui' })).statusCode).toBe(409)
  await ana.post(`${path}/sign-up`, { seats: '2', role, [`answers[${question}]`]: 'Oui' })
  expect(await rows('select seats, role_id, answers from sign_up')).toEqual([
    { seats: 2, role_id: role, answers: { [question]: 'Oui' } },
  ])
  expect((await zoe.get(`${path}/people`)).body).toMatch(/Table[\s\S]*Un vélo \? Oui/)
  expect((await zoe.post(`${path}/roles/${role}/removal`)).statusCode).toBe(409)
  await zoe.post(`${path}/questions/${question}/removal`)
  expect(await rows('select answers from sign_up')).toEqual([{ answers: {} }])
})

test('a change of time or place is told once to each who signed up; words are mended in silence', async () => {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  const path = await heldBy(zoe)
  await visit(path, 'rosa@example.org')
  await ana.post(`${path}/sign-up`)
  await mailTo(ana.email, /^C’est noté/)
  await zoe.post(`${path}/settings`, { ...EVENT_FORM, day: dayIn(3), description: 'Un mot de plus' })
  await zoe.post(`${path}/settings`, { ...EVENT_FORM, day: dayIn(3), hour: '11:00' })
  await mailTo(ana.email, /^Changement/)
  await mailTo('rosa@example.org', /^Changement/)
  await work('events.telling', { event: idOf(path), version: 2 })
  const [{ version }] = (await rows<{ version: number }>('select version from event')) as [{ version: number }]
  expect(version).toBe(2)
  expect((await mailsTo(ana.email)).filter(({ subject }) => subject?.startsWith('Changement'))).toHaveLength(1)
})

test('what is called off is told once, and takes no sign-ups', async () => {
  const [zoe, ana, eva] = [await signer(program, 'Zoe'), await signer(program, 'Ana'), await signer(program, 'Eva')]
  const path = await heldBy(zoe)
  await ana.post(`${path}/sign-up`)
  await zoe.post(`${path}/cancellation`, { reason: 'La salle est fermée.' })
  expect((await mailTo(ana.email, /^Annulé/)).text).toContain('La salle est fermée.')
  expect((await eva.post(`${path}/sign-up`)).statusCode).toBe(409)
  expect((await zoe.post(`${path}/cancellation`)).statusCode).toBe(409)
  expect((await server.inject(path)).body).toContain('La salle est fermée.')
  expect(await rows('select listed from event')).toEqual([{ listed: false }])
  expect((await mailsTo(ana.email)).filter(({ subject }) => subject?.startsWith('Annulé'))).toHaveLength(1)
})

test('whoever moves up from the list is told; two hours before nobody is moved, and who presses gets the place', async () => {
  const [zoe, ana, eva, leo] = await Promise.all(['Zoe', 'Ana', 'Eva', 'Leo'].map((name) => signer(program, name)))
  const path = await heldBy(zoe!, { capacity: '1' })
  const own = (await ana!.post(`${path}/sign-up`)).headers.location as string
  const second = (await eva!.post(`${path}/sign-up`)).headers.location as string
  await leo!.post(`${path}/sign-up`)
  expect((await eva!.get(second)).body).toContain('en tête de la liste')
  await ana!.post(`${own}/removal`)
  await mailTo(eva!.email, /^Une place pour vous/)
  const [{ starts_at }] = (await rows<{ starts_at: Date }>('select starts_at from event')) as [{ starts_at: Date }]
  program.clock.now = new Date(starts_at.getTime() - HOUR)
  await eva!.post(`${second}/removal`)
  await clock()
  expect(await placesOf(program, idOf(path))).toMatchObject({ taken: 0, waiting: 1 })
  await leo!.post(`${path}/sign-up`)
  expect(await placesOf(program, idOf(path))).toMatchObject({ taken: 1, waiting: 0 })
})

test('reminders are those that were chosen, once each', async () => {
  const [zoe, ana, eva] = await Promise.all(['Zoe', 'Ana', 'Eva'].map((name) => signer(program, name)))
  const path = await heldBy(zoe!)
  await ana!.post(`${path}/sign-up`, { remind_day: 'true', remind_hours: 'true' })
  await eva!.post(`${path}/sign-up`)
  const [{ starts_at }] = (await rows<{ starts_at: Date }>('select starts_at from event')) as [{ starts_at: Date }]
  await clock()
  program.clock.now = new Date(starts_at.getTime() - 20 * HOUR)
  await clock()
  await clock()
  await mailTo(ana!.email, /^Demain/)
  program.clock.now = new Date(starts_at.getTime() - HOUR)
  await clock()
  await mailTo(ana!.email, /^Tout à l’heure/)
  expect((await mailsTo(ana!.email)).filter(({ subject }) => /^(Demain|Tout)/.test(subject ?? ''))).toHaveLength(2)
  expect((await mailsTo(eva!.email)).filter(({ subject }) => /^(Demain|Tout)/.test(subject ?? ''))).toHaveLength(0)
})

test('groups hold it together once theirs said yes; a stranger’s group does not speak for another', async () => {
  const [zoe, ana, eva] = await Promise.all(['Zoe', 'Ana', 'Eva'].map((name) => signer(program, name)))
  const group = await found(program, [ana!.person])
  const path = await heldBy(zoe!)
  await zoe!.post(`${path}/hosts`, { group: `http://localhost:3000/groups/${group}` })
  expect((await zoe!.post(`${path}/hosts`, { group: 'x' })).statusCode).toBe(422)
  await mailTo(ana!.email, /^Organiser ensemble/)
  expect((await server.inject(path)).body).not.toContain('Croix-Rousse')
  expect((await ana!.get(`${path}/people`)).statusCode).toBe(403)
  expect((await eva!.post(`/groups/${group}/events/${idOf(path)}`, { accepts: 'yes' })).statusCode).toBe(403)
  expect((await ana!.get(`/groups/${group}/events`)).body).toContain('Tracts au marché')
  await ana!.post(`/groups/${group}/events/${idOf(path)}`, { accepts: 'yes' })
  expect((await server.inject(path)).body).toContain('Croix-Rousse')
  expect((await ana!.get(`${path}/people`)).statusCode).toBe(200)
})

test('a month after an event visitors are forgotten, and the figures stay', async () => {
  const zoe = await signer(program, 'Zoe')
  const path = await heldBy(zoe)
  await visit(path, 'rosa@example.org')
  await postForm(program, `${path}/sign-up`, { name: 'Nie', email: 'never@example.org' })
  await mailTo('never@example.org', /^Confirmez/)
  program.clock.now = new Date(program.clock.now.getTime() + 3 * 24 * HOUR)
  await work('events.forgetting')
  expect(await rows("select 1 from sign_up where state = 'unconfirmed'")).toHaveLength(0)
  expect(await rows('select email from sign_up')).toEqual([{ email: 'rosa@example.org' }])
  program.clock.now = new Date(program.clock.now.getTime() + 40 * 24 * HOUR)
  await clock()
  await work('events.forgetting')
  expect(await rows('select name, email, mailbox_hash from sign_up')).toEqual([{ name: null, email: null, mailbox_hash: null }])
  expect((await placesOf(program, idOf(path))).taken).toBe(1)
})

test('one network shuts nobody out of an event: it holds a share of what waits, and takes nothing of another', async () => {
  const path = await heldBy(await signer(program, 'Zoe'))
  const [here, elsewhere] = [visitor(), visitor()]
  const ask = async (email: string, headers: Record<string, string>) =>
    (await sendForm(program, { url: `${path}/sign-up`, fields: { name: 'Rosa', email }, headers })).statusCode
  const waiting = async () => (await rows("select 1 from sign_up where state = 'unconfirmed'")).length
  expect(await ask('rosa@example.org', elsewhere)).toBe(200)
  const hers = linkIn(await mailTo('rosa@example.org', /^Confirmez/), '/sign-ups/')
  // Somebody else types her address: hers stays, and his own is written over when he types it again.
  for (let n = 0; n < 2; n += 1) expect(await ask('rosa@example.org', here)).toBe(200)
  expect(await waiting()).toBe(2)
  await rows(`insert into sign_up (id, event_id, name, email, mailbox_hash, network, locale, seats, answers, state, how, asked_at, code)
    select gen_random_uuid(), event_id, name, n || email, decode(md5(n::text), 'hex'), network, locale, seats, answers, state, how, asked_at, left(md5(n::text), 12)
    from (select * from sign_up order by asked_at desc, id desc limit 1) as one, generate_series(1, 99) n`)
  expect(await ask('another@example.org', here)).toBe(409)
  expect(await ask('another@example.org', elsewhere)).toBe(200)
  expect((await server.inject({ method: 'POST', url: `${hers}/confirmation`, headers: visitor() })).statusCode).toBe(303)
  expect(await rows("select email, network from sign_up where state = 'coming'")).toEqual([
    { email: 'rosa@example.org', network: null },
  ])
  // Nor do many networks together: those that have most give way.
  await rows(`insert into sign_up (id, event_id, name, email, mailbox_hash, network, locale, seats, answers, state, how, asked_at, code)
    select gen_random_uuid(), event_id, name, n || 'x' || email, decode(md5(n || 'x'), 'hex'), (n % 25)::text, locale, seats, answers, state, how, asked_at, left(md5(n || 'x'), 12)
    from (select * from sign_up where state = 'unconfirmed' limit 1) as one, generate_series(1, 2000) n`)
  const before = await waiting()
  expect(await ask('last@example.org', visitor())).toBe(200)
  expect(await waiting()).toBe(before)
})

test('a page costs a constant number of queries, however many come', async () => {
  const zoe = await signer(program, 'Zoe')
  const event = await addEvent(program, zoe.person)
  const few = await countQueries(program, () => server.inject(`/events/${event}`))
  const others = await Promise.all(['A', 'B', 'C', 'D', 'E'].map((name) => signer(program, name)))
  await Promise.all(others.map(({ person }) => placerOf(program.app)(asking(event, person))))
  expect(await countQueries(program, () => server.inject(`/events/${event}`))).toBe(few)
  expect(few).toBeLessThanOrEqual(5)
  const people = await countQueries(program, () => zoe.get(`/events/${event}/people`))
  expect(people).toBeLessThanOrEqual(9)
})

test('a title that would break out of a calendar line stays inside it', async () => {
  const zoe = await signer(program, 'Zoe')
  const event = await addEvent(program, zoe.person, {
    title: 'Tracts; BEGIN:VEVENT, «marché» '.repeat(3).trim(),
    description: 'a\r\nEND:VCALENDAR\r\nX-EVIL:1\n\\n;',
  })
  const { body } = await server.inject(`/events/${event}/calendar.ics`)
  const lines = body.split('\r\n')
  expect(lines.filter((line) => line === 'END:VCALENDAR')).toHaveLength(1)
  expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1)
  expect(lines.some((line) => line.startsWith('X-EVIL'))).toBe(false)
  expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true)
})

test('how many come with her, and what for, she changes on her own page; places are never more than there are', async () => {
  const zoe = await signer(program, 'Zoe')
  const path = await heldBy(zoe, { capacity: '4', guests: '3' })
  await zoe.post(`${path}/roles`, { name: 'Tenir la table', capacity: '1' })
  const [{ id: role }] = (await rows<{ id: string }>('select id from event_role')) as [{ id: string }]
  const own = await visit(path, 'rosa@example.org')
  expect((await postForm(program, `${own}/places`, { seats: '3', role: '' })).statusCode).toBe(303)
  expect(await placesOf(program, idOf(path))).toMatchObject({ taken: 3, coming: 3 })
  const refused = await postForm(program, `${own}/places`, { seats: '3', role })
  expect(refused.statusCode).toBe(409)
  expect((await postForm(program, `${own}/places`, { seats: '1', role })).statusCode).toBe(303)
  expect((await server.inject(own)).body).toContain('Tenir la table')
  await visit(path, 'nina@example.org', { seats: '3' })
  expect((await postForm(program, `${own}/places`, { seats: '2', role: '' })).statusCode).toBe(409)
  expect(await placesOf(program, idOf(path))).toMatchObject({ taken: 4, coming: 4 })
  expect((await server.inject(own)).body).toContain('Tenir la table')
})

test('who waits and asks for more asks anew: those who came between are before her', async () => {
  const [zoe, ana, eva] = [await signer(program, 'Zoe'), await signer(program, 'Ana'), await signer(program, 'Eva')]
  const path = await heldBy(zoe, { capacity: '1', guests: '3' })
  const first = (await zoe.post(`${path}/sign-up`)).headers.location!
  const own = (await ana.post(`${path}/sign-up`)).headers.location!
  program.clock.now = new Date(program.clock.now.getTime() + 60_000)
  await eva.post(`${path}/sign-up`)
  program.clock.now = new Date(program.clock.now.getTime() + 60_000)
  await ana.post(`${own}/places`, { seats: '2' })
  await ana.post(`${own}/places`, { seats: '1' })
  await zoe.post(`${first}/removal`)
  expect(await rows('select person_id from sign_up where state = $1', ['coming'])).toEqual([{ person_id: eva.person }])
})

test('the link of an old mail leads whoever came back to the place that she has now', async () => {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  const path = await heldBy(zoe)
  const first = (await ana.post(`${path}/sign-up`)).headers.location!
  await ana.post(`${first}/removal`)
  expect((await ana.get(first)).statusCode).toBe(200)
  const second = (await ana.post(`${path}/sign-up`)).headers.location!
  expect((await ana.get(first)).headers.location).toBe(second)
})

test('without an address a place is shown by its town, and directions lead to no door that nobody named', async () => {
  const zoe = await signer(program, 'Zoe')
  const town = await heldBy(zoe, { precision: 'exact' })
  expect(await rows('select precision from event')).toEqual([{ precision: 'town' }])
  const there = (await server.inject(await visit(town, 'rosa@example.org'))).body
  expect(there).not.toContain('geo:')
  const named = await heldBy(zoe, { title: 'À une adresse', address: '3 rue Mazenod', precision: 'town' })
  expect((await server.inject(named)).body).not.toContain('Mazenod')
  expect((await zoe.get(named)).body).toContain('3 rue Mazenod')
  const own = (await server.inject(await visit(named, 'nina@example.org'))).body
  expect(own).toContain('geo:0,0?q=3%20rue%20Mazenod')
})
