import { expect, test } from 'vitest'
import { useProgram } from './support/program.ts'
import { existsSync } from 'node:fs'
import { domains, features } from '../src/features.ts'

const program = await useProgram({ env: { NODE_ENV: 'production', SECRET: 'b1946ac92492d2347c6235b4d2611184b1946ac9' } })
const { server, rows } = program

/** Folder of each room, and its plug. */
const rooms = domains.flatMap(({ name, rooms }) =>
  Object.entries(rooms).map(([room, plug]) => [`src/features/${name}/${room}`, plug] as const),
)

/** Doors of no room. */
const PLATFORM = ['GET /api/v1/openapi.json anyone', 'GET /healthz anyone', 'GET /readyz anyone']

test('every route, as production opens it, stands in the room that opens it', async () => {
  const doors = Map.groupBy(server.doors.toSorted(), (door) => server.rooms.get(door.slice(0, door.lastIndexOf(' '))))
  for (const [folder, { name }] of rooms) {
    const opened = doors.get(name)
    if (opened) await expect(`${opened.join('\n')}\n`).toMatchFileSnapshot(`../${folder}/routes.txt`)
    else expect(existsSync(`${folder}/routes.txt`), folder).toBe(false)
  }
  expect(doors.get(undefined)?.filter((door) => !door.startsWith('HEAD'))).toEqual(PLATFORM)
  expect(server.hasRoute({ method: 'GET', url: '/dev/outbox' })).toBe(false)
})

test('the shape of every request compiles', async () => {
  await server.ready()
  expect(server.shapes.length).toBeGreaterThan(100)
  for (const compile of server.shapes) compile()
})

/** Tables of libraries, which say nothing about anybody. */
const LIBRARIES = ['kysely_migration', 'kysely_migration_lock']

test('every table is declared by its room: it holds something about persons, or says nothing about anybody', async () => {
  const tables = await rows<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
  )
  const personal = new Set(features.flatMap(({ personalData = [] }) => personalData.map(({ table }) => table)))
  const others = [...LIBRARIES, ...features.flatMap(({ impersonal = [] }) => impersonal)]
  expect(tables.map(({ name }) => name).toSorted()).toEqual([...others, ...personal].toSorted())
})

test('what points at a person goes with her', async () => {
  const found = await rows<{ table: string; rule: string }>(
    "select conrelid::regclass::text as table, confdeltype as rule from pg_constraint where contype = 'f' and confrelid = 'person'::regclass",
  )
  expect(found.length).toBeGreaterThan(1)
  const declared = features.flatMap(({ personalData = [] }) => personalData)
  const deleted = new Set(declared.flatMap(({ table, onErasure }) => (onErasure === 'deleted' ? [table] : [])))
  // 'n': the row is somebody else's, who loses the pointer alone.
  for (const { table, rule } of found) expect(rule === 'n' || (rule === 'c') === deleted.has(table), table).toBe(true)
})
