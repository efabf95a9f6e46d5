import { expect, test } from 'vitest'
import { figuresOf, found, join, signer, type Signer } from '../../../../tests/support/groups.ts'
import { countQueries, until, useProgram } from '../../../../tests/support/program.ts'
import { erasePerson } from '../../people/core/commands/leave.ts'
import { erasing } from '../../people/addresses/erasing.ts'
import { handOver } from '../core/commands/lead.ts'
import { removeMember } from '../joining/commands/leave.ts'

const program = await useProgram({ working: true })
const { rows } = program
const { transact } = program.app.database
const dayIn = (days: number) => new Date(program.clock.now.getTime() + days * 86_400_000).toISOString().slice(0, 10)

/** Zoé leads, Ana and Léo are members. */
async function threeOf(): Promise<{ id: string; zoe: Signer; ana: Signer; leo: Signer }> {
  const [zoe, ana, leo] = [await signer(program, 'Zoe'), await signer(program, 'Ana'), await signer(program, 'Leo')]
  return { id: await found(program, [zoe.person, ana.person, leo.person]), zoe, ana, leo }
}

async function addBy(who: Signer, group: string, task: { words: string; due_on?: string }): Promise<string> {
  expect((await who.post(`/groups/${group}/tasks`, { due_on: '', ...task })).statusCode).toBe(303)
  const [row] = await rows<{ id: string }>('select id from group_task where words = $1', [task.words])
  return `/groups/${group}/tasks/${row!.id}`
}

test('the desk says what waits, and each thing goes once it is done', async () => {
  const { id, zoe, ana } = await threeOf()
  const desk = async () => (await zoe.get(`/groups/${id}/desk`)).body
  expect(await desk()).toMatch(/Fixer la prochaine rencontre[\s\S]*Une seule personne anime/)
  await zoe.post(`/groups/${id}/meetings`, { day: dayIn(2), hour: '19:00' })
  await zoe.post(`/groups/${id}/members/${ana.person}/role`, { role: 'organiser' })
  expect(await desk()).not.toMatch(/Fixer la prochaine rencontre<|Une seule personne anime/)
  await zoe.post(`/groups/${id}/meetings`, { day: dayIn(-2), hour: '19:00' })
  expect(await desk()).toContain('Écrire le compte rendu de la dernière')
  const [past] = await rows<{ id: string }>('select id from meeting where starts_at < $1', [program.clock.now])
  await zoe.post(`/groups/${id}/meetings/${past!.id}/report`, { [`present[${ana.person}]`]: 'true', doors: '12' })
  const after = await desk()
  expect(after).not.toContain('Écrire le compte rendu de la dernière')
  expect(after).toMatch(/12[\s\S]*portes/)
  // Who was not seen stands before who was.
  expect(after).toMatch(/Leo[\s\S]*Aucune rencontre encore[\s\S]*Ana[\s\S]*Dernière rencontre/)
  expect(after).toContain('4 sur 9')
})

test('whose group has no words of its own is asked for them, where she writes them, until they stand on its page', async () => {
  const { id, zoe } = await threeOf()
  const desk = async () => (await zoe.get(`/groups/${id}/desk`)).body
  const asked = `href="/groups/${id}/settings#field-description"`
  expect(await desk()).toContain(asked)
  const form = (await zoe.get(`/groups/${id}/settings`)).body
  expect(form).toMatch(/<textarea[^>]* id="field-description"/)
  const rest = { name: 'Croix-Rousse', where: 'Lyon (69)', precision: 'town', joining: 'open' }
  const write = (description: string) => zoe.post(`/groups/${id}/settings`, { ...rest, description })
  expect((await write('  ')).statusCode).toBe(303)
  expect(await desk()).toContain(asked)
  expect((await write('Nous tenons une table au marché.')).statusCode).toBe(303)
  expect(await desk()).not.toContain(asked)
  expect((await program.server.inject(`/groups/${id}`)).body).toContain('Nous tenons une table au marché.')
})

test('members and strangers see no desk; a desk of another group is not theirs', async () => {
  const { id, ana } = await threeOf()
  const eva = await signer(program, 'Eva')
  await found(program, [eva.person])
  for (const who of [ana, eva]) {
    expect((await who.get(`/groups/${id}/desk`)).statusCode).toBe(403)
    expect((await who.post(`/groups/${id}/desk/steps/hello`, { done: 'yes' })).statusCode).toBe(403)
    expect((await who.post(`/groups/${id}/desk/hand-over`, { to: eva.person })).statusCode).toBe(403)
  }
  expect((await eva.get(`/groups/${id}/tasks`)).statusCode).toBe(403)
  expect((await program.server.inject(`/groups/${id}/desk`)).statusCode).toBe(303)
})

test('first steps are ticked off and back; one that shows itself is not', async () => {
  const { id, zoe } = await threeOf()
  expect((await zoe.get(`/groups/${id}/desk`)).body).toContain('1 sur 9')
  await zoe.post(`/groups/${id}/desk/steps/hello`, { done: 'yes' })
  await zoe.post(`/groups/${id}/desk/steps/hello`, { done: 'yes' })
  expect((await zoe.get(`/groups/${id}/desk`)).body).toContain('2 sur 9')
  await zoe.post(`/groups/${id}/desk/steps/hello`, { done: 'no' })
  expect((await zoe.get(`/groups/${id}/desk`)).body).toContain('1 sur 9')
  expect((await zoe.post(`/groups/${id}/desk/steps/three`, { done: 'yes' })).statusCode).toBe(422)
})

test('a task is added, taken, given back, done; who made it or an organiser takes it off', async () => {
  const { id, zoe, ana, leo } = await threeOf()
  const path = await addBy(ana, id, { words: 'Réserver la salle', due_on: dayIn(-1) })
  expect((await leo.get(`/groups/${id}/tasks`)).body).toMatch(/Réserver la salle[\s\S]*en retard/)
  expect((await leo.post(path, { act: 'remove' })).statusCode).toBe(404)
  await leo.post(path, { act: 'take' })
  expect((await ana.get(`/groups/${id}/tasks`)).body).toContain('Leo s’en charge')
  expect((await ana.post(path, { act: 'take' })).statusCode).toBe(409)
  await ana.post(path, { act: 'leave' })
  expect((await ana.get(`/groups/${id}/tasks`)).body).toContain('Leo s’en charge')
  await leo.post(path, { act: 'leave' })
  await leo.post(path, { act: 'finish' })
  expect((await ana.get(`/groups/${id}/tasks`)).body).toContain('Fait ce mois-ci')
  expect((await ana.post(path, { act: 'finish' })).statusCode).toBe(409)
  const other = await addBy(ana, id, { words: 'Affiches' })
  expect((await zoe.post(other, { act: 'remove' })).statusCode).toBe(303)
})

test('a task of another group is nobody’s here', async () => {
  const { id, ana } = await threeOf()
  const path = await addBy(ana, id, { words: 'Réserver la salle' })
  const eva = await signer(program, 'Eva')
  const own = await found(program, [eva.person])
  for (const act of ['take', 'finish', 'remove'])
    expect((await eva.post(path.replace(id, own), { act })).statusCode, act).toBeGreaterThanOrEqual(404)
  expect(await rows('select taken_by, done_at from group_task')).toEqual([{ taken_by: null, done_at: null }])
})

test('one of many who take a task at once has it', async () => {
  const { id, zoe, ana, leo } = await threeOf()
  const path = await addBy(ana, id, { words: 'Réserver la salle' })
  const answers = await Promise.all([zoe, ana, leo].map((who) => who.post(path, { act: 'take' })))
  expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([303, 409, 409])
})

test('a list holds thirty open tasks, however fast they come', async () => {
  const { id, ana } = await threeOf()
  const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => ana.post(`/groups/${id}/tasks`, { words: `T${n}` })))
  expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(30)
  expect((await ana.post(`/groups/${id}/tasks`, { words: ' ' })).statusCode).toBe(422)
  expect((await ana.post(`/groups/${id}/tasks`, { words: 'x', due_on: '2026-02-31' })).statusCode).toBe(422)
})

test('the last organiser hands over in one act; she is told, and the group is never without one', async () => {
  const { id, zoe, ana } = await threeOf()
  expect((await zoe.post(`/groups/${id}/desk/hand-over`, { to: ana.person })).statusCode).toBe(303)
  expect(await figuresOf(program, id)).toMatchObject({ organisers: 1, vacant: false })
  expect((await zoe.get(`/groups/${id}/desk`)).statusCode).toBe(403)
  expect((await ana.get(`/groups/${id}/desk`)).statusCode).toBe(200)
  await until(
    async () => (await program.mails()).find(({ to, subject }) => to?.[0]?.address === ana.email && subject?.includes('animez')),
    'word to who takes over',
  )
})

test('to somebody who leads two groups already, or has left, nothing is handed over', async () => {
  const { id, zoe, ana, leo } = await threeOf()
  await found(program, [ana.person])
  await found(program, [ana.person])
  expect((await zoe.post(`/groups/${id}/desk/hand-over`, { to: ana.person })).statusCode).toBe(409)
  await transact((tx) => removeMember(tx, { group: id, person: leo.person, reason: 'x' }, program.clock.now))
  expect((await zoe.post(`/groups/${id}/desk/hand-over`, { to: leo.person })).statusCode).toBe(404)
  expect((await zoe.get(`/groups/${id}/desk`)).statusCode).toBe(200)
})

test('two organisers who hand over to each other at once: one of them leads', async () => {
  const { id, zoe, ana, leo } = await threeOf()
  const hand = (from: Signer, to: Signer) => transact((tx) => handOver(tx, { group: id, from: from.person, to: to.person }))
  await Promise.allSettled([hand(zoe, ana), hand(ana, leo), hand(leo, zoe), hand(zoe, leo), hand(ana, zoe)])
  expect(await figuresOf(program, id)).toMatchObject({ organisers: 1, vacant: false })
})

test('who has herself erased goes from the tasks; they stay', async () => {
  const { id, ana, leo } = await threeOf()
  const path = await addBy(ana, id, { words: 'Réserver la salle' })
  await leo.post(path, { act: 'take' })
  for (const { person } of [ana, leo])
    await transact((tx) => erasePerson(tx, { person, now: program.clock.now, ...erasing(program.app) }))
  expect(await rows('select made_by, taken_by from group_task')).toEqual([{ made_by: null, taken_by: null }])
})

test('a desk costs the same number of queries, however large the group and long its list; words are texts', async () => {
  const { id, zoe, ana } = await threeOf()
  const few = await countQueries(program, () => zoe.get(`/groups/${id}/desk`))
  for (let n = 0; n < 8; n++) await addBy(ana, id, { words: `<b>T${n}</b>` })
  for (const name of ['Eva', 'Max', 'Lou']) await join(program, id, (await signer(program, name)).person)
  expect(await countQueries(program, () => zoe.get(`/groups/${id}/desk`))).toBe(few)
  expect((await zoe.get(`/groups/${id}/tasks`)).body).not.toContain('<b>T')
})

test('what somebody took who left the group is free again', async () => {
  const { id, ana, leo } = await threeOf()
  const path = await addBy(ana, id, { words: 'Réserver la salle' })
  await leo.post(path, { act: 'take' })
  await transact((tx) => removeMember(tx, { group: id, person: leo.person, reason: 'x' }, program.clock.now))
  expect((await ana.post(path, { act: 'take' })).statusCode).toBe(303)
})

test('handing over to oneself changes nothing', async () => {
  const { id, zoe, ana } = await threeOf()
  await zoe.post(`/groups/${id}/members/${ana.person}/role`, { role: 'organiser' })
  expect((await zoe.post(`/groups/${id}/desk/hand-over`, { to: zoe.person })).statusCode).toBe(409)
  expect(await figuresOf(program, id)).toMatchObject({ organisers: 2 })
})

test('an organiser prints a poster that leads to the public page; a member does not', async () => {
  const { id, zoe, ana } = await threeOf()
  expect((await zoe.get(`/groups/${id}/desk`)).body).toContain(`/groups/${id}/desk/poster.pdf`)
  const poster = await zoe.get(`/groups/${id}/desk/poster.pdf`)
  expect(poster.headers['content-type']).toBe('application/pdf')
  expect(poster.body.startsWith('%PDF')).toBe(true)
  expect((await ana.get(`/groups/${id}/desk/poster.pdf`)).statusCode).toBe(403)
})
