import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { addGroup, figuresOf, found, join } from '../../../../tests/support/groups.ts'
import { addSupporters } from '../../../../tests/support/people.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { erasePerson } from '../../people/core/commands/leave.ts'
import { erasing } from '../../people/addresses/erasing.ts'
import { mergePeople } from '../../people/core/commands/merge.ts'
import { takeApart } from '../../people/core/commands/take-apart.ts'
import { acceptRequest } from './commands/join.ts'
import { leaveGroup } from './commands/leave.ts'
import { setRole, takeOver } from '../core/commands/lead.ts'
import { db } from './tables.ts'
import { agreedBy } from '../core/wording.ts'

const program = await useProgram()
const { transact } = program.app.database
const crowd = (n: number) =>
  addSupporters(
    program,
    Array.from({ length: n }, (_, i) => ({ given_name: `C${i}`, family_name: 'Foule' })),
  )
const erase = (person: string) => transact((tx) => erasePerson(tx, { person, now: program.clock.now, ...erasing(program.app) }))
const settled = (results: PromiseSettledResult<unknown>[]) => results.filter(({ status }) => status === 'fulfilled').length

test('fifty join a group of twelve at once: four come in, forty-six wait, and it is sixteen', async () => {
  const group = await addGroup(program, 12)
  const people = await crowd(50)
  const answers = await Promise.all(people.map((person) => join(program, group.id, person)))
  expect(answers.filter((answer) => answer === 'in')).toHaveLength(4)
  expect(await figuresOf(program, group.id)).toMatchObject({ size: 16, over: true })
  expect(await program.rows('select 1 from membership where group_id = $1', [group.id])).toHaveLength(16)
  expect(await program.rows('select 1 from join_request where group_id = $1', [group.id])).toHaveLength(46)
})

test('the same person presses join twenty times at once: one membership, one line in the ledger of each consent', async () => {
  const group = await addGroup(program, 3)
  const [person] = await crowd(1)
  await Promise.all(Array.from({ length: 20 }, () => join(program, group.id, person!)))
  expect(await figuresOf(program, group.id)).toMatchObject({ size: 4 })
})

test('organisers accept thirty who wait, at once: the database stops at sixteen', async () => {
  const group = await addGroup(program, 10, { joining: 'approval' })
  // Those who ask to enter a group that decides.
  await program.rows(`delete from join_request`)
  const people = await crowd(30)
  for (const person of people) await join(program, group.id, person)
  const before = (await figuresOf(program, group.id)).size
  const agreed = agreedBy('fr')
  const answers = await Promise.allSettled(
    people.map((person) => transact((tx) => acceptRequest(tx, { group: group.id, person, agreed }, program.clock.now))),
  )
  expect(settled(answers)).toBe(16 - before)
  expect((await figuresOf(program, group.id)).size).toBe(16)
})

test('two organisers step down at the same moment: one of them stays', async () => {
  const group = await addGroup(program, 5)
  const [first, second] = group.people as [string, string]
  await transact((tx) => setRole(tx, { group: group.id, person: second, role: 'organiser' }))
  const answers = await Promise.allSettled(
    [first, second].map((person) => transact((tx) => setRole(tx, { group: group.id, person, role: 'member' }))),
  )
  expect(settled(answers)).toBe(1)
  expect(await figuresOf(program, group.id)).toMatchObject({ organisers: 1, vacant: false })
})

test('two organisers leave at the same moment: one of them is asked to hand over', async () => {
  const group = await addGroup(program, 5)
  const [first, second] = group.people as [string, string]
  await transact((tx) => setRole(tx, { group: group.id, person: second, role: 'organiser' }))
  const leaving = [first, second].map((person) =>
    transact((tx) => leaveGroup(tx, { group: group.id, person }, program.clock.now)),
  )
  expect(settled(await Promise.allSettled(leaving))).toBe(1)
  expect(await figuresOf(program, group.id)).toMatchObject({ size: 4, organisers: 1 })
})

test('the last organiser has herself erased: the group says since when it has none, and one of those who accept leads it', async () => {
  const group = await addGroup(program, 6)
  const [last, ...others] = group.people as [string, ...string[]]
  await erase(last)
  expect(await figuresOf(program, group.id)).toMatchObject({ size: 5, organisers: 0, vacant: true })
  const answers = await Promise.allSettled(
    others.map((person) => transact((tx) => takeOver(tx, { group: group.id, person }, program.clock.now))),
  )
  expect(settled(answers)).toBe(1)
  expect(await figuresOf(program, group.id)).toMatchObject({ organisers: 1, vacant: false })
})

test('whoever is in two groups is erased while others join both: the figures stay those of the rows', async () => {
  const [shared] = await crowd(1)
  const others = await crowd(4)
  const first = await found(program, [others[0]!, shared!, others[1]!])
  const second = await found(program, [others[2]!, shared!, others[3]!])
  const newcomers = await crowd(10)
  await Promise.all([
    erase(shared!),
    ...newcomers.flatMap((person) => [join(program, first, person), join(program, second, person)]),
  ])
  for (const group of [first, second]) {
    const rows = await program.rows('select 1 from membership where group_id = $1', [group])
    expect(rows).toHaveLength(12)
    expect((await figuresOf(program, group)).size).toBe(12)
  }
})

test('nobody writes a seventeenth row, whatever code runs', async () => {
  const group = await addGroup(program, 12)
  const people = await crowd(5)
  const rows = sql`insert into membership (group_id, person_id, role, joined_at, how)
    select ${group.id}::uuid, unnest(${people}::uuid[]), 'member', now(), 'site'`
  await expect(transact((tx) => rows.execute(db(tx)))).rejects.toThrow(/check constraint/)
  expect((await figuresOf(program, group.id)).size).toBe(12)
})

test('two records of one person become one, and two again: she is in her groups once, and their figures stay true', async () => {
  const [first, second] = await crowd(2)
  const others = await crowd(3)
  const both = await found(program, [others[0]!, first!, second!])
  const one = await found(program, [others[1]!, second!])
  const now = program.clock.now
  const merging = { keep: first!, drop: second!, choices: {}, tables: program.app.personalData }
  const { snapshot } = await transact((tx) => mergePeople(tx, merging, now))
  expect(await figuresOf(program, both)).toMatchObject({ size: 2 })
  expect(await program.rows('select 1 from membership where group_id = $1 and person_id = $2', [one, first])).toHaveLength(1)
  // The group fills up meanwhile: undoing needs no room.
  for (const person of await crowd(14)) await join(program, both, person)
  await transact((tx) => takeApart(tx, { keep: first!, drop: second!, snapshot, mergedAt: now }, now))
  for (const group of [both, one]) {
    const rows = await program.rows('select 1 from membership where group_id = $1', [group])
    expect((await figuresOf(program, group)).size).toBe(rows.length)
  }
})
