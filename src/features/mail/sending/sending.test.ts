import { expect, test } from 'vitest'
import { mergePeople } from '../../people/core/index.ts'
import type { PersonId } from '#people'
import { newId } from '#platform/db/id'
import { handOf, mailingTo, readers, scripted } from '../../../../tests/support/mailing.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { raise, recordWindow, takeChunk } from './commands/lane.ts'
import { endIfOver, goOn, halt, pauseMailing, resumeMailing, stopMailing } from './commands/steer.ts'
import { runLane } from './lane.ts'
import { findMailing } from './queries.ts'
import { settle } from './rules.ts'
import type { Mailing } from './tables.ts'

const program = await useProgram()
const { app, rows } = program
const { transact, read } = app.database

const run = (mailing: Mailing, { sender }: ReturnType<typeof scripted>) => runLane(app, sender, { mailing, time: 5_000 })
const fates = () =>
  rows<{ email: string; fate: string; reason: string }>(
    `select value as email, fate, reason from delivery_fate join delivery using (mailing_id, seq) join contact_point using (person_id) order by value`,
  )
/** Whatever held a chunk or a letter is silent for long. */
const leasesEnd = async () => {
  await rows("update mailing_chunk set lease_until = now() - interval '1 second' where lease_until is not null")
  await rows("update delivery_fate set lease_until = now() - interval '1 second' where lease_until is not null")
  await rows("update delivery_fate set not_before = now() where fate = 'deferred'")
}

test('everybody who agreed gets one letter, each once, and the mailing knows that it is done', async () => {
  await readers(program, 1_203)
  const mailing = await mailingTo(program, { limit: 500 })
  expect(mailing).toMatchObject({ state: 'running', meant: 1_203, left_out: {} })
  const server = scripted()
  expect(await run(mailing, server)).toBe('nothing')
  expect(server.taken.toSorted()).toEqual(
    Array.from({ length: 1_203 }, (_, n) => `reader${n}@${n % 3 === 0 ? 'gmail.com' : 'example.org'}`).toSorted(),
  )
  expect(await fates()).toEqual([])
  await transact((tx) => endIfOver(tx, mailing.id, app.now()))
  expect((await findMailing(read, mailing.id))!.state).toBe('done')
})

test('several lanes at once share it out', async () => {
  await readers(program, 2_500)
  const mailing = await mailingTo(program)
  const server = scripted()
  await Promise.all(Array.from({ length: 5 }, () => run(mailing, server)))
  expect(server.taken).toHaveLength(2_500)
  expect(new Set(server.taken).size).toBe(2_500)
})

test('who did not agree, or shares a mailbox with somebody who gets it, is left out and counted', async () => {
  await readers(program, 5)
  const [first] = await rows<{ person_id: string }>("select person_id from contact_point where value = 'reader1@example.org'")
  const others = await rows<{ person_id: string }>(
    "select person_id from contact_point where value in ('reader2@example.org', 'reader4@example.org')",
  )
  await rows(
    "update contact_point set value = 'reader1@example.org', hash = (select hash from contact_point where person_id = $1) where person_id = $2",
    [first!.person_id, others[0]!.person_id],
  )
  await rows('delete from consent where person_id = $1', [others[1]!.person_id])
  const mailing = await mailingTo(program, { limit: 2 })
  expect(mailing).toMatchObject({ meant: 3, left_out: { 'same-mailbox': 1, 'never-agreed': 1 } })
})

test('a letter that a server refuses has its words; one that it puts off is tried again', async () => {
  await readers(program, 60)
  const mailing = await mailingTo(program)
  const server = scripted((to, nth) => {
    if (to.startsWith('reader7@')) return { kind: 'refused', reply: '550 5.1.1 no such user' }
    if (to.startsWith('reader8@') && nth < 60) return { kind: 'deferred', reply: '450 4.2.0 greylisted', group: false }
    return { kind: 'accepted' }
  })
  await run(mailing, server)
  expect(await fates()).toEqual([
    { email: 'reader7@example.org', fate: 'refused', reason: 'refused' },
    { email: 'reader8@example.org', fate: 'deferred', reason: 'deferred' },
  ])
  expect(server.taken).toHaveLength(58)
  await transact((tx) => endIfOver(tx, mailing.id, app.now()))
  expect((await findMailing(read, mailing.id))!.state).toBe('running')
  await leasesEnd()
  expect(await run(mailing, server)).toBe('nothing')
  expect(server.taken).toHaveLength(59)
  expect((await fates()).map(({ fate }) => fate)).toEqual(['refused'])
})

test('a letter that is put off for days is given up', async () => {
  await readers(program, 1)
  const mailing = await mailingTo(program)
  const server = scripted(() => ({ kind: 'deferred', reply: '450 4.2.2 mailbox full', group: false }))
  for (let tries = 0; tries < 30; tries++) {
    await run(mailing, server)
    await leasesEnd()
  }
  expect((await fates()).map(({ fate }) => fate)).toEqual(['failed'])
})

test('a group of servers that takes nothing rests, and holds up no other', async () => {
  await readers(program, 1_500)
  const mailing = await mailingTo(program)
  const server = scripted((to) =>
    to.endsWith('@gmail.com') ? { kind: 'deferred', reply: '421 4.7.0 try later', group: true } : { kind: 'accepted' },
  )
  await run(mailing, server)
  expect(server.taken).toHaveLength(1_000)
  expect(await fates()).toEqual([])
  const [pace] = await rows<{ dest: string; blocks: number; rests: boolean; reply: string }>(
    'select dest, blocks, blocked_until > now() as rests, reply from mail_pace',
  )
  expect(pace).toEqual({ dest: 'google', blocks: 1, rests: true, reply: '421 4.7.0 try later' })
  // Its time comes, at half the pace.
  await rows("update mail_pace set blocked_until = now(), at = now() - interval '1 minute', per_minute = 600")
  const later = scripted()
  await run(mailing, later)
  expect(later.taken.length).toBeGreaterThan(0)
  expect(later.taken.length).toBeLessThanOrEqual(200)
  await rows('update mail_pace set per_minute = null')
  await rows('update mailing_chunk set not_before = null')
  await run(mailing, later)
  expect(later.taken).toHaveLength(500)
  expect(new Set(later.taken).size).toBe(500)
})

test('who is erased, withdraws or loses her mailbox between freezing and her turn is not written to', async () => {
  const [erased, withdrawn, bad, restricted] = await readers(program, 60)
  const mailing = await mailingTo(program)
  await rows('delete from person where id = $1', [erased])
  await rows("update consent set action = 'withdrawn' where person_id = $1", [withdrawn])
  await rows("update contact_point set quality = 'bad' where person_id = $1", [bad])
  await rows('update person set restricted_at = now() where id = $1', [restricted])
  const server = scripted()
  await run(mailing, server)
  expect(server.taken).toHaveLength(56)
  expect((await fates()).map(({ fate }) => fate)).toEqual(['left-out', 'left-out', 'left-out'])
})

test('a pause holds letters back within a window, and going on sends each once', async () => {
  await readers(program, 400)
  const mailing = await mailingTo(program)
  const server = scripted(async (_to, nth) => {
    if (nth === 120) await transact((tx) => pauseMailing(tx, handOf(program), mailing.id))
    return { kind: 'accepted' }
  })
  expect(await run(mailing, server)).toBe('held')
  expect(server.taken.length).toBeLessThan(200)
  expect(await run(mailing, server)).toBe('nothing')
  expect(server.taken.length).toBeLessThan(200)
  await transact((tx) => resumeMailing(tx, handOf(program), mailing.id))
  await run(mailing, server)
  expect(server.taken).toHaveLength(400)
  expect(new Set(server.taken).size).toBe(400)
})

test('nothing leaves while the whole movement is held, nor after a stop', async () => {
  await readers(program, 10)
  const mailing = await mailingTo(program)
  const server = scripted()
  await transact((tx) => halt(tx, handOf(program)))
  await run(mailing, server)
  expect(server.taken).toEqual([])
  await transact((tx) => goOn(tx, handOf(program)))
  await transact((tx) => stopMailing(tx, handOf(program), mailing.id))
  await run(mailing, server)
  expect(server.taken).toEqual([])
  await expect(transact((tx) => resumeMailing(tx, handOf(program), mailing.id))).rejects.toThrow('sending.moved-on')
})

test('of two who press begin at once, one does', async () => {
  await readers(program, 3)
  const mailing = await mailingTo(program, { begun: false })
  const { beginMailing } = await import('./commands/steer.ts')
  const pressed = await Promise.allSettled([0, 1, 2].map(() => transact((tx) => beginMailing(tx, handOf(program), mailing.id))))
  expect(pressed.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
})

test.each(['resend', 'park'] as const)('a sender that dies in the middle of a window: %s', async (policy) => {
  await readers(program, 120)
  const mailing = await mailingTo(program, { policy })
  const held = (await transact((tx) => takeChunk(tx, mailing.id, policy)))!
  const window = (await transact((tx) => raise(tx, app, { held, mailing, size: 50 })))!
  // It dies here: of these nobody knows. Until its lease is over nobody else takes the chunk.
  const server = scripted()
  await run(mailing, server)
  expect(server.taken).toHaveLength(120 - (held.hi - window.from))
  await leasesEnd()
  await run(mailing, server)
  const parked = policy === 'park' ? window.people.length : 0
  expect(server.taken).toHaveLength(120 - parked)
  expect(new Set(server.taken).size).toBe(server.taken.length)
  expect((await fates()).map(({ fate }) => fate)).toEqual(Array(parked).fill('uncertain'))
})

test('a sender that slept past its lease says nothing more, and sends nothing more', async () => {
  await readers(program, 120)
  const mailing = await mailingTo(program)
  const asleep = (await transact((tx) => takeChunk(tx, mailing.id, 'resend')))!
  const window = (await transact((tx) => raise(tx, app, { held: asleep, mailing, size: 50 })))!
  await leasesEnd()
  const server = scripted()
  await run(mailing, server)
  expect(server.taken).toHaveLength(120)
  const refused = settle(
    window.from,
    window.people.map(() => ({ kind: 'refused', reply: '550' })),
    'resend',
  )
  expect(await transact((tx) => recordWindow(tx, asleep, refused))).toBe(false)
  expect(await fates()).toEqual([])
  expect(await transact((tx) => raise(tx, app, { held: asleep, mailing, size: 50 }))).toBeUndefined()
})

test('a server that goes away leaves all that it did not take as it was', async () => {
  await readers(program, 300)
  const mailing = await mailingTo(program)
  const server = scripted((_to, nth) => (nth % 70 === 69 ? 'shut' : { kind: 'accepted' }))
  await run(mailing, server)
  expect(server.taken).toHaveLength(300)
  expect(new Set(server.taken).size).toBe(300)
  const away = { ...server.sender, open: () => Promise.reject(new Error('nobody answers')) }
  await readers(program, 0)
  expect(await runLane(app, away, { mailing, time: 1_000 })).toBe('down')
})

test('what one mailing wrote presses on the next: whoever had enough letters waits', async () => {
  await readers(program, 3)
  const server = scripted()
  const sent: number[] = []
  for (let n = 0; n < 12; n++) {
    const mailing = await mailingTo(program)
    await run(mailing, server)
    sent.push(server.taken.length)
  }
  // At some number of letters a week nothing more leaves.
  expect(sent.at(-1)).toBe(sent.at(-2))
  expect(sent[0]).toBe(3)
  expect(new Set((await fates()).map(({ fate, reason }) => `${fate} ${reason}`))).toEqual(new Set(['deferred pressure']))
})

test.each(['keeps', 'drops'] as const)(
  'whoever was two records gets one letter: what left %s its row, what did not goes',
  async (which) => {
    await readers(program, 2)
    await rows("update contact_point set value = replace(value, 'gmail.com', 'example.org')")
    const mailing = await mailingTo(program)
    const held = (await transact((tx) => takeChunk(tx, mailing.id, 'resend')))!
    const announced = (await transact((tx) => raise(tx, app, { held, mailing, size: 1 })))!
    await transact((tx) => recordWindow(tx, held, settle(announced.from, [{ kind: 'accepted' }], 'resend')))
    const [sent] = announced.people
    const [other] = await rows<{ person_id: PersonId }>('select person_id from delivery where person_id <> $1', [sent!.person])
    const pair = { keep: sent!.person, drop: other!.person_id }
    const turned = { keep: pair.drop, drop: pair.keep }
    const tables = app.personalData
    await transact((tx) => mergePeople(tx, { ...(which === 'keeps' ? pair : turned), choices: {}, tables }, app.now()))
    await leasesEnd()
    const server = scripted()
    await run(mailing, server)
    expect(server.taken).toEqual([])
    expect(await fates()).toEqual([])
  },
)

test('of two mailboxes the one that is to be left alone gets nothing', async () => {
  const [zoe] = await readers(program, 1)
  await rows(
    `insert into contact_point (id, person_id, kind, value, verified_at, claimed, hash, created_at)
     select gen_random_uuid(), $1, 'email', 'other@example.org', null, false, decode(repeat('ab', 32), 'hex'), now()`,
    [zoe],
  )
  await rows(
    `insert into suppression (address_hash, purpose, reason, since) select hash, 'news', 'withdrawn', now() from contact_point where value = 'reader0@gmail.com'`,
  )
  const server = scripted()
  await run(await mailingTo(program), server)
  expect(server.taken).toEqual(['other@example.org'])
})

test('a letter that cannot be written holds up none beside it, and is given up in the end', async () => {
  await readers(program, 60)
  const mailing = await mailingTo(program)
  const server = scripted()
  const compose: typeof server.sender.compose = (to) => {
    if (to.email.startsWith('reader7@')) throw new Error('no letter')
    return server.sender.compose(to)
  }
  for (let tries = 0; tries < 30; tries++) {
    await run(mailing, { ...server, sender: { ...server.sender, compose } })
    await leasesEnd()
  }
  expect(server.taken).toHaveLength(59)
  expect(await fates()).toMatchObject([{ email: 'reader7@example.org', fate: 'failed' }])
  expect(program.logged.some(({ msg }) => msg === 'a letter could not be written')).toBe(true)
})

test('a silence holds the letters of those who live where it is, until it is over there', async () => {
  const [cayenne] = await readers(program, 3)
  await rows("update person set place_id = 'FR-97302', department_id = 'FR-973' where id = $1", [cayenne])
  const election = newId()
  await rows(
    "insert into election (id, name, country, kind, created_at) values ($1, 'Premier tour', 'FR', 'presidential', now())",
    [election],
  )
  await rows(
    `insert into election_day (id, election_id, area_id, place_id, vote_on, closes)
     values ($1, $3, null, null, '2027-04-11', '20:00'), ($2, $3, 'FR-973', null, '2027-04-10', '18:00')`,
    [newId(), newId(), election],
  )
  // Friday: over there one votes tomorrow, and in Lyon the day after.
  program.clock.now = new Date('2027-04-09T15:00:00Z')
  const mailing = await mailingTo(program)
  const server = scripted()
  await run(mailing, server)
  expect(server.taken).toHaveLength(2)
  expect(await fates()).toMatchObject([{ fate: 'deferred', reason: 'silence' }])
  const [wait] = await rows<{ hours: number }>(
    'select round(extract(epoch from not_before - at) / 3600)::int as hours from delivery_fate',
  )
  // Until the last station closes there at 18:00 (21:00 UTC), and never before.
  expect(wait!.hours).toBeGreaterThanOrEqual(30)
  program.clock.now = new Date('2027-04-10T12:00:00Z')
  await leasesEnd()
  await run(mailing, server)
  expect(server.taken).toHaveLength(2)
  program.clock.now = new Date('2027-04-12T12:00:00Z')
  await leasesEnd()
  await run(mailing, server)
  expect(server.taken).toHaveLength(3)
  expect(await fates()).toEqual([])
})
