import { describe, expect, test } from 'vitest'
import { addSupporters } from '../../../../tests/support/people.ts'
import { countQueries, useProgram } from '../../../../tests/support/program.ts'
import { staffMember } from '../../../../tests/support/staff.ts'

const program = await useProgram()
const { rows } = program

/** People who typed something that is no place. */
async function unplaced(typed: { postal_code?: string; town?: string; department?: string; supporter?: boolean }, n = 1) {
  const { postal_code = null, town = null, department = null, supporter = false } = typed
  const made = await rows<{ id: string }>(
    `insert into person (id, given_name, locale, country, postal_code, town, department_id, confirmed_on, area_rank, created_at, updated_at)
     select gen_random_uuid(), 'Zoé', 'fr', 'FR', $1, $2, $3, case when $4 then date '2026-01-02' end, case when $4 then 1 end, now(), now()
     from generate_series(1, $5::int) returning id`,
    [postal_code, town, department, supporter, n],
  )
  return made.map(({ id }) => id)
}

const keyOf = async (town: string | null, code: string | null = null) =>
  (await rows<{ key: string }>('select typed_place($1, $2, $3) as key', ['FR', code, town]))[0]!.key

const placesOf = (town: string) =>
  rows<{ place_id: string | null; department_id: string | null; country: string; town: string }>(
    'select place_id, department_id, country, town from person where town = $1 order by id',
    [town],
  )

describe('what is typed and is no place', () => {
  test('stands on the page with how many typed it, most people first, and three towns to tap', async () => {
    await unplaced({ town: 'Villeurbanne-les-Bains' })
    await unplaced({ postal_code: '69003', town: 'Marseille' }, 3)
    await unplaced({ postal_code: '69210', department: 'FR-69' }, 2)
    const member = await staffMember(program, 'staff')
    const { body } = await member.get('/staff/places')
    const at = ['69003 Marseille', '69210', 'Villeurbanne-les-Bains'].map((text) => body.indexOf(text))
    expect(at).toEqual(at.toSorted((a, b) => a - b))
    expect(at[0]).toBeGreaterThan(0)
    for (const name of ['Lyon (69)', 'Marseille (13)', 'Lentilly (69)', 'Villeurbanne (69)']) expect(body).toContain(name)
  })

  test('is settled with one tap for all who typed it, however they cased it, counted, and told in the journal', async () => {
    await unplaced({ town: 'Larbrelle', supporter: true }, 2)
    await unplaced({ town: 'LARBRELLE' })
    const member = await staffMember(program, 'staff')
    const tally = () =>
      rows("select scope, key, n from supporter_tally where key in ('FR', 'FR-69', 'FR-69010', 'places') order by key")
    await rows(
      "insert into supporter_tally values ('area', 'FR', 2), ('total', 'places', 0), ('total', 'supporters', 2), ('day', '2026-01-02', 2) on conflict (scope, key) do update set n = excluded.n",
    )
    const answer = await member.post(`/staff/places/${await keyOf('Larbrelle')}`, { place: 'FR-69010' })
    expect(answer.statusCode).toBe(303)
    for (const town of ['Larbrelle', 'LARBRELLE'])
      for (const one of await placesOf(town))
        expect(one).toEqual({ place_id: 'FR-69010', department_id: 'FR-69', country: 'FR', town })
    expect(await tally()).toEqual([
      { scope: 'area', key: 'FR', n: 0 },
      { scope: 'area', key: 'FR-69', n: 2 },
      { scope: 'place', key: 'FR-69010', n: 2 },
      { scope: 'total', key: 'places', n: 1 },
    ])
    expect(await rows("select count from journal where object_kind = 'placement' and action = 'change'")).toEqual([{ count: 3 }])
    expect((await member.get('/staff/places')).body).not.toContain(await keyOf('Larbrelle'))
  })

  test('comes back as it was typed when the act is taken back, but not who was changed since; once', async () => {
    const [first] = await unplaced({ town: 'Larbrelle', supporter: true }, 2)
    const [wrote] = await unplaced({ town: 'Larbrelle', supporter: true })
    await rows(
      "insert into supporter_tally values ('area', 'FR', 3), ('total', 'places', 0) on conflict (scope, key) do update set n = excluded.n",
    )
    const member = await staffMember(program, 'staff')
    await member.post(`/staff/places/${await keyOf('Larbrelle')}`, { place: 'FR-69010' })
    expect(await rows('select 1 from placement_person')).toHaveLength(3)
    // Another has it written otherwise, and still lives there.
    await rows("update person set town = 'L’Arbresle, en haut' where id = $1", [wrote])
    await rows("update person set place_id = 'FR-38185', department_id = 'FR-38', town = null where id = $1", [first])
    const [placing] = await rows<{ id: string }>('select id from placement')
    expect((await member.get('/staff/places')).body).toContain(`/staff/placings/${placing!.id}/undoing`)
    expect((await member.post(`/staff/placings/${placing!.id}/undoing`, {})).statusCode).toBe(303)
    expect(await rows('select place_id, department_id, town from person order by place_id nulls first')).toEqual([
      { place_id: null, department_id: null, town: 'Larbrelle' },
      { place_id: 'FR-38185', department_id: 'FR-38', town: null },
      { place_id: 'FR-69010', department_id: 'FR-69', town: 'L’Arbresle, en haut' },
    ])
    expect(await rows("select n from supporter_tally where key = 'FR'")).toEqual([{ n: 1 }])
    // Whom it had placed is kept no longer than that can be taken back.
    expect(await rows('select 1 from placement_person')).toEqual([])
    expect((await member.post(`/staff/placings/${placing!.id}/undoing`, {})).statusCode).toBe(404)
    expect((await member.get('/staff/places')).body).toContain(await keyOf('Larbrelle'))
  })

  test('may be any town that somebody types; a wrong one is told beside the field', async () => {
    await unplaced({ town: 'Chez nous' })
    const member = await staffMember(program, 'staff')
    const path = `/staff/places/${await keyOf('Chez nous')}`
    for (const [where, said] of [
      ['Atlantis', 'Aucune commune ne porte ce nom'],
      ['Saint-Denis', 'Plusieurs communes portent ce nom'],
      [undefined, 'Ce champ est nécessaire'],
    ] as const) {
      const wrong = await member.post(path, where ? { where } : {})
      expect(wrong.statusCode).toBe(422)
      expect(wrong.body, where).toContain(said)
    }
    expect((await member.post(path, { where: 'Saint-Denis (93)' })).statusCode).toBe(303)
    expect(await placesOf('Chez nous')).toMatchObject([{ place_id: 'FR-93066', department_id: 'FR-93' }])
  })

  test('may mean a town abroad: the people are counted there', async () => {
    await unplaced({ town: 'Cologne' })
    const member = await staffMember(program, 'staff')
    await member.post(`/staff/places/${await keyOf('Cologne')}`, { place: 'DE-2886242' })
    expect(await placesOf('Cologne')).toEqual([{ place_id: 'DE-2886242', department_id: null, country: 'DE', town: 'Cologne' }])
    const [placing] = await rows<{ id: string }>('select id from placement')
    await member.post(`/staff/placings/${placing!.id}/undoing`, {})
    expect(await placesOf('Cologne')).toMatchObject([{ place_id: null, country: 'FR' }])
  })

  test('may be left as it is: then it is asked no more, until that is taken back', async () => {
    await unplaced({ town: 'Nulle part' }, 2)
    const member = await staffMember(program, 'staff')
    const key = await keyOf('Nulle part')
    const listed = async () => (await member.get('/staff/places')).body.includes(`/staff/places/${key}`)
    expect(await listed()).toBe(true)
    expect((await member.post(`/staff/places/${key}/leaving`, {})).statusCode).toBe(303)
    expect(await listed()).toBe(false)
    expect(await placesOf('Nulle part')).toMatchObject([{ place_id: null }, { place_id: null }])
    expect(await rows("select count from journal where object_kind = 'placement' and action = 'dismiss'")).toEqual([{ count: 2 }])
    const [placing] = await rows<{ id: string }>('select id from placement')
    await member.post(`/staff/placings/${placing!.id}/undoing`, {})
    expect(await listed()).toBe(true)
  })
})

describe('who may settle', () => {
  test('a coordinator sees those of her department, and puts nobody outside of it', async () => {
    await unplaced({ postal_code: '69210', department: 'FR-69' })
    await unplaced({ postal_code: '01400', department: 'FR-01' })
    await unplaced({ town: 'Larbrelle' })
    const member = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
    const { body } = await member.get('/staff/places')
    expect(body).toContain('69210')
    expect(body).not.toContain('01400')
    expect(body).not.toContain('Larbrelle')
    const key = await keyOf(null, '69210')
    expect((await member.post(`/staff/places/${key}`, { place: 'FR-75056' })).statusCode).toBe(403)
    for (const hidden of [await keyOf(null, '01400'), await keyOf('Larbrelle')]) {
      expect((await member.get(`/staff/places/${hidden}`)).statusCode).toBe(404)
      expect((await member.post(`/staff/places/${hidden}`, { place: 'FR-69123' })).statusCode).toBe(404)
      expect((await member.post(`/staff/places/${hidden}/leaving`, {})).statusCode).toBe(404)
    }
    expect(await rows('select id from person where place_id is not null')).toEqual([])
    expect((await member.post(`/staff/places/${key}`, { place: 'FR-69010' })).statusCode).toBe(303)
    const elsewhere = await staffMember(program, 'coordinator', { area_id: 'FR-01' })
    const [placing] = await rows<{ id: string }>('select id from placement')
    expect((await elsewhere.post(`/staff/placings/${placing!.id}/undoing`, {})).statusCode).toBe(404)
    expect((await member.post(`/staff/placings/${placing!.id}/undoing`, {})).statusCode).toBe(303)
  })

  test('a coordinator is shown no town elsewhere to tap, and takes nothing back that would leave where she sees', async () => {
    await unplaced({ postal_code: '69210', town: 'Marseille', department: 'FR-69' })
    await unplaced({ town: 'Larbrelle' })
    const staff = await staffMember(program, 'staff')
    const lead = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
    expect((await staff.get('/staff/places')).body).toContain('Marseille (13)')
    const { body } = await lead.get('/staff/places')
    expect(body).toContain('Lentilly (69)')
    expect(body).not.toContain('Marseille (13)')
    await staff.post(`/staff/places/${await keyOf('Larbrelle')}`, { place: 'FR-69010' })
    const [placing] = await rows<{ id: string }>('select id from placement')
    expect((await lead.post(`/staff/placings/${placing!.id}/undoing`, {})).statusCode).toBe(403)
    expect(await placesOf('Larbrelle')).toMatchObject([{ place_id: 'FR-69010' }])
  })

  test('nobody touches who is under restriction, and a volunteer opens nothing', async () => {
    await unplaced({ town: 'Larbrelle' })
    await rows('update person set restricted_at = now()')
    const member = await staffMember(program, 'staff')
    const key = await keyOf('Larbrelle')
    expect((await member.get('/staff/places')).body).not.toContain('Larbrelle')
    expect((await member.post(`/staff/places/${key}`, { place: 'FR-69010' })).statusCode).toBe(404)
    const volunteer = await staffMember(program, 'volunteer')
    expect((await volunteer.get('/staff/places')).statusCode).toBe(403)
    expect((await volunteer.post(`/staff/places/${key}`, { place: 'FR-69010' })).statusCode).toBe(403)
  })
})

test('pages follow each other without leaving anybody out, each with the same number of queries', async () => {
  const member = await staffMember(program, 'staff')
  await unplaced({ town: 'Un' })
  const few = await countQueries(program, () => member.get('/staff/places'))
  for (let n = 0; n < 120; n++) await unplaced({ town: `Lieu ${n}` }, 1 + (n % 3))
  expect(await countQueries(program, () => member.get('/staff/places'))).toBe(few)
  const seen = new Set<string>()
  let path: string | undefined = '/staff/places'
  for (let page = 0; path && page < 10; page++) {
    const { body } = await member.get(path)
    for (const [, key] of body.matchAll(/action="\/staff\/places\/([0-9a-f]{32})"|href="\/staff\/places\/([0-9a-f]{32})"/g))
      if (key) seen.add(key)
    for (const [, key] of body.matchAll(/href="\/staff\/places\/([0-9a-f]{32})"/g)) seen.add(key!)
    path = /href="(\/staff\/places\?after=[^"]+)"/.exec(body)?.[1]
  }
  expect(seen.size).toBe(121)
})

test('of what was typed for another country the country is said', async () => {
  await unplaced({ town: 'Nulle-Part' })
  await rows("update person set country = 'BE' where town = 'Nulle-Part'")
  expect((await (await staffMember(program, 'staff')).get('/staff/places')).body).toContain('Nulle-Part, Belgique')
})

test('somebody who is placed is of no text, and one whose country has no towns here is not asked for', async () => {
  await addSupporters(program, [{ given_name: 'Zoé', family_name: 'Ici', place: 'FR-69123' }])
  await unplaced({ town: 'Wien' })
  await rows("update person set country = 'AT' where town = 'Wien'")
  const member = await staffMember(program, 'staff')
  expect((await member.get('/staff/places')).body).toContain('Rien à préciser')
})
