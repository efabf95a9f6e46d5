import { expect, test } from 'vitest'
import { addEvent } from '../../../../tests/support/events.ts'
import { found, signer } from '../../../../tests/support/groups.ts'
import { countQueries, useProgram } from '../../../../tests/support/program.ts'
import { fillLists } from './lists.ts'
import type { Block } from './schema.ts'

const program = await useProgram()

const list = (name: string, options: Extract<Block, { type: 'list' }>['options'] = {}): Block => ({
  type: 'list',
  list: name,
  options,
})

test('a text lists events, groups and recipes as anybody may see them, of a territory and as many as asked', async () => {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  await addEvent(program, zoe.person, { title: 'Demain à Lyon', inHours: 24 })
  await addEvent(program, zoe.person, { title: 'Après-demain', inHours: 48 })
  await addEvent(program, ana.person, {
    title: 'En ligne',
    inHours: 30,
    attendance: 'online',
    place_id: 'FR-75056',
    department_id: 'FR-75',
  })
  const group = await found(program, [zoe.person], { name: 'Lyon centre' })
  const blocks = [
    list('events'),
    { type: 'heading', text: 'x' } as const,
    list('events', { area: 'FR-69', limit: 1 }),
    list('events', { area: 'FR-R84' }),
    list('groups', { area: 'FR-69' }),
    list('groups', { area: 'FR-75' }),
    list('recipes', { limit: 2 }),
    list('nothing'),
  ]
  const filled = await fillLists(program.app, blocks, 'fr')
  const titles = (at: number) => filled.get(at)?.items.map(({ title }) => title)
  expect(titles(0)).toEqual(['Demain à Lyon', 'En ligne', 'Après-demain'])
  expect(filled.get(0)!.items[0]).toMatchObject({
    where: 'Lyon',
    path: expect.stringMatching(/^\/events\//),
    when: expect.any(String),
  })
  expect(titles(2)).toEqual(['Demain à Lyon'])
  expect(titles(3)).toEqual(['Demain à Lyon', 'Après-demain'])
  expect(filled.get(4)).toMatchObject({
    title: 'Des groupes à rejoindre',
    items: [{ title: 'Lyon centre', path: `/groups/${group}` }],
  })
  expect(titles(5)).toEqual([])
  expect(titles(6)).toHaveLength(2)
  expect([...filled.keys()]).toEqual([0, 2, 3, 4, 5, 6])
  // One query a list, and one for the territories of each that has one; recipes are kept for half a minute.
  expect(await countQueries(program, () => fillLists(program.app, blocks, 'fr'))).toBeLessThanOrEqual(9)
})

test('what a movement does without is in no text', async () => {
  const { current } = program.app.movement

  current.off.push('groups')
  try {
    expect((await fillLists(program.app, [list('groups')], 'fr')).size).toBe(0)
  } finally {
    current.off.pop()
  }
})
