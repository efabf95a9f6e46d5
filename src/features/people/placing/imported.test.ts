import { expect, test } from 'vitest'
import { imported } from '../../../../tests/support/imports.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { staffMember } from '../../../../tests/support/staff.ts'

const program = await useProgram({ working: true })
const { rows } = program

/** What a file says of where somebody lives, and what becomes of it. */
const WRITTEN: [country: string, code: string, town: string, place: string | null][] = [
  ['', '91000', 'Évry', 'FR-91228'],
  ['', '75011', 'Paris 11', 'FR-75056'],
  ['', '74600', 'Seynod', 'FR-74010'],
  ['', '50100', 'Cherbourg-Octeville', 'FR-50129'],
  ['', '93380', 'Pierrefitte', 'FR-93066'],
  ['', '69401', 'LYON CEDEX 03', 'FR-69123'],
  ['RE', '97400', '', 'FR-97411'],
  ['BE', '1000', 'Bruxelles', 'BE-2800866'],
  ['', 'F-69003', '', 'FR-69123'],
  ['', '1000', 'Bourg en Bresse', 'FR-01053'],
  ['', '69003', 'Marseille', null],
  ['', '', 'Atlantide', null],
  ['', '69210', '', null],
]

test('a file with places as people write them: each in its town, or on the list; nobody nowhere', async () => {
  const lines = WRITTEN.map(([country, code, town], n) => `Zoé${n},Lacaze,zoe${n}@example.org,${code},${town},${country}`)
  const content = ['first_name,last_name,email,postal_code,city,country', ...lines].join('\n')
  const said = { 'map.3': 'postal_code', 'map.4': 'town', 'map.5': 'country' }
  const member = await staffMember(program, 'staff')
  const id = await imported(program, member, { name: 'people.csv', content, said })
  const places = await rows<{ given_name: string; place_id: string | null }>('select given_name, place_id from person')
  expect(new Map(places.map(({ given_name, place_id }) => [given_name, place_id]))).toEqual(
    new Map(WRITTEN.map(([, , , place], n) => [`Zoé${n}`, place])),
  )
  expect(await rows('select postal_code, town, department_id from person where place_id is null order by postal_code')).toEqual([
    { postal_code: '69003', town: 'Marseille', department_id: null },
    { postal_code: '69210', town: null, department_id: 'FR-69' },
    { postal_code: null, town: 'Atlantide', department_id: null },
  ])
  expect(await rows('select counts from import')).toEqual([{ counts: { created: 13, unplaced: 3 } }])
  expect((await member.get(`/staff/imports/${id}`)).body).toContain('href="/staff/places"')
  const { body } = await member.get('/staff/places')
  for (const text of ['69003 Marseille', 'Atlantide', '69210']) expect(body).toContain(text)

  // The same file again takes nobody out of where somebody settled it.
  const [line] = await rows<{ key: string }>("select typed_place('FR', '69003', 'Marseille') as key")
  await member.post(`/staff/places/${line!.key}`, { place: 'FR-13055' })
  await imported(program, member, { name: 'again.csv', content, said })
  expect(await rows("select place_id, town from person where town = 'Marseille'")).toEqual([
    { place_id: 'FR-13055', town: 'Marseille' },
  ])
})
