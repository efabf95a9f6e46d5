import { beforeEach, expect, test } from 'vitest'
import { signer } from '../../../../tests/support/groups.ts'
import { countQueries, until, useProgram } from '../../../../tests/support/program.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { loadShipped } from './shipped.ts'

const program = await useProgram({ working: true })
const { server, rows } = program

// What tests before wrote stays otherwise: recipes are nobody's.
beforeEach(() => rows('delete from recipe where not shipped or id in (select recipe_id from recipe_text where not shipped)'))
beforeEach(async () => {
  await rows('delete from recipe_load')
  await loadShipped(program.app)
})

const RECIPE = {
  title: 'Tenir un stand de crêpes',
  summary: 'On offre une crêpe, on parle cinq minutes.',
  why: 'Qui mange reste.',
  steps: 'Chauffer la plaque\nServir\nParler',
  minutes: '120',
  least: '2',
  most: '4',
  place: 'market',
  'tastes[make]': 'true',
}

test('the list narrows to what one has time and taste for, without scripts', async () => {
  const all = (await server.inject('/act')).body
  expect(all).toContain('porte-à-porte')
  const few = (await server.inject('/act?time=15&taste=screen')).body
  expect(few).not.toContain('/act/door-to-door')
  expect(few).toContain('/act/share-video')
  expect((await server.inject('/en/act/door-to-door')).body).toContain('lang="en"')
  expect((await server.inject('/act/door-to-door')).body).toContain('Comment faire')
  expect((await server.inject('/act/unheard-of')).statusCode).toBe(404)
})

test('every recipe prints on one page, in every language', async () => {
  const ids = (await rows<{ id: string }>("select id from recipe where state = 'shown'")).map(({ id }) => id)
  expect(ids.length).toBeGreaterThanOrEqual(24)
  for (const id of ids)
    for (const path of ['', '/en', '/es']) {
      const { body, headers } = await server.inject(`${path}/act/${id}/sheet.pdf`)
      expect(headers['content-type']).toBe('application/pdf')
      expect(body.match(/\/Type \/Page\b/g), `${path} ${id}`).toHaveLength(1)
    }
})

test('whoever did it says so once a day, with figures; the page counts it', async () => {
  const zoe = await signer(program, 'Zoe')
  expect((await zoe.post('/act/door-to-door/deeds', { 'figures[doors]': '20' })).statusCode).toBe(303)
  expect((await zoe.post('/act/door-to-door/deeds', { 'figures[doors]': '30', 'figures[calls]': '5' })).statusCode).toBe(303)
  expect(await rows('select figures, person_id, department_id from recipe_deed')).toEqual([
    { figures: { doors: 30 }, person_id: zoe.person, department_id: 'FR-69' },
  ])
  expect((await server.inject('/act/door-to-door')).body).toContain('faite 1 fois ce mois-ci')
  const refused = await zoe.post('/act/door-to-door/deeds', { 'figures[doors]': 'many' })
  expect(refused.statusCode).toBe(422)
  expect(refused.body).toContain('value="many"')
  // A visitor is led to sign in, and nothing is noted.
  expect((await server.inject('/act/door-to-door')).body).toContain('/sign-in?next=')
})

test('a crowd of presses by one person is one deed', async () => {
  const zoe = await signer(program, 'Zoe')
  await Promise.all(Array.from({ length: 20 }, () => zoe.post('/act/door-to-door/deeds', { 'figures[doors]': '3' })))
  expect(await rows('select 1 from recipe_deed')).toHaveLength(1)
})

test('what somebody learnt is shown once an editor has read it, and goes with her', async () => {
  const zoe = await signer(program, 'Zoe')
  await zoe.post('/act/door-to-door/comments', { words: 'Prendre un parapluie' })
  await zoe.post('/act/door-to-door/comments', { words: 'Prendre un parapluie' })
  expect(await rows('select 1 from recipe_comment')).toHaveLength(1)
  expect((await server.inject('/act/door-to-door')).body).not.toContain('parapluie')
  const editor = await staffMember(program, 'administrator')
  const desk = (await editor.get('/staff/recipes')).body
  const path = /\/staff\/recipes\/comments\/[0-9a-f-]+\/settlement/.exec(desk)![0]
  await editor.post(path, { shown: 'yes' })
  expect((await server.inject('/act/door-to-door')).body).toContain('parapluie')
  await rows('delete from person where id = $1', [zoe.person])
  expect((await server.inject('/act/door-to-door')).body).not.toContain('parapluie')
})

test('a member proposes; nobody sees it before an editor shows it; she is told', async () => {
  const zoe = await signer(program, 'Zoe')
  expect((await zoe.post('/act/new', { ...RECIPE, most: '1' })).statusCode).toBe(422)
  expect((await zoe.post('/act/new', RECIPE)).statusCode).toBe(303)
  const [{ id }] = (await rows<{ id: string }>("select id from recipe where state = 'proposed'")) as [{ id: string }]
  expect(id).toMatch(/^tenir-un-stand-de-crepes-/)
  expect((await server.inject(`/act/${id}`)).statusCode).toBe(404)
  expect((await zoe.post(`/staff/recipes/${id}/settlement`, { shown: 'yes' })).statusCode).toBe(403)
  const editor = await staffMember(program, 'administrator')
  expect((await editor.get('/staff/recipes')).body).toContain('stand de crêpes')
  await editor.post(`/staff/recipes/${id}/settlement`, { shown: 'yes' })
  expect((await server.inject(`/act/${id}`)).body).toContain('Chauffer la plaque')
  const mail = await until(async () => (await program.mails()).find(({ subject }) => subject?.includes('en ligne')), 'word')
  expect(mail.text).toContain('crêpes')
})

test('new words of the source make translations out of date; who wrote meanwhile is not overwritten', async () => {
  const editor = await staffMember(program, 'administrator')
  const form = (await editor.get('/staff/recipes/door-to-door')).body
  expect(form).toContain('name="basis" value="1"')
  const words = { ...RECIPE, basis: '1' }
  expect((await editor.post('/staff/recipes/door-to-door', words)).statusCode).toBe(303)
  const overtaken = await editor.post('/staff/recipes/door-to-door', words)
  expect(overtaken.statusCode).toBe(409)
  expect(overtaken.body).toContain('crêpes')
  expect((await server.inject('/en/act/door-to-door')).body).toContain('has changed since this translation')
  const { summary, why, steps } = RECIPE
  const english = { summary, why, steps, title: 'Run a pancake stand', basis: '1', of: '2' }
  expect((await editor.post('/staff/recipes/door-to-door/en', english)).statusCode).toBe(303)
  const page = (await server.inject('/en/act/door-to-door')).body
  expect(page).toContain('pancake')
  expect(page).not.toContain('has changed since')
  expect((await editor.get('/staff/recipes/door-to-door/fr')).statusCode).toBe(404)
  // A newer release leaves alone what somebody here wrote.
  await rows('delete from recipe_load')
  await loadShipped(program.app)
  expect((await server.inject('/act/door-to-door')).body).toContain('crêpes')
  expect(await rows("select 1 from recipe_text where recipe_id = 'one-to-one'")).toHaveLength(3)
})

test('the list and a recipe cost a constant number of queries', async () => {
  expect(await countQueries(program, () => server.inject('/act?time=60'))).toBe(1)
  expect(await countQueries(program, () => server.inject('/act/door-to-door'))).toBe(2)
})

test('editing is for the whole movement: a coordinator of one department does not', async () => {
  const coordinator = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  expect((await coordinator.get('/staff/recipes')).statusCode).toBe(403)
})
