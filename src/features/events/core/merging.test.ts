import { expect, test } from 'vitest'
import { addEvent, asking, placesOf } from '../../../../tests/support/events.ts'
import { signer } from '../../../../tests/support/groups.ts'
import { holdingIn, idOf } from '../../../../tests/support/holding.ts'
import { addSupporters } from '../../../../tests/support/people.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { mergePeople } from '../../people/core/commands/merge.ts'
import { takeApart } from '../../people/core/commands/take-apart.ts'
import { placerOf } from './placing.ts'

const program = await useProgram({ working: true })
const { rows, app } = program
const { transact } = app.database
const { heldBy, mailTo, mailsTo, visit } = holdingIn(program)
const two = () =>
  addSupporters(program, [
    { given_name: 'Ana', family_name: 'Durand' },
    { given_name: 'Anna', family_name: 'Durand' },
  ])
const merge = (keep: string, drop: string) =>
  transact((tx) => mergePeople(tx, { keep, drop, choices: {}, tables: app.personalData }, program.clock.now))

test('two records become one, and two again: no event is lost, and no sign-up', async () => {
  const [keep, drop] = await two()
  const events = [await addEvent(program, keep!), await addEvent(program, drop!)]
  await placerOf(app)(asking(events[0]!, drop!))
  const mergedAt = program.clock.now
  const { snapshot } = await merge(keep!, drop!)
  expect(await rows('select 1 from event where created_by = $1', [keep])).toHaveLength(2)
  await transact((tx) => takeApart(tx, { keep: keep!, drop: drop!, snapshot, mergedAt }, program.clock.now))
  expect(await rows('select 1 from event')).toHaveLength(2)
  expect(await placesOf(program, events[0]!)).toMatchObject({ taken: 1, coming: 1 })
})

test('who comes in one record and waits in the other comes', async () => {
  const [keep, drop] = await two()
  const [other] = await addSupporters(program, [{ given_name: 'Eva', family_name: 'Durand' }])
  const event = await addEvent(program, other!, { capacity: 1 })
  await placerOf(app)(asking(event, drop!))
  await placerOf(app)(asking(event, keep!))
  await merge(keep!, drop!)
  expect(await rows('select person_id, state from sign_up')).toEqual([{ person_id: keep, state: 'coming' }])
  expect(await placesOf(program, event)).toMatchObject({ taken: 1, waiting: 0 })
})

test('one mailbox is one person: whoever signed up as a visitor and then signed has one place', async () => {
  const ana = await signer(program, 'Ana')
  const zoe = await signer(program, 'Zoe')
  const path = await heldBy(zoe)
  await visit(path, 'rosa.parc+a@example.org')
  await visit(path, 'rosa.parc+b@example.org')
  expect(await placesOf(program, idOf(path))).toMatchObject({ taken: 1, coming: 1 })
  await ana.post(`${path}/sign-up`)
  await ana.post(`${path}/sign-up`)
  expect((await placesOf(program, idOf(path))).taken).toBe(2)
})

test('whom the holder takes off the list is told; a visitor who gives her place back is forgotten at once', async () => {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  const path = await heldBy(zoe)
  await ana.post(`${path}/sign-up`)
  const own = await visit(path, 'rosa@example.org')
  const [{ id }] = (await rows<{ id: string }>('select id from sign_up where person_id = $1', [ana.person])) as [{ id: string }]
  await zoe.post(`${path}/people/${id}/removal`)
  await mailTo(ana.email, /^Votre place a été retirée/)
  await program.server.inject({ method: 'POST', url: `${own}/removal` })
  expect(await rows('select name, email, mailbox_hash, answers from sign_up where person_id is null')).toEqual([
    { name: null, email: null, mailbox_hash: null, answers: {} },
  ])
  expect((await mailsTo('rosa@example.org')).filter(({ subject }) => /retirée/.test(subject ?? ''))).toEqual([])
})
