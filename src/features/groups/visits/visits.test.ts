import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { addGroup, figuresOf, found, join, signer, type Signer } from '../../../../tests/support/groups.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { removeMember } from '../joining/commands/leave.ts'
import { erasing } from '../../people/addresses/erasing.ts'
import { setRole } from '../core/commands/lead.ts'
import { divideGroup } from '../core/commands/divide.ts'
import { erasePerson } from '../../people/core/commands/leave.ts'
import { everythingAbout } from '../../people/privacy/queries.ts'
import { mailboxless } from '../core/index.ts'
import { workers } from './jobs.ts'
import { unreached } from './queries.ts'

const program = await useProgram()
const { rows } = program
const { transact } = program.app.database
const forget = () => workers[0]!.work(program.app, {})
const today = () => program.clock.now.toISOString().slice(0, 10)
const JEANNE = { given_name: 'Jeanne', family_name: 'Petit', phone: '04 72 00 00 01', street: '3 rue des Lilas', kept_by: 'Zoé' }

async function ledBy(name = 'Zoe'): Promise<{ id: string; zoe: Signer }> {
  const zoe = await signer(program, name)
  return { id: await found(program, [zoe.person]), zoe }
}

const enter = (who: Signer, group: string, form: Record<string, string> = {}) =>
  who.post(`/groups/${group}/visits/members`, { ...JEANNE, signed_on: today(), locale: 'fr', agreed: 'true', ...form })

const idOf = async (name: string) =>
  (await rows<{ id: string }>('select id from person where given_name = $1 order by id desc', [name]))[0]!.id

const supporters = async () =>
  (await rows<{ n: number }>("select coalesce(sum(n), 0)::integer as n from supporter_tally where scope = 'total'"))[0]!.n

test('an organiser enters who signed on paper: a member, reached by phone, and no supporter more', async () => {
  const { id, zoe } = await ledBy()
  const before = await supporters()
  expect((await enter(zoe, id, { shows_name: 'true' })).statusCode).toBe(303)
  expect(await figuresOf(program, id)).toMatchObject({ size: 2 })
  const page = (await zoe.get(`/groups/${id}/visits`)).body
  expect(page).toMatch(/Jeanne Petit[\s\S]*\+33472000001[\s\S]*3 rue des Lilas/)
  expect(await supporters()).toBe(before)
  const jeanne = await idOf('Jeanne')
  expect(await rows('select confirmed_on, agreed from person where id = $1', [jeanne])).toEqual([
    { confirmed_on: null, agreed: ['support:file'] },
  ])
  expect(
    await rows("select purpose, method from consent where purpose like 'group-%' and person_id = $1 order by 1 desc", [jeanne]),
  ).toEqual([
    { purpose: 'group-organisers', method: 'paper' },
    { purpose: 'group-name', method: 'paper' },
  ])
  expect(await rows('select how from membership where person_id = $1', [jeanne])).toEqual([{ how: 'paper' }])
})

test('without the ticked box, a day or a keeper there is nothing to hold', async () => {
  const { id, zoe } = await ledBy()
  const wrong: Record<string, string>[] = [
    { agreed: '' },
    { signed_on: '' },
    { signed_on: '2026-02-30' },
    { signed_on: '2019-01-01' },
    { kept_by: '' },
    { phone: '12' },
  ]
  for (const form of wrong) expect((await enter(zoe, id, form)).statusCode, JSON.stringify(form)).toBe(422)
  const tomorrow = new Date(program.clock.now.getTime() + 2 * 86_400_000).toISOString().slice(0, 10)
  expect((await enter(zoe, id, { signed_on: tomorrow })).body).toContain('pas encore venu')
  expect((await enter(zoe, id, { agreed: '' })).body).toContain('Sans cette case')
  expect(await rows("select 1 from person where given_name = 'Jeanne'")).toHaveLength(0)
})

test('a name and number of somebody in the file, or erased from it, tell an organiser nothing', async () => {
  const { id, zoe } = await ledBy()
  const known = await signer(program, 'Max')
  const point = [randomUUID(), known.person, '+33472000001', program.clock.now]
  await rows(
    "insert into contact_point (id, person_id, kind, value, created_at) values ($1, $2, 'phone', $3, $4) returning id",
    point,
  )
  const answers = [await enter(zoe, id, { given_name: 'Max', family_name: 'Durand' })]
  await transact((tx) =>
    erasePerson(tx, {
      person: known.person,
      now: program.clock.now,
      ...erasing(program.app),
    }),
  )
  program.clock.now = new Date(program.clock.now.getTime() + 1_200_000)
  answers.push(await enter(zoe, id, { given_name: 'Max', family_name: 'Durand' }))
  expect(answers.map(({ statusCode, headers }) => [statusCode, headers.location])).toEqual([
    [303, `/groups/${id}/visits`],
    [303, `/groups/${id}/visits`],
  ])
  expect(await figuresOf(program, id)).toMatchObject({ size: 3 })
})

test('only organisers of that group see who is to be visited, print its sheet and enter people', async () => {
  const { id, zoe } = await ledBy()
  await enter(zoe, id)
  const jeanne = await idOf('Jeanne')
  const ana = await signer(program, 'Ana')
  await join(program, id, ana.person)
  const { id: other, zoe: eva } = await ledBy('Eva')
  for (const who of [ana, eva]) {
    expect((await who.get(`/groups/${id}/visits`)).statusCode).toBe(403)
    expect((await who.get(`/groups/${id}/visits/sheet.pdf`)).statusCode).toBe(403)
    expect((await enter(who, id)).statusCode).toBe(403)
    expect((await who.post(`/groups/${id}/visits/${jeanne}`, { how: 'call' })).statusCode).toBe(403)
  }
  expect((await eva.post(`/groups/${other}/visits/${jeanne}`, { how: 'call' })).statusCode).toBe(404)
  expect((await program.server.inject(`/groups/${id}/visits`)).statusCode).toBe(303)
  const sheet = await zoe.get(`/groups/${id}/visits/sheet.pdf`)
  expect(sheet.headers['content-type']).toBe('application/pdf')
  expect(sheet.body.startsWith('%PDF')).toBe(true)
})

test('who was called waits no more for a month, and what was said stays with the group’s organisers', async () => {
  const { id, zoe } = await ledBy()
  await enter(zoe, id)
  const jeanne = await idOf('Jeanne')
  const page = async () => (await zoe.get(`/groups/${id}/visits`)).body
  expect(await page()).toContain('à appeler ou à visiter')
  expect((await zoe.post(`/groups/${id}/visits/${jeanne}`, { words: 'Rien coché' })).statusCode).toBe(422)
  await zoe.post(`/groups/${id}/visits/${jeanne}`, { how: 'call', words: 'Viendra mardi' })
  expect(await page()).not.toContain('à appeler ou à visiter')
  expect(await page()).toContain('Viendra mardi')
  program.clock.now = new Date(program.clock.now.getTime() + 31 * 86_400_000)
  expect(await page()).toContain('à appeler ou à visiter')
})

test('after a division the new organiser knows whom to visit and when she was last seen', async () => {
  const { id, zoe } = await ledBy()
  await enter(zoe, id)
  const jeanne = await idOf('Jeanne')
  const ana = await signer(program, 'Ana')
  await join(program, id, ana.person)
  const { people } = await addGroup(program, 3)
  for (const person of people) await join(program, id, person)
  await transact((tx) => setRole(tx, { group: id, person: ana.person, role: 'organiser' }))
  await zoe.post(`/groups/${id}/visits/${jeanne}`, { how: 'visit', words: 'Aime le thé' })
  const [a, b, c] = people as [string, string, string]
  const child = { name: 'Née', place_id: 'FR-69123', department_id: 'FR-69', country: 'FR', lng: 4.8, lat: 45.7 }
  const halves = { stay: [zoe.person, a, b], move: [ana.person, jeanne, c], lead: [] }
  const born = await transact((tx) => divideGroup(tx, { group: id, ...halves, child }, program.clock.now))
  const page = (await ana.get(`/groups/${born}/visits`)).body
  expect(page).toContain('Aime le thé')
  expect(page).toContain('3 rue des Lilas')
  expect((await zoe.get(`/groups/${id}/visits`)).body).not.toContain('Jeanne')
})

test('who came on paper and leaves is forgotten the next night; who signed since stays', async () => {
  const { id, zoe } = await ledBy()
  await enter(zoe, id)
  await enter(zoe, id, { given_name: 'Rose', phone: '04 72 00 00 02' })
  const [jeanne, rose] = [await idOf('Jeanne'), await idOf('Rose')]
  await forget()
  expect(await figuresOf(program, id)).toMatchObject({ size: 3 })
  for (const person of [jeanne, rose])
    await transact((tx) => removeMember(tx, { group: id, person, reason: 'Elle part.' }, program.clock.now))
  await program.rows("update person set agreed = array['support:file', 'news:voice'] where id = $1 returning id", [rose])
  await forget()
  expect(await rows("select given_name from person where given_name in ('Jeanne', 'Rose')")).toEqual([{ given_name: 'Rose' }])
})

test('a full group takes nobody in on paper, and leaves no record behind', async () => {
  const { id, zoe } = await ledBy()
  const { people } = await addGroup(program, 15)
  for (const person of people) await join(program, id, person)
  expect((await enter(zoe, id)).statusCode).toBe(409)
  expect(await rows("select 1 from person where given_name = 'Jeanne'")).toHaveLength(0)
})

test('thirty sheets at once: never more than sixteen in, and nobody outside', async () => {
  const { id, zoe } = await ledBy()
  await Promise.all(Array.from({ length: 30 }, (_, n) => enter(zoe, id, { given_name: 'Rose', phone: `04 72 00 01 ${10 + n}` })))
  expect(await figuresOf(program, id)).toMatchObject({ size: 16 })
  expect(await rows("select 1 from person where given_name = 'Rose'")).toHaveLength(15)
})

test('pressed twice, the same sheet is one person', async () => {
  const { id, zoe } = await ledBy()
  const answers = await Promise.all([1, 2, 3].map(() => enter(zoe, id)))
  expect(answers.map(({ statusCode }) => statusCode).toSorted()).toEqual([303, 409, 409])
  expect(await figuresOf(program, id)).toMatchObject({ size: 2 })
})

test('a meeting that is set or moved is something to tell; who was at one has heard', async () => {
  const { id, zoe } = await ledBy()
  await enter(zoe, id)
  const jeanne = await idOf('Jeanne')
  const due = async () => (await zoe.get(`/groups/${id}/visits`)).body.includes('à appeler ou à visiter')
  await zoe.post(`/groups/${id}/visits/${jeanne}`, { how: 'call' })
  expect(await due()).toBe(false)
  program.clock.now = new Date(program.clock.now.getTime() + 60_000)
  const day = new Date(program.clock.now.getTime() + 2 * 86_400_000).toISOString().slice(0, 10)
  await zoe.post(`/groups/${id}/meetings`, { day, hour: '19:00' })
  expect(await due()).toBe(true)
  program.clock.now = new Date(program.clock.now.getTime() + 3 * 86_400_000)
  const [meeting] = await rows<{ id: string }>('select id from meeting')
  await zoe.post(`/groups/${id}/meetings/${meeting!.id}/report`, { [`present[${jeanne}]`]: 'true' })
  expect(await due()).toBe(false)
})

test('what an organiser takes with her says nothing of those whom she visited', async () => {
  const { id, zoe } = await ledBy()
  await enter(zoe, id)
  const jeanne = await idOf('Jeanne')
  await zoe.post(`/groups/${id}/visits/${jeanne}`, { how: 'visit', words: 'Opérée du genou' })
  const mine = (await zoe.get('/me/data.json')).body
  expect(mine).not.toMatch(/genou|Jeanne/)
  expect(mine).not.toContain(jeanne)
  expect(await everythingAbout(program.app.database.read, jeanne, []).then((all) => JSON.stringify(all))).not.toContain(
    zoe.person,
  )
})

test('who asked for restriction is not forgotten by the night', async () => {
  const { id, zoe } = await ledBy()
  await enter(zoe, id)
  const jeanne = await idOf('Jeanne')
  await transact((tx) => removeMember(tx, { group: id, person: jeanne, reason: 'x' }, program.clock.now))
  await rows('update person set restricted_at = now() where id = $1 returning id', [jeanne])
  await forget()
  expect(await rows('select 1 from person where id = $1', [jeanne])).toHaveLength(1)
})

test('a member whose address bounces is one whom no mail reaches, and cannot lead; one of whose addresses works is reached', async () => {
  const { read } = program.app.database
  const { id, zoe } = await ledBy()
  const [ana, bea] = [await signer(program, 'Ana'), await signer(program, 'Bea')]
  for (const { person } of [ana, bea]) await join(program, id, person)
  const found = async () => [
    (await unreached(read, id, program.clock.now)).map(({ person_id }) => person_id),
    await mailboxless(read, [zoe.person, ana.person, bea.person]),
  ]
  expect(await found()).toEqual([[], []])
  for (const quality of ['bad', 'bouncing']) {
    await rows('update contact_point set quality = $1 where person_id = $2', [quality, ana.person])
    expect(await found()).toEqual([[ana.person], [ana.person]])
  }
  await rows(
    "insert into contact_point (id, person_id, kind, value, created_at) values (gen_random_uuid(), $1, 'email', 'other@example.org', now())",
    [ana.person],
  )
  expect(await found()).toEqual([[], []])
})

test('nobody who cannot sign in is made an organiser', async () => {
  const { id, zoe } = await ledBy()
  await enter(zoe, id)
  const jeanne = await idOf('Jeanne')
  expect((await zoe.post(`/groups/${id}/desk/hand-over`, { to: jeanne })).statusCode).toBe(409)
  expect((await zoe.post(`/groups/${id}/members/${jeanne}/role`, { role: 'organiser' })).statusCode).toBe(409)
  expect(await figuresOf(program, id)).toMatchObject({ organisers: 1 })
  expect((await zoe.get(`/groups/${id}/desk`)).statusCode).toBe(200)
})

test('an organiser enters no more than twenty-four in a month, though they leave and are forgotten', async () => {
  const { id, zoe } = await ledBy()
  for (let n = 0; n < 25; n++) {
    const answer = await enter(zoe, id, { given_name: 'Rose', phone: `04 72 00 02 ${10 + n}` })
    expect(answer.statusCode).toBe(n < 24 ? 303 : 409)
    const person = await idOf('Rose')
    if (n < 24) await transact((tx) => removeMember(tx, { group: id, person, reason: 'x' }, program.clock.now))
    if (n === 20) await forget()
  }
})
