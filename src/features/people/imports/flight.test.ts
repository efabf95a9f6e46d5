import { expect, test } from 'vitest'
import { imported, stateOf, tried } from '../../../../tests/support/imports.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { run } from './commands/run.ts'
const program = await useProgram({ working: true })
const { rows } = program

/** More than two batches on either database, whose neighbours bring the same people, words and tags. */
const PEOPLE = 3_000
const lines = (from: number, many: number, line: (n: number) => string) =>
  Array.from({ length: many }, (_, n) => line(from + n)).join('\n')
const member = () => staffMember(program, 'staff')

const held = async () =>
  (
    await rows(`select (select count(*)::int from person) as people, (select count(distinct value)::int from contact_point) as addresses,
      (select count(*)::int from person_tag) as tags, (select count(*)::int from import_row) as fates,
      (select rows_done from import order by created_at desc limit 1) as mark, (select counts from import order by created_at desc limit 1) as counts`)
  )[0]

test('batches that are under way at once find whom the one before makes, and share words and tags', async () => {
  const row = (n: number) => `person${n % PEOPLE}@example.org,Zoé${n % 7},Nom${n % 9},"tag ${n % 3}"`
  const content = `email,prénom,nom,tags\n${lines(0, PEOPLE, row)}\n${lines(1_000, 2_000, row)}\n`
  await imported(program, await member(), { name: 'x.csv', content })
  expect(await held()).toEqual({
    people: PEOPLE,
    addresses: PEOPLE,
    tags: PEOPLE,
    fates: PEOPLE,
    mark: 5_000,
    counts: { created: PEOPLE, unchanged: 2_000 },
  })
}, 60_000)

test('two workers with the same file bring each row once', async () => {
  const content = `email,prénom,nom,tags\n${lines(0, 5_000, (n) => `person${n}@example.org,Zoé${n % 7},Nom${n % 9},a`)}\n`
  const id = await tried(program, await member(), { name: 'x.csv', content })
  await rows("update import set state = 'running', rows_done = 0, counts = '{}', started_at = now() where id = $1", [id])
  await Promise.all([run(program.app, id), run(program.app, id)])
  expect(await stateOf(program, id, 'done', 'failed')).toBe('done')
  expect(await held()).toEqual({
    people: 5_000,
    addresses: 5_000,
    tags: 5_000,
    fates: 5_000,
    mark: 5_000,
    counts: { created: 5_000 },
  })
}, 60_000)
