import { expect, test } from 'vitest'
import { addSupporters } from '../../../../tests/support/people.ts'
import { signer } from '../../../../tests/support/groups.ts'
import { forged, useProgram, visitor } from '../../../../tests/support/program.ts'
import { asking, holding, proxiesIn } from '../../../../tests/support/proxies.ts'
import { postForm, sendForm } from '../../../../tests/support/signing.ts'
import { hashOf, mailboxHashOf, type PersonId } from '../../people/index.ts'
import { openAsk } from './commands/ask.ts'
import { followAddress } from './commands/clock.ts'
import { type Holding, sayHolding, withdrawHolding } from './commands/hold.ts'
import { answerMatch, establish } from './commands/match.ts'
import { propose } from './commands/propose.ts'
import { links } from './links.ts'
import { matchVote } from './round.ts'
import { MOST_UNCONFIRMED } from './rules.ts'

const program = await useProgram()
const { app, rows, server } = program
const { transact } = app.database
const { vote, hold, match, matches, later, clock, dayIn } = proxiesIn(program)

const LYON = {
  place_id: 'FR-69123',
  department_id: 'FR-69',
  country: 'FR',
  town: 'Lyon',
  time_zone: 'Europe/Paris',
  lng: 4.84,
  lat: 45.76,
}
const NANTES = { ...LYON, place_id: 'FR-44109', department_id: 'FR-44', town: 'Nantes', lng: -1.55, lat: 47.22 }
const LIMIT = { most: 2, madeHome: 1 }

/** Somebody who asks, written down at once. */
async function asks(election: string, n: number, otherwise: Record<string, unknown> = {}): Promise<string> {
  const phone = `+3369938${String(1000 + n)}`
  const email = `asks${n}@example.org`
  const mailbox = { email, hash: mailboxHashOf(app)(email) }
  const said = { person: null, given_name: `A${n}`, phone, phone_hash: hashOf(app)(phone), mailbox, locale: 'fr', made: 'home' }
  const asked = { election, ...said, at: { ...LYON, station: null }, told_on: dayIn(40), reminded: null, ...otherwise }
  return transact((tx) => openAsk(tx, asked as Parameters<typeof openAsk>[1], { how: 'site', now: program.clock.now }))
}

const said = (
  election: string,
  person: string,
  otherwise: Partial<Holding> & { phone?: string; email?: string } = {},
): Holding => {
  const { phone = `+336993${person.slice(0, 5)}`, email = `${person}@example.org`, ...rest } = otherwise
  const hashes = { phone, phone_hash: hashOf(app)(phone), mailbox_hash: mailboxHashOf(app)(email) }
  const at = { ...LYON, station: null }
  return {
    election,
    person,
    ...hashes,
    at,
    km: 10,
    takes: 1,
    held: { home: 0, abroad: 0 },
    limit: LIMIT,
    told_on: dayIn(40),
    ...rest,
  }
}
const some = (n: number) =>
  addSupporters(
    program,
    Array.from({ length: n }, (_, at) => ({ given_name: `H${at}`, family_name: 'Durand' })),
  )
const holds = (holding: Holding) => transact((tx) => sayHolding(tx, holding, program.clock.now))
const proposals = (asked: string[], holder: string) =>
  asked.map((ask) => ({ ask, holder, km: 0, answer_by: new Date(program.clock.now.getTime() + 86_400_000) }))
/** All at once; whoever finds no seat is left out, and nothing breaks. */
async function bring(asked: string[], holder: string): Promise<void> {
  const tries = proposals(asked, holder).map((one) =>
    transact((tx) => propose(tx, [one], { limit: LIMIT, now: program.clock.now })),
  )
  expect((await Promise.allSettled(tries)).filter(({ status }) => status === 'rejected')).toEqual([])
}
const seats = () =>
  rows<{ nth: number; nth_home: number | null }>('select nth, nth_home from proxy_mandate order by holder_id, nth')

test('a crowd brings one holder two made in France: she gets one, whichever is first', async () => {
  const election = await vote()
  const [person] = await some(1)
  const holder = await holds(said(election, person!, { takes: 2 }))
  const asked = []
  for (let n = 0; n < 8; n += 1) asked.push(await asks(election, n))
  await bring(asked, holder)
  expect(await matches()).toHaveLength(1)
  expect(await seats()).toEqual([{ nth: 1, nth_home: 1 }])
})

test('one of each place where it was made, and never a third; by the matcher alone only one, unless she said two', async () => {
  const election = await vote()
  const [ana, bea] = await some(2)
  const both = await holds(said(election, ana!, { takes: 2 }))
  const one = await holds(said(election, bea!, { takes: 1 }))
  const asked = []
  for (let n = 0; n < 12; n += 1) asked.push(await asks(election, n, { made: n % 2 ? 'abroad' : 'home' }))
  await bring(asked.slice(0, 6), both)
  await bring(asked.slice(6), one)
  const held = await rows<{ holder_id: string; n: number; home: number }>(
    'select holder_id, count(*)::int as n, count(nth_home)::int as home from proxy_mandate group by holder_id',
  )
  expect(held.find(({ holder_id }) => holder_id === both)).toMatchObject({ n: 2 })
  expect(held.find(({ holder_id }) => holder_id === both)!.home).toBeLessThanOrEqual(1)
  expect(held.find(({ holder_id }) => holder_id === one)).toMatchObject({ n: 1 })
  await expect(
    rows('insert into proxy_mandate (holder_id, nth, most, most_home, said) values ($1, 3, 2, 1, false)', [both]),
  ).rejects.toThrow(/check/)
})

test('what she holds already counts: with one made in France she is brought one made abroad, and with two none', async () => {
  const election = await vote()
  const [ana, bea] = await some(2)
  const one = await holds(said(election, ana!, { held: { home: 1, abroad: 0 }, takes: 2 }))
  const two = await holds(said(election, bea!, { held: { home: 0, abroad: 2 }, takes: 2 }))
  await expect(holds(said(election, bea!, { held: { home: 2, abroad: 0 } }))).rejects.toThrow()
  const [home, abroad, third] = [
    await asks(election, 1),
    await asks(election, 2, { made: 'abroad' }),
    await asks(election, 3, { made: 'abroad' }),
  ]
  await match(election)
  await bring([home, third], one)
  await bring([home, third], two)
  expect((await matches()).map(({ ask_id, holder_id }) => [ask_id, holder_id])).toEqual([
    [abroad === third ? third : abroad, one],
  ])
})

test('through two towns, two spellings of her number and of her mailbox, at once and by two records, one person is one holder', async () => {
  const election = await vote()
  const zoe = await signer(program, 'Zoe')
  const twin = await signer(program, 'Twin')
  const tries = [
    zoe.post('/me/proxies', holding(election, { where: '69003', phone: '06 99 38 12 34' })),
    zoe.post('/me/proxies', holding(election, { where: 'Nantes', phone: '+33 (0)6.99.38.12.34' })),
    twin.post('/me/proxies', holding(election, { where: 'Nantes', phone: '0033699381234' })),
  ]
  const answers = (await Promise.all(tries)).map(({ statusCode }) => statusCode)
  expect(answers[2] === 409 || answers.slice(0, 2).every((code) => code === 409)).toBe(true)
  expect(await rows('select 1 from proxy_holder')).toHaveLength(1)
  // A tag makes no other mailbox of it.
  const [other] = await some(1)
  const [{ person_id, mailbox_hash }] = (await rows<{ person_id: string; mailbox_hash: Buffer }>(
    'select person_id, mailbox_hash from proxy_holder',
  )) as [{ person_id: string; mailbox_hash: Buffer }]
  const email = person_id === zoe.person ? zoe.email : twin.email
  expect(mailboxHashOf(app)(email.replace('@', '+deux@')).equals(mailbox_hash)).toBe(true)
  await expect(holds(said(election, other!, { email: email.replace('@', '+deux@') }))).rejects.toThrow('proxies.hold.same')
})

test('whoever withdraws and offers herself anew elsewhere still holds what was established', async () => {
  const election = await vote()
  const [ana] = await some(1)
  const holder = await holds(said(election, ana!, { takes: 2 }))
  const first = await asks(election, 1)
  await bring([first], holder)
  const [made] = await matches()
  for (const side of ['holder', 'asker'] as const)
    await transact((tx) => answerMatch(tx, { match: made!.id, side, yes: true }, program.clock.now))
  await transact((tx) => establish(tx, first))
  await transact((tx) => withdrawHolding(tx, { election, person: ana!, now: program.clock.now }))
  expect(await matches()).toMatchObject([{ state: 'ended', why: 'holder-left' }])
  await holds(said(election, ana!, { takes: 2, at: { ...NANTES, station: '1' } }))
  await bring([await asks(election, 2)], holder)
  expect((await matches()).filter(({ state }) => state !== 'ended')).toHaveLength(0)
  expect(await seats()).toEqual([{ nth: 1, nth_home: 1 }])
})

test('whoever has withdrawn is asked for nobody, neither by a round nor by one that found her before; until she offers herself again', async () => {
  const election = await vote()
  const [ana] = await some(1)
  const holder = await holds(said(election, ana!))
  await transact((tx) => withdrawHolding(tx, { election, person: ana!, now: program.clock.now }))
  const waits = await asks(election, 1)
  expect(await matchVote(app, election)).toBe(0)
  await bring([waits], holder)
  expect(await matches()).toEqual([])
  await holds(said(election, ana!))
  expect(await matchVote(app, election)).toBe(1)
})

test('two workers at once match nobody twice, and again changes nothing', async () => {
  const election = await vote()
  for (const person of await some(14)) await holds(said(election, person))
  for (let n = 0; n < 12; n += 1) await asks(election, n)
  const written = await Promise.all(Array.from({ length: 4 }, () => matchVote(app, election)))
  expect(written.reduce((sum, n) => sum + n, 0)).toBe(12)
  expect(await rows("select ask_id from proxy_match where state <> 'ended' group by ask_id having count(*) > 1")).toEqual([])
  expect(await rows('select holder_id from proxy_mandate group by holder_id having count(*) > 1')).toEqual([])
  expect(await matchVote(app, election)).toBe(0)
})

test('who harvests numbers gets none: ten holders are asked for one ask, also withdrawn and taken up, and no page tells a number before a yes', async () => {
  const election = await vote()
  for (const person of await some(30)) await holds(said(election, person))
  const phone = '+33699380000'
  const one = { phone, phone_hash: hashOf(app)(phone) }
  const ask = await asks(election, 1, one)
  for (let round = 0; round < 14; round += 1) {
    await match(election)
    const page = (await server.inject(links.ask(app, ask))).body
    expect(page.replaceAll(phone, '')).not.toMatch(/\+33\d{6}|tel:/)
    const open = (await matches()).find(({ state }) => state === 'proposed')
    // She says yes to each, but to one; nobody answers her; she withdraws and asks anew.
    if (open) await postForm(program, `${links.ask(app, ask)}/answer`, { match: open.id, answer: round === 3 ? 'no' : 'yes' })
    later(2.1)
    await clock()
    if (round !== 5) continue
    await postForm(program, `${links.ask(app, ask)}/withdrawal`, {})
    expect(await asks(election, 1, one)).toBe(ask)
  }
  expect(await matches()).toHaveLength(10)
  expect(await rows('select holder_id from proxy_match group by holder_id having count(*) > 1')).toEqual([])
})

test('who says no to three sees nobody more, by leaving and coming back neither, and her page says so', async () => {
  const election = await vote()
  for (const person of await some(6)) await holds(said(election, person))
  const ask = await asks(election, 1)
  for (let round = 0; round < 6; round += 1) {
    await match(election)
    const open = (await matches()).find(({ state }) => state === 'proposed')
    if (open && round === 1) {
      await postForm(program, `${links.ask(app, ask)}/withdrawal`, {})
      expect(await asks(election, 1)).toBe(ask)
    } else if (open) await postForm(program, `${links.ask(app, ask)}/answer`, { match: open.id, answer: 'no' })
  }
  expect((await matches()).map(({ why }) => why)).toEqual(['asker-no', 'asker-left', 'asker-no'])
  expect((await server.inject(links.ask(app, ask))).body).toContain('Vous avez dit non à plusieurs personnes')
})

test('whoever types another’s number again and again uses up nothing of hers: for her somebody is asked', async () => {
  const election = await vote()
  const near = await some(2)
  for (const person of near) await holds(said(election, person))
  const phone = '+33699380000'
  const hers = { phone, phone_hash: hashOf(app)(phone) }
  for (let n = 0; n < 10; n += 1) {
    const ask = await asks(election, n, hers)
    await rows(
      'insert into proxy_match (id, ask_id, holder_id, km, state, proposed_at, answer_by, ended_at, why) select gen_random_uuid(), $1, id, 0, $2, $3, $3, $3, $4 from proxy_holder',
      [ask, 'ended', new Date(program.clock.now.getTime() - 8 * 86_400_000), 'asker-no'],
    )
    await postForm(program, `${links.ask(app, ask)}/withdrawal`, {})
  }
  const own = await asks(election, 20, hers)
  await match(election)
  expect((await matches()).filter(({ ask_id, state }) => ask_id === own && state === 'proposed')).toHaveLength(1)
})

test('a holder gets three questions a week, and is not asked twice about the same', async () => {
  const election = await vote(60)
  const [ana] = await some(1)
  const holder = await holds(said(election, ana!))
  for (let n = 0; n < 6; n += 1) {
    const ask = await asks(election, n)
    await bring([ask], holder)
    await rows("update proxy_match set state = 'ended', ended_at = now(), why = 'holder-no'")
    await rows('delete from proxy_mandate')
    await bring([ask], holder)
  }
  expect(await matches()).toHaveLength(3)
  later(7.1)
  await bring([await asks(election, 10)], holder)
  expect(await matches()).toHaveLength(4)
})

test('before the button of the mail nobody is asked; the answer is the same for a mailbox that asked already; a flood is held by network and mailbox', async () => {
  const election = await vote()
  await hold(election)
  const ask = (email: string, headers = visitor()) =>
    sendForm(program, { url: '/vote/proxy', fields: asking(election, { email }), headers })
  const first = await ask('zoe@example.org')
  await match(election)
  expect(await matches()).toHaveLength(0)
  await rows("update proxy_ask set state = 'waiting'")
  const again = await ask('zoe@example.org')
  expect(again.statusCode).toBe(200)
  expect(again.body).toBe(first.body)
  const there = visitor()
  for (let n = 0; n < 4; n += 1) expect((await ask('ana@example.org', there)).statusCode).toBe(200)
  expect(await rows("select 1 from proxy_ask where email = 'ana@example.org'")).toHaveLength(3)
  // Whose mailbox it is asks from elsewhere, and gets her mail.
  expect((await ask('ana@example.org')).statusCode).toBe(200)
  expect(await rows("select 1 from proxy_ask where email = 'ana@example.org'")).toHaveLength(4)
  const here = visitor()
  const wave = await Promise.all(Array.from({ length: 20 }, (_, n) => ask(`x${n}@example.org`, here)))
  expect(new Set(wave.map(({ statusCode }) => statusCode))).toEqual(new Set([200]))
  expect((await ask('x20@example.org', here)).statusCode).toBe(429)
  // What only programs fill in.
  await sendForm(program, { url: '/vote/proxy', fields: asking(election, { email: 'bot@example.org', website: 'x' }) })
  expect(await rows("select 1 from proxy_ask where email = 'bot@example.org'")).toHaveLength(0)
})

test('many networks together shut nobody out: where so many wait, those that have most give way', async () => {
  const election = await vote()
  await rows(
    `insert into proxy_ask (id, election_id, given_name, phone, phone_hash, email, mailbox_hash, network, locale, place_id, country, town, time_zone, lng, lat, made, how, state, asked_at, told_on)
     select gen_random_uuid(), $1, 'X', '+33699380000', '\\x00', 'x@example.org', '\\x00', (n % 200)::text, 'fr', 'FR-69123', 'FR', 'Lyon', 'Europe/Paris', 4.8, 45.7, 'home', 'mail',
       'unconfirmed', $2::timestamptz, '2026-01-01' from generate_series(1, $3::int) n`,
    [election, program.clock.now, MOST_UNCONFIRMED.all],
  )
  const sent = await sendForm(program, {
    url: '/vote/proxy',
    fields: asking(election, { email: 'zoe@example.org' }),
    headers: visitor(),
  })
  expect(sent.statusCode).toBe(200)
  expect(await rows("select 1 from proxy_ask where email = 'zoe@example.org'")).toHaveLength(1)
  expect(await rows("select 1 from proxy_ask where state = 'unconfirmed'")).toHaveLength(MOST_UNCONFIRMED.all)
})

test('whoever moves from a mailbox that two share takes her own ask along, and not that of the other', async () => {
  const [first, second] = [await vote(40), await vote(50)]
  const [ana, leo] = await some(2)
  const from = 'both@example.org'
  const mailbox = { email: from, hash: mailboxHashOf(app)(from) }
  await asks(first, 1, { mailbox, person: ana })
  await asks(second, 2, { mailbox, person: leo })
  await transact((tx) => followAddress(tx, app, { person: ana as PersonId, from, to: 'ana@example.org' }))
  expect(await rows('select person_id, email from proxy_ask order by told_on, email')).toEqual(
    expect.arrayContaining([
      { person_id: ana, email: 'ana@example.org' },
      { person_id: leo, email: from },
    ]),
  )
})

test('of a country whose rule we have not read, nobody is matched, and the page says so', async () => {
  const election = await vote(40, { country: 'ES' })
  expect((await server.inject('/vote/proxy')).body).toContain('n’avons pas lu la règle')
  const [ana] = await some(1)
  await holds(said(election, ana!))
  await asks(election, 1)
  expect(await matchVote(app, election)).toBe(0)
})

test('a link that is nobody’s opens nothing, and that of one who asks opens no page of one who holds', async () => {
  const election = await vote()
  const id = await asks(election, 1)
  const [, token] = /asks\/(.*)/.exec(links.ask(app, id))!
  expect((await server.inject(`/vote/proxy/holders/${token}`)).statusCode).toBe(404)
  expect((await server.inject(forged(`/vote/proxy/asks/${token!}`))).statusCode).toBe(404)
  expect((await server.inject(links.holder(app, id))).statusCode).toBe(404)
  // Nobody answers for the other: a match of somebody else is not hers.
  const [ana] = await some(1)
  await holds(said(election, ana!))
  await match(election)
  const [one] = await matches()
  const other = await asks(election, 2)
  expect((await postForm(program, `${links.ask(app, other)}/answer`, { match: one!.id, answer: 'yes' })).statusCode).toBe(409)
  expect(await rows('select 1 from proxy_match where asker_yes_at is not null')).toHaveLength(0)
})
