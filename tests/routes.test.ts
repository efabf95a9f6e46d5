import { expect, test } from 'vitest'
import { useProgram } from './support/program.ts'
import { features } from '../src/features.ts'

const program = await useProgram({ env: { NODE_ENV: 'production', SECRET: 'b1946ac92492d2347c6235b4d2611184b1946ac9' } })
const { server, rows } = program

test('every door to the outside, as production opens it', () => {
  expect(server.doors.toSorted()).toMatchSnapshot()
  expect(server.hasRoute({ method: 'GET', url: '/dev/outbox' })).toBe(false)
})

test('every table that holds a person is declared by its slice, and erasure reaches it', async () => {
  const found = await rows<{ table: string; column: string; rule: string }>(`
    select c.conrelid::regclass::text as table, a.attname as column, c.confdeltype as rule
    from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
    where c.contype = 'f' and c.confrelid = 'person'::regclass
    union select table_name, column_name, 'c' from information_schema.columns where table_schema = 'public' and column_name = 'person_id' order by 1, 2`)
  const declared = features.flatMap(({ personalData = [] }) => personalData)
  expect(
    declared
      .filter(({ column }) => column === 'person_id')
      .map(({ table, column }) => ({ table, column }))
      .toSorted((a, b) => (a.table < b.table ? -1 : 1)),
  ).toEqual(found.map(({ table, column }) => ({ table, column })))
  for (const { table, rule } of found) {
    const { onErasure } = declared.find((one) => one.table === table)!
    if (onErasure === 'deleted') expect(rule, table).toBe('c')
  }
})
