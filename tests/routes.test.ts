import { expect, test } from 'vitest'
import { useProgram } from './support/program.ts'
import { features } from '../src/features.ts'

const program = await useProgram({ env: { NODE_ENV: 'production', SECRET: 'b1946ac92492d2347c6235b4d2611184b1946ac9' } })
const { server, rows } = program

test('every door to the outside, as production opens it', () => {
  expect(server.doors.toSorted()).toMatchSnapshot()
  expect(server.hasRoute({ method: 'GET', url: '/dev/outbox' })).toBe(false)
})

test('the shape of every request compiles', async () => {
  await server.ready()
  expect(server.shapes.length).toBeGreaterThan(100)
  for (const compile of server.shapes) compile()
})

/** Tables that say nothing about anybody. */
const IMPERSONAL = [
  'area',
  'audience',
  'board_digest',
  'check_in',
  'door_press',
  'custom_field',
  'election',
  'election_day',
  'event_host',
  'event_policy',
  'event_picture',
  'event_question',
  'event_report',
  'event_role',
  'event_series',
  'event_silenced',
  'first_step',
  'group_merge',
  'group_need',
  'group_notice',
  'group_picture',
  'group_report',
  'kysely_migration',
  'kysely_migration_lock',
  'local_group',
  'movement',
  'name_slip',
  'name_word',
  'offer_skill',
  'outcome_asked',
  'outcome_picture',
  'paper_entry',
  'place',
  'planned_group',
  'place_postal_code',
  'recipe',
  'recipe_load',
  'recipe_text',
  'rescue_word',
  'retention_rule',
  'role',
  'supporter_tally',
  'tag',
  'territory_load',
]

test('every table either says nothing about anybody or is declared by its slice', async () => {
  const tables = await rows<{ name: string }>(
    "select table_name as name from information_schema.tables where table_schema = 'public' order by 1",
  )
  const declared = features.flatMap(({ personalData = [] }) => personalData.map(({ table }) => table))
  expect(tables.map(({ name }) => name).toSorted()).toEqual([...IMPERSONAL, ...new Set(declared)].toSorted())
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
