import { expect, test } from 'vitest'
import { signer } from '../../../../tests/support/groups.ts'
import { imported, stateOf } from '../../../../tests/support/imports.ts'
import { keysOf } from '../../../../tests/support/keys.ts'
import { addSupporters } from '../../../../tests/support/people.ts'
import { until, useProgram } from '../../../../tests/support/program.ts'
import { staffMember, type Visitor } from '../../../../tests/support/staff.ts'
import { line, option } from '#platform/http/field-shapes'
import { recordOf } from '#platform/named'
import { readerOf } from './cells.ts'
import { ANSWERED, askedOf, DECLARED, FIELD_NAMES, namesOf, optionsOf, saidOf } from './declared.ts'
import { type Field, type FieldName, FIELDS, type FieldRow, type Form } from './fields.ts'

const program = await useProgram({ working: true })
const { rows, server } = program

/** Two things that a field may hold. */
function samplesOf(name: FieldName): [string, string] {
  const field: Field = FIELDS[name]
  if (field.control.as === 'day') return ['1970-12-31', '1984-02-29']
  const options = optionsOf(field, 'fr').map(({ value }) => value)
  return options.length > 0 ? [options[0]!, options.at(-1)!] : [`Avant ${name}`, `Essai ${name}`]
}

const BEFORE: FieldRow = recordOf(FIELD_NAMES, (name) => samplesOf(name)[0])
const VALUES = recordOf(FIELD_NAMES, (name) => samplesOf(name)[1])
const NOTHING: FieldRow = recordOf(FIELD_NAMES, () => null)
const WHO = { given_name: 'Zoé', family_name: 'Durand', locale: 'fr', country: 'FR', postal_code: '69003', town: 'Lyon' }

const inOrder = (names: readonly string[]) => FIELD_NAMES.filter((name) => names.includes(name))
const askedBy = (form: Form) => inOrder([...askedOf(form, 'who'), ...askedOf(form, 'where')])
/** What a form makes of a row when all values are sent by it: what it does not ask for stays. */
const after = (form: Form, row: FieldRow) => recordOf(FIELD_NAMES, (name) => (askedBy(form).includes(name) ? VALUES : row)[name])

const columns = FIELD_NAMES.map((name) => `${name}::text`).join()
const held = (where: string) => rows(`select ${columns} from person where ${where} order by given_name`)
const hold = (person: string, row: FieldRow) =>
  rows(`update person set ${FIELD_NAMES.map((name, n) => `${name} = $${n + 2}`).join()} where id = $1`, [
    person,
    ...FIELD_NAMES.map((name) => row[name]),
  ])

const [inForm, afterForm] = [/<form[^>]*action="[^"]*(?:details|new)"[^]*?<\/form>/, /<form[^]*?<\/form>/g]
/** Fields that the form of a page asks for, and that its text tells. */
const askedIn = (body: string) => FIELD_NAMES.filter((name) => inForm.exec(body)?.[0].includes(` name="${name}"`))
const saidIn = (body: string) => FIELD_NAMES.filter((name) => body.replaceAll(afterForm, '').includes(saidOf(name, VALUES, 'fr')))
/** Fields whose control holds the value. */
const typedIn = (body: string) =>
  FIELD_NAMES.filter((name) => {
    const [, rest = ''] = inForm.exec(body)?.[0].split(` name="${name}"`) ?? []
    return rest.split('name="')[0]!.includes(`"${VALUES[name]}"`)
  })

test('each field is asked, kept and told on the page of a person as it says', async () => {
  const [person] = await addSupporters(program, [{ given_name: 'Zoé', family_name: 'Durand', place: 'FR-69123' }])
  await hold(person!, BEFORE)
  const member = await staffMember(program, 'staff')
  const path = `/staff/people/${person}`
  expect((await member.post(`${path}/details`, { ...WHO, ...VALUES })).statusCode).toBe(303)
  expect(await held('true')).toEqual([after('staff', BEFORE)])
  const { body } = await member.get(path)
  for (const found of [askedIn, typedIn, saidIn]) expect(found(body)).toEqual(askedBy('staff'))
})

test('each field stands on her own page as it says, and in the file of all that is kept of her', async () => {
  const zoe = await signer(program, 'Zoe')
  await hold(zoe.person, BEFORE)
  expect((await zoe.post('/me/details', { ...WHO, ...VALUES })).statusCode).toBe(303)
  expect(await held('true')).toEqual([after('own', BEFORE)])
  const { body } = await zoe.get('/me')
  for (const found of [askedIn, typedIn, saidIn]) expect(found(body)).toEqual(askedBy('own'))
  await hold(zoe.person, VALUES)
  const own = JSON.parse((await zoe.get('/me/data.json')).body) as { person: object[] }
  expect(own.person).toMatchObject([VALUES])
})

test('each field is asked of somebody new as it says', async () => {
  const member = await staffMember(program, 'staff')
  expect(askedIn((await member.get('/staff/people/new')).body)).toEqual(askedBy('new'))
  await member.post('/staff/people/new', { ...WHO, ...VALUES, proof: 'Rencontrée au marché' })
  expect(await held('true')).toEqual([after('new', NOTHING)])
})

test('what does not fit is said beside its field', async () => {
  const [person] = await addSupporters(program, [{ given_name: 'Zoé', family_name: 'Durand', place: 'FR-69123' }])
  const member = await staffMember(program, 'staff')
  for (const name of askedBy('staff')) {
    const { control }: Field = FIELDS[name]
    const wrong = control.as === 'day' ? '2001-02-30' : 'x'.repeat(4001)
    const refused = await member.post(`/staff/people/${person}/details`, { ...WHO, [name]: wrong })
    expect([name, refused.statusCode]).toEqual([name, 422])
    expect(refused.body).toContain(`id="field-${name}-error"`)
  }
})

/** The file of a spreadsheet that calls each field as people do. */
function sheetOf(row: Record<FieldName, string | null>): string {
  const headers = FIELD_NAMES.map(
    (name) => Object.entries(FIELDS[name].headers).find(([, systems]) => /\bplain\b/.test(systems))?.[0],
  )
  return `email,${headers.join()}\nana@example.org,${FIELD_NAMES.map((name) => row[name]).join()}\n`
}
const later = () => void (program.clock.now = new Date(program.clock.now.getTime() + 60_000))

test('each field comes in by a file, follows a newer one, and is put back when that is undone', async () => {
  const browser = await staffMember(program, 'administrator')
  await imported(program, browser, { name: 'a.csv', content: sheetOf(BEFORE) })
  expect(await held('true')).toEqual([BEFORE])
  later()
  const id = await imported(program, browser, { name: 'b.csv', content: sheetOf(VALUES) })
  expect(await held('true')).toEqual([VALUES])
  later()
  await browser.post(`/staff/imports/${id}/undoing`)
  await stateOf(program, id, 'undone')
  expect(await held('true')).toEqual([BEFORE])
})

test('each field of two records that become one is of the side that was chosen, or of the one that has it', async () => {
  const member = await staffMember(program, 'staff')
  const name = { family_name: 'Durand', place: 'FR-69123' }
  const choices = recordOf(namesOf('who'), () => 'drop')
  for (const [mine, chosen] of [[BEFORE, { ...choices, place_id: 'drop' }] as const, [NOTHING, {}] as const]) {
    await rows('delete from person')
    const [a, b] = await addSupporters(program, [
      { given_name: 'A', ...name },
      { given_name: 'B', ...name },
    ])
    await hold(a!, mine)
    await hold(b!, VALUES)
    if (mine === NOTHING) await rows('update person set place_id = null, department_id = null where id = $1', [a])
    const pair = (await member.get(`/staff/duplicates/${a}/${b}`)).body
    for (const who of namesOf('who')) {
      expect(pair.includes(` name="${who}"`)).toBe(mine === BEFORE)
      const wrong = await member.post(`/staff/duplicates/${a}/${b}/merge`, { keep: a!, [who]: 'both' })
      expect([who, wrong.statusCode]).toEqual([who, 422])
    }
    expect((await member.post(`/staff/duplicates/${a}/${b}/merge`, { keep: a!, ...chosen })).statusCode).toBe(303)
    expect(await held('true')).toEqual([VALUES])
  }
})

async function fileOf(browser: Visitor, audience: string): Promise<string[][]> {
  const path = (await browser.post(`${audience}/export`)).headers.location!
  const cookie = Array.from(browser.cookies, ([name, value]) => `${name}=${value}`).join('; ')
  await until(async () => (await browser.get(path)).body.includes(`${path}/file`) || undefined, 'the file')
  const { body } = await server.inject({ method: 'GET', url: `${path}/file`, headers: { cookie } })
  return body
    .trim()
    .split('\r\n')
    .map((row) => row.split(','))
}

test('each field selects whom it says, where audiences ask for it, and stands in their file', async () => {
  const ids = await addSupporters(program, [
    { given_name: 'A', family_name: 'Durand', place: 'FR-69123' },
    { given_name: 'B', family_name: 'Durand', place: 'FR-69123' },
  ])
  await hold(ids[0]!, VALUES)
  await hold(ids[1]!, BEFORE)
  const browser = await staffMember(program, 'administrator')
  const asked = DECLARED.filter(([, { criterion }]) => criterion).map(([name, { control }], n) => [
    [`r.${n}.is`, name],
    ...(control.as === 'day' ? ['from', 'to'] : ['value']).map((field) => [`r.${n}.with.${field}`, VALUES[name]]),
  ])
  const rule = Object.fromEntries(asked.flat()) as Record<string, string>
  const saved = await browser.post('/staff/audiences/new', { act: 'save', name: 'Essai', 'r.op': 'all', ...rule })
  const [header, ...lines] = await fileOf(browser, saved.headers.location!)
  expect(lines.map(([id]) => id)).toEqual([ids[0]])
  for (const name of FIELD_NAMES) expect([name, lines[0]![header!.indexOf(name)]]).toEqual([name, VALUES[name]])
})

test('each field is written by other software, changed and taken away; it gets those that say so', async () => {
  const one = await keysOf(program).aProgram()
  const entered = { given_name: 'Zoé', email: 'zoe@example.org', proof: 'Rencontrée au marché', ...BEFORE }
  const { id } = (await one.ask('POST', '/people', { payload: entered })).json() as { id: string }
  expect(await held('true')).toEqual([BEFORE])
  const changed = await one.ask('PATCH', `/people/${id}`, { payload: VALUES })
  expect(await held('true')).toEqual([VALUES])
  const got = (await one.ask('GET', `/people/${id}`)).json() as FieldRow
  for (const answer of [changed.json() as FieldRow, got]) {
    expect(FIELD_NAMES.filter((name) => name in answer)).toEqual(inOrder(ANSWERED))
    for (const name of ANSWERED) expect(answer[name]).toBe(VALUES[name])
  }
  await one.ask('PATCH', `/people/${id}`, { payload: NOTHING })
  expect(await held('true')).toEqual([NOTHING])
})

test('a choice is read of a cell by its key and by its name in every language', () => {
  const colour = option(['r'], (_value, { locale }) => ({ fr: 'Rouge', en: 'Red', es: 'Rojo' })[locale])
  const read = readerOf(colour, 'iso')
  expect(['r', 'rouge', 'RED', 'Rojo', 'blue', ''].map(read)).toEqual(['r', 'r', 'r', 'r', null, null])
  expect([colour.read('r'), colour.read(''), colour.read(undefined)]).toEqual(['r', null, null])
})

test('a cell that is longer than its field is cut, and stays a text', () => {
  const read = readerOf(line(3), 'iso')
  expect(['', 'abc', 'abcd', 'ab👍'].map(read)).toEqual([null, 'abc', 'abc', 'ab\uFFFD'])
})

/** What is no plain field of a person, and why. */
const BESIDE = {
  'a name, by which she is found and greeted': ['given_name', 'family_name', 'sort_name'],
  'the language of her mails, never empty': ['locale'],
  'where she lives, read with the gazetteer and counted': ['country', 'postal_code', 'place_id', 'town', 'department_id'],
  'of the movement’s own fields': ['custom'],
  'of the ledger': ['agreed', 'agreed_mask'],
  'kept by the program': [
    'id',
    'area_rank',
    'confirmed_on',
    'origin',
    'origin_label',
    'recruited_by',
    'created_at',
    'updated_at',
  ],
  'a right that she used': ['restricted_at', 'paused_until'],
}

test('each column of a person is declared, or is no plain field', async () => {
  const found = await rows<{ name: string }>(
    "select column_name as name from information_schema.columns where table_name = 'person' and table_schema = current_schema()",
  )
  const known = [...FIELD_NAMES, ...Object.values(BESIDE).flat()]
  expect(found.map(({ name }) => name).toSorted()).toEqual(known.toSorted())
})
