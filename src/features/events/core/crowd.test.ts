import { expect, test } from 'vitest'
import { addEvent, asking, placesOf } from '../../../../tests/support/events.ts'
import { addSupporters } from '../../../../tests/support/people.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { erasePerson } from '../../people/core/commands/leave.ts'
import { erasing } from '../../people/addresses/erasing.ts'
import { addRole } from './commands/roles.ts'
import { takePlaces } from './commands/places.ts'
import { giveBack } from './commands/sign-up.ts'
import { placerOf } from './placing.ts'

const program = await useProgram()
const { rows } = program
const { transact } = program.app.database
const people = (n: number) =>
  addSupporters(
    program,
    Array.from({ length: n }, (_, i) => ({ given_name: `P${i}`, family_name: 'Durand' })),
  )
const place = (event: string, person: string, seats = 1) => placerOf(program.app)(asking(event, person, { seats }))
/** The same without the queue in front of it: each in a transaction of its own. */
const placeAlone = (event: string, person: string) => transact((tx) => takePlaces(tx, [asking(event, person)], program.clock.now))

test('a thousand trials of twenty at once for five places: five come, fifteen wait, each time', async () => {
  const everybody = await people(70)
  const [holders, crowd] = [everybody.slice(20), everybody.slice(0, 20)]
  for (let trial = 0; trial < 50; trial += 1) {
    // Twenty events at a time, so that all trials meet in the same transactions.
    const events = await Promise.all(
      Array.from({ length: 20 }, (_, n) => addEvent(program, holders[trial]!, { capacity: 5, title: `Trial ${trial} ${n}` })),
    )
    const placed = await Promise.all(events.flatMap((event) => crowd.map((person) => place(event, person))))
    expect(placed.filter(({ state }) => state === 'coming')).toHaveLength(5 * events.length)
  }
  const wrong = await rows('select id from event where taken <> 5 or waiting <> 15')
  expect(wrong).toEqual([])
  const counted = await rows<{ n: number }>(
    "select count(*)::integer as n from sign_up where state = 'coming' group by event_id having count(*) <> 5",
  )
  expect(counted).toEqual([])
}, 240_000)

test('fifty press at once, each in a transaction of her own: never over', async () => {
  const [holder, ...crowd] = await people(51)
  const event = await addEvent(program, holder!, { capacity: 5 })
  await Promise.all(crowd.map((person) => placeAlone(event, person)))
  expect(await placesOf(program, event)).toEqual({ taken: 5, waiting: 45, coming: 5, listed: 45 })
})

test('one person who presses twenty times has one place, whichever way', async () => {
  const [holder, zoe] = await people(2)
  const event = await addEvent(program, holder!, { capacity: 5 })
  const placed = await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? place(event, zoe!) : placeAlone(event, zoe!))))
  expect(new Set(placed.flat().map((one) => ('id' in one ? one.id : ''))).size).toBe(1)
  expect(await placesOf(program, event)).toEqual({ taken: 1, waiting: 0, coming: 1, listed: 0 })
})

test('those who leave and those who come cross: no place is given twice, none stays empty while somebody waits', async () => {
  const [holder, ...crowd] = await people(61)
  const event = await addEvent(program, holder!, { capacity: 10 })
  const early = await Promise.all(crowd.slice(0, 20).map((person) => place(event, person)))
  const leaving = early.filter(({ state }) => state === 'coming').slice(0, 6)
  await Promise.all([
    ...leaving.map(({ id }) => transact((tx) => giveBack(tx, id, { now: program.clock.now }))),
    // Pressed twice: given back once.
    ...leaving.map(({ id }) => transact((tx) => giveBack(tx, id, { now: program.clock.now }))),
    ...crowd.slice(20).map((person) => place(event, person)),
  ])
  expect(await placesOf(program, event)).toEqual({ taken: 10, waiting: 44, coming: 10, listed: 44 })
})

test('who waits is moved up in the order of asking; who needs more than there is is passed over', async () => {
  const [holder, a, b, c, d] = await people(5)
  const event = await addEvent(program, holder!, { capacity: 2, guests: 3 })
  const first = await place(event, a!)
  await place(event, b!)
  await place(event, c!, 2)
  await place(event, d!, 1)
  await transact((tx) => giveBack(tx, first.id, { now: program.clock.now }))
  const states = await rows<{ person_id: string; state: string }>('select person_id, state from sign_up')
  const stateOf = (person: string) => states.find(({ person_id }) => person_id === person)!.state
  expect([a, b, c, d].map((person) => stateOf(person!))).toEqual(['left', 'coming', 'waiting', 'coming'])
})

test('a role has places of its own', async () => {
  const [holder, ...crowd] = await people(13)
  const event = await addEvent(program, holder!, { capacity: 10 })
  await transact((tx) => addRole(tx, event, { name: 'Table', starts_at: null, ends_at: null, capacity: 3 }))
  const [{ id: role }] = (await rows<{ id: string }>('select id from event_role')) as [{ id: string }]
  const placed = await Promise.all(
    crowd.map((person, n) => placerOf(program.app)(asking(event, person, { role: n % 2 ? role : null }))),
  )
  expect(placed.filter(({ state }) => state === 'coming')).toHaveLength(9)
  expect(await rows('select taken from event_role')).toEqual([{ taken: 3 }])
  expect((await placesOf(program, event)).taken).toBe(9)
})

test('somebody is erased while others sign up: the figures stay true, and her place goes to who waits', async () => {
  const [holder, ...crowd] = await people(31)
  const event = await addEvent(program, holder!, { capacity: 10 })
  await Promise.all(crowd.slice(0, 10).map((person) => place(event, person)))
  const erase = (person: string) => transact((tx) => erasePerson(tx, { person, now: program.clock.now, ...erasing(program.app) }))
  await Promise.all([...crowd.slice(0, 5).map(erase), ...crowd.slice(10).map((person) => place(event, person))])
  const { taken, waiting, coming, listed } = await placesOf(program, event)
  expect([taken, waiting]).toEqual([coming, listed])
  expect(coming).toBeLessThanOrEqual(10)
  expect(coming + listed).toBe(25)
})

test('no code can overfill: the database refuses', async () => {
  const [holder, a, b] = await people(3)
  const event = await addEvent(program, holder!, { capacity: 1 })
  await place(event, a!)
  await place(event, b!)
  await expect(rows("update sign_up set state = 'coming' where state = 'waiting' returning id")).rejects.toThrow(
    /check constraint/,
  )
  await expect(
    rows(
      "insert into sign_up (id, event_id, person_id, locale, seats, state, how, asked_at, code) values (gen_random_uuid(), $1, $2, 'fr', 1, 'waiting', 'site', now(), 'abcdefghjkmn')",
      [event, a],
    ),
  ).rejects.toThrow(/sign_up_person/)
})
