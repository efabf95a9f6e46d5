import { expect, test, vi } from 'vitest'
import { movementOf } from '../../../../tests/support/home.ts'
import { linkIn, useProgram, visitor } from '../../../../tests/support/program.ts'
import { becomeSupporter, confirmationPath, signByApi } from '../../../../tests/support/signing.ts'
import { clockIn } from '#platform/i18n/moments'
import { hashOf } from '../addresses/index.ts'
import { CALLS, NEWS } from '../core/index.ts'
import { mayReach } from '../gate/index.ts'

const program = await useProgram({ working: true })
const { server, rows, clock, app } = program
const DAY = 86_400_000

const press = (url: string) => server.inject({ method: 'POST', url, headers: visitor() })
const movement = async () => (await server.inject('/api/v1/movement')).json()
const people = async () => (await rows('select 1 from person')).length

test('the link opened and its button pressed make a supporter, with her consents and their proof', async () => {
  const path = await confirmationPath(program, {
    family_name: 'Lacaze',
    phone: '06 12 34 56 78',
    consents: { news: true, calls: true },
  })
  const page = await server.inject(path)
  expect(page.statusCode).toBe(200)
  expect(page.body).toContain('Zoé')
  const pressed = await press(path)

  expect(pressed.statusCode).toBe(303)
  expect(await rows('select given_name, family_name, place_id, department_id, area_rank from person')).toEqual([
    { given_name: 'Zoé', family_name: 'Lacaze', place_id: 'FR-69123', department_id: 'FR-69', area_rank: 1 },
  ])
  expect(await rows('select kind, value, verified_at is not null as verified from contact_point order by kind')).toEqual([
    { kind: 'email', value: 'zoe@example.org', verified: true },
    { kind: 'phone', value: '+33612345678', verified: false },
  ])
  const consents = await rows<Record<string, unknown>>('select * from consent order by purpose, channel')
  expect(consents.map(({ purpose, channel, action }) => [purpose, channel, action])).toEqual([
    ['calls', 'sms', 'given'],
    ['calls', 'voice', 'given'],
    ['news', 'email', 'given'],
    ['support', 'file', 'given'],
  ])
  expect(consents[2]).toMatchObject({
    wording_id: 'people.consent.news.v1',
    wording_text: 'Je veux recevoir par e-mail les nouvelles du mouvement «\u00a0La Belle Saison\u00a0».',
    locale: 'fr',
    method: 'api',
    source: '/api/v1/signatures',
    asked_at: expect.any(Date),
    collected_at: expect.any(Date),
    evidence: expect.any(String),
  })
  expect(await movement()).toMatchObject({
    supporters: 1,
    places: 1,
    // One supporter is shown in no department.
    departments: 0,
    // By the clocks of the movement, whatever the hour of the test.
    since: clockIn('Europe/Paris', clock.now).day,
  })
})

test('she sees her number in her department, then a welcome mail comes', async () => {
  for (const name of ['a', 'b']) await becomeSupporter(program, { email: `${name}@example.org` })
  const pressed = await press(await confirmationPath(program))
  const thanks = await server.inject(String(pressed.headers.location))

  expect(thanks.body).toContain('n°\u00a03')
  expect(thanks.body).toContain('Rhône')
  // One useful thing to do, at once: a recipe, while no event is near.
  expect(thanks.body).toMatch(/Une chose à faire cette semaine[\s\S]*href="\/act\/[a-z-]+"/)
  const mails = await program.mailsWhen(6)
  const welcome = mails.find(({ subject, to }) => subject?.startsWith('Bienvenue') && to?.[0]?.address === 'zoe@example.org')!
  expect(welcome.text).toContain('http://localhost:3000/act/now')
  const header = (name: string) => welcome.headers.find(({ key }) => key === name)?.value
  expect(header('list-unsubscribe')).toMatch(/^<http:\/\/localhost:3000\/leave\/[\w.-]+>$/)
  expect(header('list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click')
})

test('a mail scanner that opens the link, ten times, changes nothing', async () => {
  const path = await confirmationPath(program)
  await Promise.all(Array.from({ length: 10 }, () => server.inject(path)))
  await server.inject({ method: 'HEAD', url: path })
  expect(await people()).toBe(0)
  expect((await press(path)).statusCode).toBe(303)
})

test('two presses at once make one supporter, counted once', async () => {
  const path = await confirmationPath(program)
  const answers = await Promise.all(Array.from({ length: 20 }, () => press(path)))
  expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1)
  expect(await people()).toBe(1)
  expect(await movement()).toMatchObject({ supporters: 1 })
})

test('two different signatures of one mailbox confirmed at once make one supporter', async () => {
  const paths = [await confirmationPath(program, { given_name: 'Zoé' }), await confirmationPath(program, { given_name: 'Zoë' })]
  expect(paths[0]).not.toBe(paths[1])
  const answers = await Promise.all(paths.map(press))
  expect(answers.map(({ statusCode }) => statusCode)).toEqual([303, 303])
  expect(await people()).toBe(1)
  expect(await movement()).toMatchObject({ supporters: 1 })
})

test('a used link says so, kindly', async () => {
  const path = await confirmationPath(program)
  await press(path)
  const again = await press(path)
  expect(again.statusCode).toBe(404)
  expect(again.body).toContain('Ce lien ne sert plus')
  expect((await server.inject(path)).statusCode).toBe(404)
})

test.each([
  ['another id', (token: string) => `1${token.slice(1)}`],
  ['another MAC', (token: string) => `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`],
  ['a later end', (token: string) => token.replace(/\.([^.]+)\./, '.zzzzzz.')],
  ['no end', (token: string) => token.replace(/\.([^.]+)\./, '..')],
  ['no MAC', (token: string) => token.slice(0, token.lastIndexOf('.') + 1)],
  ['nothing of ours', () => "' or 1=1 --"],
])('a link forged with %s opens nothing', async (_how, forge) => {
  const path = await confirmationPath(program)
  const forged = `/sign/confirm/${encodeURIComponent(forge(path.split('/').at(-1)!))}`
  expect((await server.inject(forged)).statusCode).toBe(404)
  expect((await press(forged)).statusCode).toBe(404)
  expect(await people()).toBe(0)
})

test('a link serves its own purpose only', async () => {
  const token = (await confirmationPath(program)).split('/').at(-1)!
  for (const path of ['/sign/refuse/', '/sign/thanks/', '/leave/'])
    expect((await server.inject(path + token)).statusCode).toBe(404)
  expect((await press(`/leave/${token}/erasure`)).statusCode).toBe(404)
})

test('after seven days the link is over, and the signature is deleted', async () => {
  const path = await confirmationPath(program)
  clock.now = new Date(clock.now.getTime() + 7 * DAY + 1000)
  expect((await press(path)).statusCode).toBe(404)
  const { deleteUnconfirmed } = await import('../../people/core/commands/receive.ts')
  expect(
    await program.database.transact((tx) =>
      deleteUnconfirmed(tx, { signedBefore: new Date(clock.now.getTime() - 7 * DAY), claimedBefore: clock.now }),
    ),
  ).toBe(1)
  expect(await rows('select 1 from signature')).toEqual([])
})

test('every hour, what nobody confirmed in seven days is deleted, and the claims of the day before', async () => {
  expect(await rows("select cron from pgboss.schedule where name = 'people.unconfirmed-deletion'")).toEqual([
    { cron: '7 * * * *' },
  ])
  await confirmationPath(program, { email: 'old@example.org' })
  clock.now = new Date(clock.now.getTime() + 7 * DAY + 1000)
  await confirmationPath(program, { email: 'new@example.org' })
  expect(await rows('select 1 from confirmation_claim')).toHaveLength(2)

  const { unconfirmedDeletion } = await import('../../people/core/queues.ts')
  const { enqueue } = await import('#platform/jobs/queue')
  await program.database.transact(async (tx) => enqueue(tx, unconfirmedDeletion, {}))
  await expect.poll(() => rows('select email from signature'), { timeout: 10_000 }).toEqual([{ email: 'new@example.org' }])
  expect(await rows('select 1 from confirmation_claim')).toHaveLength(1)
})

test('just before seven days it still serves', async () => {
  const path = await confirmationPath(program)
  clock.now = new Date(clock.now.getTime() + 7 * DAY - 60_000)
  expect((await press(path)).statusCode).toBe(303)
})

test('the database holds no link, in any form: not in tables, not in jobs', async () => {
  const path = await confirmationPath(program, { consents: { news: true, calls: false } })
  const mac = path.split('.').at(-1)!
  const tables = await rows<{
    name: string
  }>(`select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE' and table_name not in ('place', 'place_postal_code', 'area')`)
  for (const { name } of tables) expect(JSON.stringify(await rows(`select * from ${name}`)), name).not.toContain(mac)
  expect(tables.length).toBeGreaterThan(10)
})

test('jobs carry ids, never a name or an address', async () => {
  await becomeSupporter(program)
  const jobs = await rows<{ data: object }>("select data from pgboss.job where name like 'signing.%'")
  expect(jobs.length).toBeGreaterThan(0)
  expect(JSON.stringify(jobs)).not.toMatch(/zoe|Zoé|@/i)
})

test('confirming again brings her up to date, counts her once, and sends no second welcome', async () => {
  await becomeSupporter(program)
  await program.mailsWhen(2)
  await becomeSupporter(program, {
    given_name: 'Zoë',
    postal_code: '23000',
    place_code: 'FR-23096',
    consents: { news: true, calls: false },
  })

  expect(await rows('select given_name, department_id, area_rank from person')).toEqual([
    { given_name: 'Zoë', department_id: 'FR-23', area_rank: 1 },
  ])
  expect(await movement()).toMatchObject({ supporters: 1, places: 1, departments: 0 })
  const pending = async () => (await rows("select 1 from pgboss.job where state < 'completed'")).length
  await expect.poll(pending, { timeout: 10_000 }).toBe(0)
  expect((await program.mails()).filter(({ subject }) => subject?.startsWith('Bienvenue'))).toHaveLength(1)
})

test('unticked boxes of a second signature take nothing back', async () => {
  const person = await becomeSupporter(program, { consents: { news: true, calls: false } })
  await becomeSupporter(program, { given_name: 'Zoë' })
  const { currentConsents } = await import('../ledger/index.ts')
  expect(await currentConsents(program.database.read, person)).toContainEqual(expect.objectContaining({ purpose: 'news' }))
})

test('who had herself erased and signs again is none of those whom a restore erases, and gets what she agrees to alone', async () => {
  const { erasePerson } = await import('../core/commands/leave.ts')
  const { erasing } = await import('../addresses/erasing.ts')
  const { links } = await import('./links.ts')
  const { erasedAddresses, erasedAmongPeople } = await import('../exports/erased-addresses.ts')
  const { read, transact } = program.database
  const signAndConfirm = async (news: boolean) => {
    await signByApi(program, { consents: { news, calls: false } })
    const [signature] = await rows<{ id: string; signed_at: Date }>('select id, signed_at from signature')
    expect((await press(links.confirm(app, signature!))).statusCode).toBe(303)
  }
  const toErase = async () => {
    const erased = await erasedAddresses(read)
    return [erased.length, (await erasedAmongPeople(read, erased, hashOf(app))).length]
  }
  await signAndConfirm(true)
  const [person] = await rows<{ id: string }>('select id from person')
  await transact((tx) => erasePerson(tx, { person: person!.id, now: clock.now, ...erasing(app) }))
  expect(await toErase()).toEqual([1, 0])
  await signAndConfirm(false)
  expect(await toErase()).toEqual([1, 0])
  const who = async () => (await rows<{ id: string }>('select id from person'))[0]!.id
  const reaches = async () => mayReach(read, await who(), { purpose: NEWS, channel: 'email', now: clock.now })
  expect(await reaches()).toBe(false)
  await signAndConfirm(true)
  expect(await reaches()).toBe(true)
  // The word of who was erased stays, of an id that is nobody's: no file brings anybody new there.
  expect(await rows('select purpose, reason, person_id from suppression')).toEqual([
    { purpose: 'news', reason: 'erased', person_id: person!.id },
  ])
})

test('"it was not me" deletes what waits under the address, and no such mail comes for three months', async () => {
  await signByApi(program)
  await signByApi(program, { given_name: 'Autre' })
  const mails = await program.mailsWhen(2)
  const path = linkIn(mails[0]!, '/sign/refuse/')
  expect((await server.inject(path)).statusCode).toBe(200)
  expect(await rows('select 1 from signature')).toHaveLength(2)
  expect((await press(path)).statusCode).toBe(200)
  expect(await rows('select 1 from signature')).toEqual([])

  await signByApi(program, { given_name: 'Encore' })
  const done = async () => (await rows("select 1 from pgboss.job where state < 'completed'")).length
  await expect.poll(done, { timeout: 10_000 }).toBe(0)
  expect(await program.mails()).toHaveLength(2)

  clock.now = new Date(clock.now.getTime() + 91 * DAY)
  await signByApi(program, { given_name: 'Plus tard' })
  expect(await program.mailsWhen(3)).toHaveLength(3)
})

test('the thanks page opens for an hour, to nobody else', async () => {
  const pressed = await press(await confirmationPath(program))
  const path = String(pressed.headers.location)
  expect((await server.inject(path)).headers['cache-control']).toBe('private, no-store')
  clock.now = new Date(clock.now.getTime() + 61 * 60_000)
  expect((await server.inject(path)).statusCode).toBe(404)
})

test('what comes after signing stands in order; what fails is left out, and she is thanked all the same', async () => {
  const path = String((await press(await confirmationPath(program))).headers.location)
  vi.spyOn(app, 'filled').mockReturnValueOnce([
    { order: 2, draw: async () => 'The second thing' },
    { order: 3, draw: () => Promise.reject(new Error('planted')) },
    { order: 1, draw: async () => 'The first thing' },
  ])
  const thanks = await server.inject(path)
  expect(thanks.statusCode).toBe(200)
  expect(thanks.body).toContain('Merci, Zoé')
  expect(thanks.body).toMatch(/The first thing[\s\S]*The second thing/)
})

test('a clock far ahead of the server changes no day of the count', async () => {
  clock.now = new Date('2026-03-31T23:59:59+14:00')
  await becomeSupporter(program)
  expect(await movement()).toMatchObject({ since: '2026-03-31' })
  expect(app.now().toISOString()).toBe('2026-03-31T09:59:59.000Z')
})

test('a supporter is counted on the day that the clocks of the movement show', async () => {
  movementOf(program, { timeZone: 'Pacific/Noumea' })
  clock.now = new Date('2026-03-31T14:00:00Z')
  const id = await becomeSupporter(program)
  expect(await movement()).toMatchObject({ since: '2026-04-01' })
  expect(await rows('select confirmed_on::text from person where id = $1', [id])).toEqual([{ confirmed_on: '2026-04-01' }])
})

test('a number that waited across an upgrade is spelt as numbers are now, and what was said no to at it holds', async () => {
  const path = await confirmationPath(program, { phone: '+262692112233', consents: { news: false, calls: true } })
  await rows("update signature set phone = '+33692112233'")
  const former = hashOf(app)('+33692112233')
  await rows("insert into suppression (address_hash, purpose, reason, since) values ($1, 'calls', 'withdrawn', now())", [former])
  await press(path)
  expect(
    await rows("select value, hash = $1 as hashed from contact_point where kind = 'phone'", [hashOf(app)('+262692112233')]),
  ).toEqual([{ value: '+262692112233', hashed: true }])
  const [{ id }] = (await rows<{ id: string }>('select id from person')) as [{ id: string }]
  const call = { purpose: CALLS, channel: 'voice' as const, now: clock.now }
  expect(await mayReach(program.database.read, id, call)).toBe(false)
  await rows('delete from suppression')
  expect(await mayReach(program.database.read, id, call)).toBe(true)
})
