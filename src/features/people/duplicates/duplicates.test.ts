import { describe, expect, test } from 'vitest'
import { addSupporters } from '../../../../tests/support/people.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { postForm } from '../../../../tests/support/signing.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { leavePath, STRATEGIES } from '../core/index.ts'
import { findDuplicates } from './commands.ts'

const program = await useProgram({ working: true })
const { app, rows } = program

async function twins() {
  const [a, b, other] = await addSupporters(program, [
    {
      given_name: 'Zoé',
      family_name: 'Lacaze',
      email: 'zoe.lacaze@gmail.com',
      place: 'FR-69123',
      confirmed_on: '2016-03-10',
      news: true,
    },
    {
      given_name: 'Zoë',
      family_name: 'Lacaze',
      email: 'zoelacaze+x@gmail.com',
      place: 'FR-38185',
      confirmed_on: '2016-03-01',
      news: true,
    },
    { given_name: 'Léo', family_name: 'Autre', email: 'leo@example.org', place: 'FR-69123' },
  ])
  await rows('update person set recruited_by = $1 where id = $2', [b, other])
  await rows('update person set custom = \'{"a": "1"}\' where id = $1', [a])
  await rows('update person set custom = \'{"a": "2", "b": "3"}\' where id = $1', [b])
  for (const [id, value] of [
    [a, '+33612345678'],
    [b, '+33612345678'],
    [b, '+33699999999'],
  ])
    await rows(
      "insert into contact_point (id, person_id, kind, value, created_at) values (gen_random_uuid(), $1, 'phone', $2, now())",
      [id, value],
    )
  const member = await staffMember(program, 'staff')
  for (const [id, tag] of [
    [a, 'salle'],
    [b, 'salle'],
    [b, 'voiture'],
  ])
    await member.post(`/staff/people/${id}/tags`, { tag: tag! })
  await member.post(`/staff/people/${b}/notes`, { note: 'Note de la seconde' })
  await member.post(`/staff/people/${b}/withdrawal`, { purpose: 'news' })
  program.clock.now = new Date(program.clock.now.getTime() + 60_000)
  return { a: a!, b: b!, other: other!, member }
}

/** Everything that stands of two people, for comparing before and after. */
async function standing(): Promise<Record<string, unknown>> {
  const tables = ['contact_point', 'consent', 'person_tag', 'note', 'foreign_id', 'person_key', 'supporter_tally']
  const people = await rows("select to_jsonb(person) - 'updated_at' as row from person order by id")
  const rest = await Promise.all(
    tables.map(async (table) => [
      table,
      (await rows(`select t::text as row from ${table} t order by 1`)).filter((row) => !String(row.row).endsWith(',0)')),
    ]),
  )
  return { people, ...Object.fromEntries(rest) }
}

describe('suggestions', () => {
  test('explain themselves; a shared telephone alone is no reason', async () => {
    const { a, b, other, member } = await twins()
    await rows(
      "insert into contact_point (id, person_id, kind, value, created_at) values (gen_random_uuid(), $1, 'phone', '+33699999999', now())",
      [other],
    )
    await rows("update person set born_on = '1980-01-01', given_name = 'Zoé', sort_name = 'lacaze zoe' where id in ($1, $2)", [
      a,
      b,
    ])
    await findDuplicates(app)
    const [pair] = await rows<{ reasons: string[] }>('select reasons from duplicate_suggestion')
    expect(pair!.reasons).toEqual(['mailbox', 'name-and-birth', 'phone-and-name'])
    expect(await rows('select 1 from duplicate_suggestion')).toHaveLength(1)
    const page = (await member.get('/staff/duplicates')).body
    for (const text of ['même boîte, écrite autrement', 'né·e le même jour']) expect(page).toContain(text)
  })

  test('one that was set aside does not come back', async () => {
    const { a, b, member } = await twins()
    await findDuplicates(app)
    const [first, second] = [a, b].toSorted()
    await member.post(`/staff/duplicates/${second}/${first}/dismissal`)
    await findDuplicates(app)
    expect((await member.get('/staff/duplicates')).body).toContain('Aucun doublon')
  })

  test('both must lie in the territory of who looks', async () => {
    const { a, b } = await twins()
    await findDuplicates(app)
    const coordinator = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
    expect((await coordinator.get('/staff/duplicates')).body).toContain('Aucun doublon')
    expect((await coordinator.get(`/staff/duplicates/${a}/${b}`)).statusCode).toBe(404)
    expect((await coordinator.post(`/staff/duplicates/${a}/${b}/merge`, { keep: a })).statusCode).toBe(404)
  })
})

describe('a merge', () => {
  test('makes one of two: chosen fields, what adds up, the protective word, the counts', async () => {
    const { a, b, other, member } = await twins()
    expect((await member.get(`/staff/duplicates/${a}/${b}`)).body).toContain('Grenoble')
    const answer = await member.post(`/staff/duplicates/${a}/${b}/merge`, { keep: a, given_name: 'keep', place_id: 'drop' })
    expect(answer.headers.location).toBe(`/staff/people/${a}`)
    const [person] = await rows(
      'select given_name, place_id, department_id, confirmed_on::text, custom, agreed from person where id = $1',
      [a],
    )
    expect(person).toEqual({
      given_name: 'Zoé',
      place_id: 'FR-38185',
      department_id: 'FR-38',
      confirmed_on: '2016-03-01',
      custom: { a: '1', b: '3' },
      agreed: ['support:file'],
    })
    expect(await rows('select 1 from person where id = $1', [b])).toHaveLength(0)
    expect(
      (await rows('select value from contact_point where person_id = $1 order by value', [a])).map(({ value }) => value),
    ).toEqual(['+33612345678', '+33699999999', 'zoe.lacaze@gmail.com', 'zoelacaze+x@gmail.com'])
    expect(await rows('select recruited_by from person where id = $1', [other])).toEqual([{ recruited_by: a }])
    expect(await rows("select key, n from supporter_tally where scope in ('area', 'total') and n > 0 order by key")).toEqual([
      { key: 'FR-38', n: 1 },
      { key: 'FR-69', n: 1 },
      { key: 'places', n: 2 },
      { key: 'supporters', n: 2 },
    ])
    expect((await member.post('/staff/people', { q: '0699999999' })).body).toContain('Zoé Lacaze')
  })

  test('taken back, leaves everything as it stood', async () => {
    const { a, b, member } = await twins()
    const before = await standing()
    const administrator = await staffMember(program, 'administrator')
    await member.post(`/staff/duplicates/${b}/${a}/merge`, { keep: b, place_id: 'drop' })
    expect(await standing()).not.toEqual(before)
    const [row] = await rows<{ id: string }>('select id from person_merge')
    expect((await administrator.post(`/staff/merges/${row!.id}/undoing`)).statusCode).toBe(303)
    expect(await standing()).toEqual(before)
    expect((await administrator.post(`/staff/merges/${row!.id}/undoing`)).statusCode).toBe(409)
  })

  test('taken back after a change, keeps the change', async () => {
    const { a, b, member } = await twins()
    await member.post(`/staff/duplicates/${a}/${b}/merge`, { keep: a })
    program.clock.now = new Date(program.clock.now.getTime() + 60_000)
    await member.post(`/staff/people/${a}/details`, {
      given_name: 'Zoélie',
      family_name: 'Lacaze',
      locale: 'fr',
      country: 'FR',
      postal_code: '69001',
      town: 'Lyon',
    })
    const [row] = await rows<{ id: string }>('select id from person_merge')
    await (await staffMember(program, 'administrator')).post(`/staff/merges/${row!.id}/undoing`)
    expect(
      (await rows('select given_name from person where id = any($1)', [[a, b]])).map(({ given_name }) => given_name),
    ).toEqual(expect.arrayContaining(['Zoë', 'Zoélie']))
  })

  test('taken back, gives back nothing that was refused, frozen or taken out in the meantime, and keeps no copy', async () => {
    const { a, b, member } = await twins()
    await member.post(`/staff/duplicates/${a}/${b}/merge`, { keep: a })
    program.clock.now = new Date(program.clock.now.getTime() + 60_000)
    const [phone] = await rows<{ id: string }>("select id from contact_point where value = '+33699999999'")
    await member.post(`/staff/people/${a}/points/${phone!.id}/removal`)
    const administrator = await staffMember(program, 'administrator')
    await administrator.post(`/staff/people/${a}/restriction`, { restricted: 'true' })
    const [row] = await rows<{ id: string }>('select id from person_merge')
    await administrator.post(`/staff/merges/${row!.id}/undoing`)
    expect(await rows("select 1 from contact_point where value = '+33699999999'")).toHaveLength(0)
    expect(await rows('select restricted_at is not null as frozen from person where id = any($1)', [[a, b]])).toEqual([
      { frozen: true },
      { frozen: true },
    ])
    expect(await rows('select snapshot, name from person_merge')).toEqual([{ snapshot: {}, name: '' }])
  })

  test('the link of an old mail finds the record that hers was merged into', async () => {
    const { a, b, member } = await twins()
    const path = leavePath(app, b)
    await member.post(`/staff/duplicates/${a}/${b}/merge`, { keep: a })
    await postForm(program, path, { purpose: 'all' })
    expect(await rows('select agreed from person where id = $1', [a])).toEqual([{ agreed: ['support:file'] }])
  })

  test('is too late after thirty days, and what stood before is gone', async () => {
    const { a, b, member } = await twins()
    await member.post(`/staff/duplicates/${a}/${b}/merge`, { keep: a })
    const [row] = await rows<{ id: string }>('select id from person_merge')
    await rows("update person_merge set merged_at = now() - interval '31 days'")
    expect((await (await staffMember(program, 'administrator')).post(`/staff/merges/${row!.id}/undoing`)).statusCode).toBe(409)
  })

  test('of the same pair by ten people at once happens once', async () => {
    const { a, b, member } = await twins()
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        member.post(`/staff/duplicates/${n % 2 ? a : b}/${n % 2 ? b : a}/merge`, { keep: n % 2 ? a : b }),
      ),
    )
    expect(answers.filter(({ statusCode }) => statusCode === 303)).toHaveLength(1)
    expect(answers.every(({ statusCode }) => [303, 404, 409].includes(statusCode))).toBe(true)
    expect(await rows('select 1 from person where id in ($1, $2)', [a, b])).toHaveLength(1)
  })

  test('of somebody with herself is refused', async () => {
    const { a, member } = await twins()
    expect((await member.post(`/staff/duplicates/${a}/${a}/merge`, { keep: a })).statusCode).toBe(409)
  })

  test('who is under restriction in one stays so', async () => {
    const { a, b } = await twins()
    const administrator = await staffMember(program, 'administrator')
    await rows('update person set restricted_at = now() where id = $1', [b])
    await administrator.post(`/staff/duplicates/${a}/${b}/merge`, { keep: a })
    expect(await rows('select restricted_at is not null as restricted from person where id = $1', [a])).toEqual([
      { restricted: true },
    ])
  })
})

describe('strategies', () => {
  test('there is one for every column of a person', async () => {
    const columns = await rows<{ name: string }>(
      "select column_name as name from information_schema.columns where table_name = 'person'",
    )
    expect(columns.map(({ name }) => name).toSorted()).toEqual(Object.keys(STRATEGIES).toSorted())
  })

  test('there is one for every table that points at a person', async () => {
    const pointers = await rows<{ name: string }>(
      "select distinct conrelid::regclass::text as name from pg_constraint where contype = 'f' and confrelid = 'person'::regclass and conrelid <> 'person'::regclass",
    )
    const declared = new Set(app.personalData.filter(({ onMerge }) => onMerge).map(({ table }) => table))
    // Whose word a word on the list is: her id stays there when she is gone.
    expect([...pointers.map(({ name }) => name), 'suppression'].toSorted()).toEqual([...declared].toSorted())
  })
})
