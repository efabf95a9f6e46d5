import { describe, expect, test } from 'vitest'
import { CANADIAN, movementOf } from '../../../../tests/support/home.ts'
import { everything, keysOf, type Software } from '../../../../tests/support/keys.ts'
import { addSupporters } from '../../../../tests/support/people.ts'
import { countQueries, useProgram } from '../../../../tests/support/program.ts'
import { becomeSupporter } from '../../../../tests/support/signing.ts'
import { signIn, staffMember } from '../../../../tests/support/staff.ts'
import { forgetAnswers } from '../../staff/keys/commands.ts'
import { ANSWERED } from '../fields/index.ts'
import { hashOf } from '../addresses/index.ts'
import { NEWS, withdrawConsents } from '../core/index.ts'

const program = await useProgram({ working: true })
const { app, rows, server } = program
const { askForKey, aProgram } = keysOf(program)

const DAY = 86_400_000
const NOBODY = '00000000-0000-7000-8000-000000000000'
const zoe = { given_name: 'Zoé', postal_code: '69003', email: 'zoe@example.org', proof: 'Café des Halles, 3 May 2016' }

describe('a territory', () => {
  test('bounds every door: people of elsewhere do not exist', async () => {
    const rhone = await aProgram(everything, 'Rhône')
    const [here, elsewhere] = await addSupporters(program, [
      { given_name: 'Zoé', family_name: 'Ici', place: 'FR-69123', email: 'ici@example.org' },
      { given_name: 'Zoé', family_name: 'Loin', place: 'FR-38185', email: 'loin@example.org' },
    ])
    const { people } = (await rhone.ask('GET', '/people')).json()
    expect(people.map(({ id }: { id: string }) => id)).toEqual([here])
    for (const [email, found] of [
      ['ici@example.org', 1],
      ['loin@example.org', 0],
    ] as const)
      // prettier-ignore
      expect((await rhone.ask('POST', '/people/search', { payload: { email } })).json().people).toHaveLength(found)
    const doors = [
      ['GET', '', undefined],
      ['GET', '/consents', undefined],
      ['PATCH', '', { given_name: 'Zoë' }],
      ['POST', '/consents', { purpose: 'news', action: 'withdrawn', proof: 'Said so by phone' }],
      ['POST', '/tags', { tag: 'ally' }],
      ['DELETE', `/tags/${NOBODY}`, undefined],
    ] as const
    for (const [method, path, payload] of doors) {
      const answers = [elsewhere, NOBODY].map((id) => rhone.ask(method, `/people/${id}${path}`, payload ? { payload } : {}))
      const [there, nowhere] = await Promise.all(answers)
      expect([method, path, there!.statusCode, nowhere!.statusCode]).toEqual([method, path, 404, 404])
      expect({ ...there!.json(), id: '' }).toEqual({ ...nowhere!.json(), id: '' })
    }
  })

  test('lets nobody learn by entering an address whose it is, nor change her', async () => {
    const rhone = await aProgram(everything, 'Rhône')
    const [lea] = await addSupporters(program, [
      { given_name: 'Léa', family_name: 'Loin', place: 'FR-38185', email: 'loin@example.org' },
    ])
    const known = (await rhone.ask('POST', '/people', { payload: { ...zoe, email: 'loin@example.org' } })).json()
    const unknown = (await rhone.ask('POST', '/people', { payload: { ...zoe, email: 'nobody@example.org' } })).json()
    expect([known.status, unknown.status]).toEqual(['created', 'created'])
    const pointsOf = async ({ id }: { id: string }) =>
      (await rhone.ask('GET', `/people/${id}`)).json().contact_points.map((point: object) => ({ ...point, value: '' }))
    expect(await pointsOf(known)).toEqual(await pointsOf(unknown))
    expect(await rows('select given_name from person where id = $1', [lea])).toEqual([{ given_name: 'Léa' }])
    // The address stays hers; whom somebody wrote down under another name shares it, and whoever reads it says who she is.
    expect(
      await rows("select person_id from contact_point where value = 'loin@example.org' and verified_at is not null"),
    ).toEqual([{ person_id: lea }])
    const lea2 = (
      await rhone.ask('POST', '/people', { payload: { ...zoe, given_name: 'Léa', email: 'loin@example.org' } })
    ).json()
    // Under her own name it would be hers: there it is a claim, and opens nothing.
    expect(await rows('select claimed from contact_point where person_id = $1', [lea2.id])).toEqual([{ claimed: true }])
    const beyond = await rhone.ask('POST', '/people', { payload: { ...zoe, postal_code: '38000' } })
    expect(beyond.statusCode).toBe(403)
  })
})

describe('people', () => {
  test('come in pages that miss nobody and show nobody twice, in a constant number of queries', async () => {
    const one = await aProgram(['people.see'])
    const ids = await addSupporters(
      program,
      Array.from({ length: 25 }, (_, n) => ({ given_name: `Zoé ${n}`, family_name: 'Ici' })),
    )
    const seen: string[] = []
    let after = ''
    do {
      const page = (await one.ask('GET', `/people?limit=10${after}`)).json()
      seen.push(...page.people.map(({ id }: { id: string }) => id))
      after = page.next ? `&after=${page.next}` : ''
    } while (after)
    expect(seen.toSorted()).toEqual(ids.toSorted())
    expect(new Set(seen).size).toBe(25)
    const queries = (limit: number) => countQueries(program, () => one.ask('GET', `/people?limit=${limit}`))
    expect(await queries(20)).toBe(await queries(2))
  })

  test('leave field by field: no hash, no proof, no note', async () => {
    const one = await aProgram(['people.see'])
    const id = await becomeSupporter(program)
    await rows("insert into note (id, person_id, text, written_at) values ($1, $2, 'Ill-tempered', now())", [NOBODY, id])
    const body = (await one.ask('GET', `/people/${id}`)).json()
    expect(Object.keys(body).toSorted()).toEqual(
      [
        'id',
        'given_name',
        'family_name',
        'locale',
        'country',
        'postal_code',
        'town',
        'place',
        'department',
        ...ANSWERED,
        'supporter_since',
        'agreed',
        'contact_points',
        'tags',
        'custom',
        'foreign_ids',
        'origin',
        'updated_at',
      ].toSorted(),
    )
    expect(body).toMatchObject({
      given_name: 'Zoé',
      town: 'Lyon',
      contact_points: [{ value: 'zoe@example.org', verified: true }],
    })
  })

  test('are found by e-mail, by phone in any format, and by the id of another system', async () => {
    const one = await aProgram()
    const foreign_id = { system: 'civicrm', value: '4711' }
    const { id } = (await one.ask('POST', '/people', { payload: { ...zoe, phone: '06 12 34 56 78', foreign_id } })).json()
    for (const payload of [{ email: 'ZOE@Example.org' }, { phone: '+33 6 12 34 56 78' }, { foreign_id }]) {
      const { people } = (await one.ask('POST', '/people/search', { payload })).json()
      expect(
        people.map((person: { id: string }) => person.id),
        JSON.stringify(payload),
      ).toEqual([id])
    }
    for (const payload of [{}, { email: 'a@example.org', phone: '0612345678' }])
      expect((await one.ask('POST', '/people/search', { payload })).statusCode).toBe(422)
  })

  test('lives in the country of the movement where the program names none', async () => {
    movementOf(program, CANADIAN)
    const one = await aProgram()
    const payload = { ...zoe, postal_code: 'H2X 1Y4', town: 'Montréal', phone: '514 555 0134' }
    const { id } = (await one.ask('POST', '/people', { payload })).json()
    expect((await one.ask('GET', `/people/${id}`)).json()).toMatchObject({
      country: 'CA',
      town: 'Montréal',
      contact_points: [expect.anything(), expect.objectContaining({ value: '+15145550134' })],
    })
  })

  test('are entered once, and brought up to date the second time', async () => {
    const one = await aProgram()
    const enter = (otherwise: object) => one.ask('POST', '/people', { payload: { ...zoe, ...otherwise } })
    const first = (await enter({ tags: ['ally'], news: true })).json()
    expect(first).toMatchObject({ status: 'created' })
    expect((await enter({ family_name: 'Lacaze' })).json()).toEqual({ status: 'updated', id: first.id })
    const person = (await one.ask('GET', `/people/${first.id}`)).json()
    expect(person).toMatchObject({ family_name: 'Lacaze', tags: [{ name: 'ally' }], origin: 'api', supporter_since: null })
    expect(person.agreed).toContain('news:email')
    const { consents } = (await one.ask('GET', `/people/${first.id}/consents`)).json()
    expect(consents[0]).toMatchObject({ method: 'api' })
  })

  test('cannot be given what is not asked for: verified, confirmed, restricted, a prototype', async () => {
    const one = await aProgram()
    const [id] = await addSupporters(program, [{ given_name: 'Zoé', family_name: 'Ici' }])
    const extras = ['verified', 'verified_at', 'confirmed_on', 'restricted_at', 'id', 'role', 'origin', 'agreed', 'constructor']
    for (const extra of extras) {
      expect((await one.ask('PATCH', `/people/${id}`, { payload: { [extra]: 'x' } })).statusCode, extra).toBe(422)
      expect((await one.ask('POST', '/people', { payload: { ...zoe, [extra]: 'x' } })).statusCode, extra).toBe(422)
    }
    for (const payload of [
      '{"__proto__":{"a":1},"given_name":"Zoë"}',
      '{"constructor":{"prototype":{"a":1}}}',
      '[]',
      '"x"',
      '{',
    ]) {
      const headers = { authorization: `Bearer ${one.key}`, 'content-type': 'application/json' }
      const answer = await server.inject({ method: 'PATCH', url: `/api/v1/people/${id}`, headers, payload })
      expect([400, 422], payload).toContain(answer.statusCode)
    }
    expect(await rows('select given_name from person')).toEqual([{ given_name: 'Zoé' }])
  })

  test('change field by field; null empties; a wrong value says where', async () => {
    const one = await aProgram()
    await rows("insert into custom_field (id, key, label, kind, created_at) values ($1, 'van', 'Has a van', 'boolean', now())", [
      NOBODY,
    ])
    const { id } = (await one.ask('POST', '/people', { payload: { ...zoe, family_name: 'Lacaze' } })).json()
    const change = async (payload: object) => one.ask('PATCH', `/people/${id}`, { payload })
    expect((await change({ family_name: null, custom: { van: true } })).json()).toMatchObject({
      given_name: 'Zoé',
      family_name: null,
      postal_code: '69003',
      town: 'Lyon',
      custom: { van: true },
    })
    expect((await change({ custom: { van: null } })).json().custom).toEqual({})
    const wrong = await change({ born_on: '2016-13-45', custom: { truck: 'x' } })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.json().errors[0].field).toBeTruthy()
  })
})

describe('consents', () => {
  test('what is said to be no yes is none', async () => {
    const one = await aProgram()
    const { id } = (await one.ask('POST', '/people', { payload: { ...zoe, news: false } })).json()
    expect((await one.ask('GET', `/people/${id}`)).json().agreed).toEqual(['support:file'])
  })

  test('a "yes" after a "no" does not count, whoever sends it; a "no" counts at once', async () => {
    const one = await aProgram()
    const { id } = (await one.ask('POST', '/people', { payload: { ...zoe, news: true } })).json()
    const say = async (action: string) =>
      (
        await one.ask('POST', `/people/${id}/consents`, { payload: { purpose: 'news', action, proof: 'Told us on the phone' } })
      ).json()
    expect(await say('withdrawn')).toEqual({ counted: true })
    expect((await one.ask('GET', `/people/${id}`)).json().agreed).not.toContain('news:email')
    expect(await say('given')).toEqual({ counted: false })
    expect((await one.ask('GET', `/people/${id}`)).json().agreed).not.toContain('news:email')
    await one.ask('POST', '/people', { payload: { ...zoe, news: true } })
    expect((await one.ask('GET', `/people/${id}`)).json().agreed).not.toContain('news:email')
  })
})

describe('asking twice', () => {
  test('ten at once with one Idempotency-Key are done once and answered alike', async () => {
    const one = await aProgram()
    const headers = { 'idempotency-key': crypto.randomUUID() }
    // By telephone alone nobody is found again: only the key keeps ten from coming in.
    const payload = { ...zoe, email: undefined, phone: '0612345678' }
    const answers = await Promise.all(Array.from({ length: 10 }, () => one.ask('POST', '/people', { payload, headers })))
    expect(new Set(answers.map(({ body }) => body)).size).toBe(1)
    expect(answers.map(({ statusCode }) => statusCode)).toEqual(answers.map(() => 200))
    expect(answers.filter((answer) => answer.headers['idempotent-replayed'])).toHaveLength(9)
    expect(await rows('select 1 from person')).toHaveLength(1)
  })

  test('the same key for something else is a conflict; of another program it is another key; after a day it is free', async () => {
    const [one, other] = [await aProgram(), await aProgram()]
    const headers = { 'idempotency-key': 'order-1' }
    const enter = (by: Software, email: string) => by.ask('POST', '/people', { payload: { ...zoe, email }, headers })
    expect((await enter(one, 'a@example.org')).statusCode).toBe(200)
    expect((await enter(one, 'b@example.org')).statusCode).toBe(409)
    expect((await enter(other, 'b@example.org')).statusCode).toBe(200)
    program.clock.now = new Date(program.clock.now.getTime() + 25 * 3_600_000)
    await app.database.transact((tx) => forgetAnswers(tx, new Date(program.clock.now.getTime() - DAY)))
    expect((await enter(one, 'c@example.org')).statusCode).toBe(200)
  })

  test('what failed may be tried again', async () => {
    const one = await aProgram()
    const headers = { 'idempotency-key': 'order-2' }
    const enter = (otherwise: object) => one.ask('POST', '/people', { payload: { ...zoe, ...otherwise }, headers })
    expect((await enter({ custom: { nope: 1 } })).statusCode).toBe(422)
    expect((await enter({})).statusCode).toBe(200)
  })

  test('a tag asked for twice is there once, and the answer is the same', async () => {
    const one = await aProgram()
    const { id } = (await one.ask('POST', '/people', { payload: zoe })).json()
    const headers = { 'idempotency-key': 'tag-1' }
    const tag = () => one.ask('POST', `/people/${id}/tags`, { payload: { tag: 'Ally' }, headers })
    expect([(await tag()).statusCode, (await tag()).statusCode]).toEqual([204, 204])
    const [{ id: tagId } = { id: '' }] = (await one.ask('GET', `/people/${id}`)).json().tags
    expect((await one.ask('DELETE', `/people/${id}/tags/${tagId}`)).statusCode).toBe(204)
    expect((await one.ask('GET', `/people/${id}`)).json().tags).toEqual([])
  })
})

describe('entity tags', () => {
  test('spare what is known: 304 until something changes', async () => {
    const one = await aProgram()
    const { id } = (await one.ask('POST', '/people', { payload: zoe })).json()
    const first = await one.ask('GET', `/people/${id}`)
    const headers = { 'if-none-match': String(first.headers.etag) }
    const again = await one.ask('GET', `/people/${id}`, { headers })
    expect([again.statusCode, again.body]).toEqual([304, ''])
    await one.ask('PATCH', `/people/${id}`, { payload: { given_name: 'Zoë' } })
    expect((await one.ask('GET', `/people/${id}`, { headers })).statusCode).toBe(200)
  })

  test('of twenty who change her at once as they saw her, one does', async () => {
    const one = await aProgram()
    const { id } = (await one.ask('POST', '/people', { payload: zoe })).json()
    const headers = { 'if-match': String((await one.ask('GET', `/people/${id}`)).headers.etag) }
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => one.ask('PATCH', `/people/${id}`, { payload: { given_name: `Zoé ${'abcdefghijklmnopqrst'[n]}` }, headers })), // prettier-ignore
    )
    expect(answers.filter(({ statusCode }) => statusCode === 200)).toHaveLength(1)
    expect(answers.filter(({ statusCode }) => statusCode === 412)).toHaveLength(19)
    const won = answers.find(({ statusCode }) => statusCode === 200)!
    const now = await one.ask('GET', `/people/${id}`)
    expect(now.headers.etag).toBe(won.headers.etag)
    expect(now.json().given_name).toBe(won.json().given_name)
  })
})

describe('audiences', () => {
  test('give the same people as they count, within the territory of the key', async () => {
    const [all, rhone] = [await aProgram(), await aProgram(everything, 'Rhône')]
    await addSupporters(program, [
      { given_name: 'Zoé', family_name: 'Ici', place: 'FR-69123' },
      { given_name: 'Léa', family_name: 'Loin', place: 'FR-38185' },
    ])
    const rule = { op: 'all', of: [{ is: 'language', with: { locale: 'fr' } }] }
    await rows("insert into audience (id, name, rule, created_at, updated_at) values ($1, 'French', $2, now(), now())", [
      NOBODY,
      rule,
    ])
    for (const [one, count] of [
      [all, 2],
      [rhone, 1],
    ] as const) {
      // prettier-ignore
      const { audiences } = (await one.ask('GET', '/audiences')).json()
      expect(audiences).toMatchObject([{ id: NOBODY, name: 'French' }])
      expect((await one.ask('GET', `/audiences/${NOBODY}`)).json().people).toBe(count)
      expect((await one.ask('GET', `/audiences/${NOBODY}/people`)).json().people).toHaveLength(count)
    }
  })
})

describe('what an attack found', () => {
  test('nobody gets into a record by writing an address of his own into it', async () => {
    const one = await aProgram()
    const foreign_id = { system: 'x', value: '1' }
    await one.ask('POST', '/people', { payload: { ...zoe, foreign_id } })
    await one.ask('POST', '/people', { payload: { ...zoe, email: 'evil@example.org', foreign_id } })
    const evil = await signIn(program, 'evil@example.org')
    expect((await evil.get('/me')).body).not.toContain('zoe@example.org')
    expect((await evil.post('/me/erasure')).statusCode).not.toBe(303)
    expect(await rows('select given_name from person')).toEqual([{ given_name: 'Zoé' }])
  })

  test('somebody known elsewhere who is entered again and again gets one record here', async () => {
    const rhone = await aProgram(everything, 'Rhône')
    await addSupporters(program, [{ given_name: 'Léa', family_name: 'Loin', place: 'FR-38185', email: 'loin@example.org' }])
    const enter = async () => (await rhone.ask('POST', '/people', { payload: { ...zoe, email: 'loin@example.org' } })).json().id
    expect(await enter()).toBe(await enter())
    expect(await rows('select 1 from person')).toHaveLength(2)
  })

  test('four who enter one foreign id at once make one person', async () => {
    const one = await aProgram()
    const payload = { ...zoe, email: undefined, foreign_id: { system: 'x', value: '7' } }
    await Promise.all(Array.from({ length: 4 }, () => one.ask('POST', '/people', { payload })))
    expect(await rows('select 1 from person')).toHaveLength(1)
  })

  test('who enters a street while staff move her moves her back nowhere: place and tally say the same', async () => {
    const one = await aProgram()
    const member = await staffMember(program, 'staff')
    const [id] = await addSupporters(program, [{ given_name: 'Zoé', family_name: 'Lacaze', email: 'zoe@example.org' }])
    const details = {
      given_name: 'Zoé',
      family_name: 'Lacaze',
      locale: 'fr',
      country: 'FR',
      postal_code: '38000',
      town: 'Grenoble',
    }
    for (let n = 0; n < 10; n += 1)
      await Promise.all([
        member.post(`/staff/people/${id}/details`, { ...details, ...(n % 2 ? {} : { postal_code: '69001', town: 'Lyon' }) }),
        one.ask('POST', '/people', { payload: { ...zoe, custom: undefined, street: `${n} rue du Port` } }),
      ])
    const [person] = await rows<{ department_id: string }>('select department_id from person')
    expect(person!.department_id).toBe('FR-38')
    const counted = await rows<{ key: string }>("select key from supporter_tally where scope = 'area' and n > 0")
    expect(counted).toEqual([{ key: 'FR-38' }])
  })

  test('a new name does not ask for the town of whoever has none', async () => {
    const one = await aProgram()
    const { id } = (await one.ask('POST', '/people', { payload: { ...zoe, postal_code: '01400' } })).json()
    expect((await one.ask('PATCH', `/people/${id}`, { payload: { given_name: 'Zoë' } })).statusCode).toBe(200)
  })

  test('ten who enter one new address at once make one person', async () => {
    const one = await aProgram()
    await Promise.all(Array.from({ length: 10 }, () => one.ask('POST', '/people', { payload: zoe })))
    expect(await rows('select 1 from person')).toHaveLength(1)
  })

  test('a “no” that is on its way is not overtaken by a “yes”', async () => {
    const one = await aProgram()
    for (let n = 0; n < 10; n += 1) {
      const email = `zoe${n}@example.org`
      const { id } = (await one.ask('POST', '/people', { payload: { ...zoe, email, news: true } })).json()
      const say = (action: string) =>
        one.ask('POST', `/people/${id}/consents`, { payload: { purpose: 'news', action, proof: 'Told us on the phone' } })
      const leave = () =>
        app.database.transact((tx) =>
          withdrawConsents(tx, {
            person: id,
            purposes: [NEWS],
            now: program.clock.now,
            wording: { id: 'test', text: 'No more' },
            locale: 'fr',
            hashOf: hashOf(app),
          }),
        )
      await Promise.all([leave(), say('given'), one.ask('POST', '/people', { payload: { ...zoe, email, news: true } })])
      expect((await one.ask('GET', `/people/${id}`)).json().agreed).not.toContain('news:email')
    }
  })

  test('a list does not know a filter that it was not told of, and says so', async () => {
    const one = await aProgram()
    expect((await one.ask('GET', '/people?town=Lyon')).statusCode).toBe(422)
  })

  test('a change that would take her out of the territory does not happen, nor does one to a code of several towns', async () => {
    const rhone = await aProgram(everything, 'Rhône')
    const { id } = (await rhone.ask('POST', '/people', { payload: zoe })).json()
    for (const [postal_code, status] of [
      ['38000', 403],
      ['69210', 422],
    ] as const)
      // prettier-ignore
      expect((await rhone.ask('PATCH', `/people/${id}`, { payload: { postal_code } })).statusCode).toBe(status)
    expect(await rows('select postal_code, department_id from person')).toEqual([
      { postal_code: '69003', department_id: 'FR-69' },
    ])
  })

  test('a new name moves nobody to another town of the same name', async () => {
    const one = await aProgram()
    const { id } = (await one.ask('POST', '/people', { payload: { ...zoe, postal_code: '93200', town: 'Saint-Denis' } })).json()
    await rows('update person set postal_code = null where id = $1', [id])
    const before = await rows('select place_id from person')
    expect((await one.ask('PATCH', `/people/${id}`, { payload: { given_name: 'Zoë' } })).statusCode).toBe(200)
    expect(await rows('select place_id from person')).toEqual(before)
  })

  test('a key that changes people also reads them, or is not given', async () => {
    const giver = await staffMember(program, 'administrator')
    expect((await askForKey(giver, ['people.edit'])).statusCode).toBe(422)
    expect(await rows('select 1 from api_key')).toEqual([])
  })

  test('no for somebody is no “no” for a stranger whose address was written into her record', async () => {
    const one = await aProgram()
    const [id] = await addSupporters(program, [{ given_name: 'Zoé', family_name: 'Ici' }])
    await rows(
      "insert into contact_point (id, person_id, kind, value, claimed, created_at) values ($1, $2, 'email', 'victim@example.org', true, now())",
      [NOBODY, id],
    )
    const payload = { purpose: 'news', action: 'withdrawn', proof: 'Told us on the phone' }
    await one.ask('POST', `/people/${id}/consents`, { payload })
    const hash = hashOf(app)('victim@example.org')
    expect(await rows('select 1 from suppression where address_hash = $1', [hash])).toEqual([])
  })

  test.each([
    ['PATCH', { custom: { t: '\u0000' } }],
    ['PATCH', { custom: { t: '\ud800' } }],
    ['PATCH', { custom: {} }],
    ['PATCH', { country: 'ZZ' }],
    ['POST', { ...zoe, custom: { t: '\u0000' } }],
    ['POST', { ...zoe, country: 'ZZ' }],
  ] as const)('%s %j is an error that says where', async (method, payload) => {
    const one = await aProgram()
    await rows("insert into custom_field (id, key, label, kind, created_at) values ($1, 't', 'T', 'text', now())", [NOBODY])
    const [id] = await addSupporters(program, [{ given_name: 'Zoé', family_name: 'Ici' }])
    const answer = await one.ask(method, method === 'PATCH' ? `/people/${id}` : '/people', { payload })
    expect(answer.statusCode).toBe(422)
    expect(answer.json().errors[0].message).toBeTruthy()
  })

  test.each(['/people/xyz', '/people?after=x', '/audiences/x'])('%s is a problem in JSON', async (path) => {
    const answer = await (await aProgram()).ask('GET', path)
    expect([answer.statusCode, answer.headers['content-type']]).toEqual([422, 'application/problem+json; charset=utf-8'])
  })
})
