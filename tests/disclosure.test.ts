import { expect, test } from 'vitest'
import { addressesOf, disclosedTo, doorsOf, type Looker, plantsIn } from './support/disclosure.ts'
import { signer } from './support/groups.ts'
import { keysOf } from './support/keys.ts'
import { DISCLOSED } from './support/disclosed.ts'
import { cell, cellsOf } from './support/disclosed-cells.ts'
import { addSupporters } from './support/people.ts'
import { PLANTED } from './support/planted.ts'
import { momentOfTest } from './support/clock.ts'
import { plantedIn } from './support/planting.ts'
import { addRecipient, treasurerOf } from './support/giving.ts'
import type { World } from './support/planting-forms.ts'
import { until, useProgram } from './support/program.ts'
import { staffMember, visitorOf } from './support/staff.ts'

const program = await useProgram({ working: true, env: { PAGES_KEPT: '3600', LOG_LEVEL: 'debug' } })
const { rows, server } = program

/** Whoever looks, in the order in which they do: those who see most first, so that what is kept of their pages would be shown to the last. */
async function lookers(world: World): Promise<Record<string, Looker>> {
  const { chief, zoe, olga, helene, member, newcomer } = world
  const staff = {
    administrator: chief,
    'data officer': await staffMember(program, 'data-officer'),
    'coordinator here': await staffMember(program, 'coordinator', { area_id: 'FR-69' }),
    'coordinator elsewhere': await staffMember(program, 'coordinator', { area_id: 'FR-38' }),
  }
  // Who looks at offers is a person of the file herself.
  await addSupporters(
    program,
    Object.values(staff).map(({ email }) => ({ given_name: 'Staff', family_name: 'Durand', email, place: 'FR-13055' })),
  )
  return {
    herself: zoe,
    ...staff,
    treasurer: await treasurerOf(program, world.ids.recipient![0]),
    'treasurer elsewhere': await treasurerOf(program, await addRecipient(program, { name: 'Un autre fonds' })),
    organiser: olga,
    host: helene,
    member,
    newcomer,
    'signed in': await signer(program, 'Sam', 'FR-38185'),
    'program here': await aProgram('Rhône'),
    'program elsewhere': await aProgram('Isère'),
    stranger: visitorOf(program),
  }
}

async function aProgram(territory: string): Promise<Looker> {
  const { key } = await keysOf(program).aProgram(undefined, territory)
  return { get: (url) => server.inject({ url, headers: { authorization: `Bearer ${key}` } }) }
}

/** What no door of its own asks for: searches, and what is wrong. */
const SEARCHES = [
  '/events?where=69003',
  '/groups?where=69003',
  '/offers?where=69003',
  `/search?q=${encodeURIComponent(PLANTED['family name'])}`,
  '/api/v1/events?near=45.758,4.835',
  '/api/v1/groups?near=45.758,4.835',
  '/events.ics?near=45.758,4.835&km=50',
  '/events.atom?near=45.758,4.835&km=50',
  '/nowhere',
  '/events/nobody',
  '/groups/nobody',
  '/staff/people/nobody',
  '/events?period=never',
]

/** Where each begins. Whoever is not signed in reads the pages in every language; a calendar of one's own has an address that nobody else knows. */
function startsOf(name: string, { ids, feed }: World): string[] {
  const addresses = [...SEARCHES, ...addressesOf(program, ids)]
  const foreign = ['/en', '/es'].flatMap((locale) => addresses.map((path) => locale + path))
  return [
    '/',
    '/account',
    '/me/home',
    ...(name === 'herself' ? [feed] : []),
    ...addresses,
    ...(name === 'stranger' ? foreign : []),
  ]
}

/** What a page leads to and whether it names anybody: what tells apart the pages of two people. */
const tellingIn = (body: string) =>
  [...body.matchAll(/(?:href|action)="([^"]*)"/g)]
    .map(([, path]) => path!)
    .concat(plantsIn(body))
    .join(' ')

test('a page that is kept for all says nothing of who asked for it first', async () => {
  const world = await plantedIn(program)
  const shared = new Set(server.inTurn)
  const doorOf = doorsOf(program)
  const addresses = [...SEARCHES, ...addressesOf(program, world.ids)].filter((path) => shared.has(`GET ${doorOf(path)}`))
  expect(addresses.length).toBeGreaterThan(30)
  const stranger = visitorOf(program)
  const asked = async (path: string) => tellingIn((await stranger.get(path, 'text/html')).body)
  const after = new Map<string, string>()
  for (const path of addresses) {
    for (const first of [world.zoe, world.olga, world.chief]) await first.get(path, 'text/html')
    after.set(path, await asked(path))
  }
  // By now nothing is kept of what they asked for.
  momentOfTest()
  const alone = new Map<string, string>()
  for (const path of addresses) alone.set(path, await asked(path))
  expect(after).toEqual(alone)
})

/** All that the database says, files among it, but for places. */
async function kept(): Promise<string> {
  const tables = await rows<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_name !~ '^(kysely|place|area|recipe_text)'`,
  )
  const told = await Promise.all(tables.map(({ name }) => rows<{ row: string }>(`select t::text as row from ${name} t`)))
  const readable = (row: string) =>
    row.replaceAll(/\\x([0-9a-f]+)/g, (_, hex: string) => Buffer.from(hex, 'hex').toString('latin1'))
  return told.flatMap((found) => found.map(({ row }) => readable(row))).join(' ')
}

test('what is told of a person stands where it may, for whoever may read it, and nowhere else', async () => {
  const world = await plantedIn(program)
  await until(async () => (await rows("select 1 from export where state = 'done'"))[0], 'the file')
  // What is not there would be found nowhere.
  expect(new Set(plantsIn(await kept()))).toEqual(new Set(Object.keys(DISCLOSED)))
  const found = new Map<string, string>()
  for (const [name, looker] of Object.entries(await lookers(world)))
    for (const { datum, where, at } of await disclosedTo(program, looker, startsOf(name, world)))
      found.set(cell(datum, name, where), at)
  const { must, may } = cellsOf(DISCLOSED)
  const leaks = [...found].filter(([one]) => !must.has(one) && !may.has(one)).map(([one, at]) => `${one}: ${at}`)
  const logged = program.logged.filter((line) => plantsIn(JSON.stringify(line)).length > 0)
  expect({ leaks, logged, stale: [...must].filter((one) => !found.has(one)) }).toEqual({ leaks: [], logged: [], stale: [] })
  expect(program.logged.length).toBeGreaterThan(1_000)
  // A dozen people open every door: a minute, and several beside other things.
}, 600_000)
