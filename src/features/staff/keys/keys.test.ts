import { describe, expect, test } from 'vitest'
import { everything, keyIn, keysOf } from '../../../../tests/support/keys.ts'
import { addSupporters } from '../../../../tests/support/people.ts'
import { movementOf } from '../../../../tests/support/home.ts'
import { useProgram, visitor } from '../../../../tests/support/program.ts'
import { signIn, staffMember, type Visitor } from '../../../../tests/support/staff.ts'
import { formatDay } from '#platform/i18n/locales'
import { clockIn } from '#platform/i18n/moments'
import { hashOfKey } from './rules.ts'

const program = await useProgram({ working: true })
const { rows, server } = program
const { dayIn, sendForm, askForKey, programWith, aProgram } = keysOf(program)

const DAY = 86_400_000
const zoe = { given_name: 'Zoé', postal_code: '69003', email: 'zoe@example.org', proof: 'Café des Halles, 3 May 2016' }

describe('a key', () => {
  test('is shown once and kept as a hash', async () => {
    const giver = await staffMember(program, 'administrator')
    const given = await askForKey(giver, ['people.see'])
    const key = keyIn(given)
    expect(given.headers['cache-control']).toContain('no-store')
    expect((await giver.get('/staff/keys')).body).not.toContain(key)
    const kept = await rows<{ token_hash: Buffer }>('select * from api_key')
    expect(kept).toHaveLength(1)
    expect(kept[0]!.token_hash.equals(hashOfKey(key))).toBe(true)
    expect(JSON.stringify(kept)).not.toContain(key.slice(6))
    expect(JSON.stringify(await rows('select * from journal'))).not.toContain(key.slice(6))
  })

  test.each([
    ['the file of the whole country', {}, 303],
    ['a region', { territory: 'Auvergne-Rhône-Alpes' }, 303],
    ['a department', { territory: 'Rhône' }, 200],
    ['a town', { territory: 'Lyon' }, 200],
    ['a department, and more of it in a day than anybody', { territory: 'Rhône', persons: '5001' }, 303],
    ['a department, and less of it in a day', { territory: 'Rhône', persons: '200' }, 200],
  ])('that reads %s is made by one person, or by two', async (_what, otherwise, status) => {
    const giver = await staffMember(program, 'administrator')
    const answer = await sendForm(giver, ['people.see'], otherwise)
    expect(answer.statusCode).toBe(status)
    expect(/appui_[\w-]{43}/.test(answer.body)).toBe(status === 200)
    expect(await rows('select 1 from approval')).toHaveLength(status === 303 ? 1 : 0)
    expect(await rows('select 1 from api_key where token_hash is not null')).toHaveLength(status === 200 ? 1 : 0)
  })

  test('that reads elsewhere than another of its giver takes two, also when both are asked for at once, for a day after the end of the other', async () => {
    const [giver, other] = [await staffMember(program, 'administrator'), await staffMember(program, 'administrator')]
    const give = async (territory: string, by = giver) => (await sendForm(by, ['people.see'], { territory })).statusCode
    expect((await sendForm(giver, ['people.enter'])).statusCode).toBe(200)
    const atOnce = await Promise.all([give('Rhône'), give('Ain'), give('Isère')])
    expect(atOnce.toSorted()).toEqual([200, 303, 303])
    const [key] = await rows<{ id: string; name: string }>(
      'select api_key.id, area.name from api_key join area on area.id = area_id where token_hash is not null',
    )
    const [there, elsewhere] = [key!.name, key!.name === 'Drôme' ? 'Loire' : 'Drôme']
    expect([await give(there), await give(elsewhere), await give('Lyon')]).toEqual([200, 303, 303])
    expect(await give(elsewhere, other)).toBe(200)
    const ended = (ago: number) =>
      rows('update api_key set ends_at = $1 where given_by = $2', [new Date(program.clock.now.getTime() - ago), giver.account])
    await ended(DAY - 1)
    expect(await give(elsewhere)).toBe(303)
    await ended(DAY)
    expect(await give(elsewhere)).toBe(200)
  })

  test('that shows nobody is given by one person, everywhere', async () => {
    expect((await sendForm(await staffMember(program, 'administrator'), ['people.enter'])).statusCode).toBe(200)
  })

  test('that takes two is made once, by who asked, after another has allowed it, who reads what it is for', async () => {
    const [giver, other, officer] = [
      await staffMember(program, 'administrator'),
      await staffMember(program, 'administrator'),
      await staffMember(program, 'data-officer'),
    ]
    await sendForm(giver, ['people.see'])
    const [{ id }] = (await rows<{ id: string }>('select id from api_key')) as [{ id: string }]
    const make = (by: Visitor) => by.post(`/staff/keys/${id}/make`)
    expect((await make(giver)).statusCode).toBe(404)
    expect((await giver.get('/staff/keys')).body).toContain('attend une deuxième personne')
    const page = (await officer.get('/staff/approvals')).body
    expect(page).toMatch(/Clé\u00A0: [^<]* · partout · Personnes par jour\u00A0: 5\s000<.*>Newsletter</)
    await officer.post(/action="(\/staff\/approvals\/[0-9a-f-]{36})"/.exec(page)![1]!)
    expect((await make(other)).statusCode).toBe(404)
    expect((await giver.get('/staff/keys')).body).toContain(`action="/staff/keys/${id}/make"`)
    const made = await Promise.all(Array.from({ length: 5 }, () => make(giver)))
    expect(made.map(({ statusCode }) => statusCode).sort()).toEqual([200, 404, 404, 404, 404])
    const key = keyIn(made.find(({ statusCode }) => statusCode === 200)!)
    expect((await programWith(key).ask('GET', '/people')).statusCode).toBe(200)
  })

  test('shows no more persons in a day than it was given, whatever the pages', async () => {
    await addSupporters(
      program,
      Array.from({ length: 8 }, (_, n) => ({ given_name: 'Zoé', family_name: `Ici ${n}` })),
    )
    const giver = await staffMember(program, 'administrator')
    const one = programWith(keyIn(await askForKey(giver, ['people.see'], { territory: 'Rhône', persons: '10' })))
    const statuses = []
    for (let n = 0; n < 3; n++) statuses.push((await one.ask('GET', '/people?limit=5')).statusCode)
    expect(statuses).toEqual([200, 200, 403])
  })

  test('does what it was given, and nothing else', async () => {
    const reader = await aProgram(['people.see'])
    const [person] = await addSupporters(program, [{ given_name: 'Zoé', family_name: 'Ici' }])
    expect((await reader.ask('GET', `/people/${person}`)).statusCode).toBe(200)
    expect((await reader.ask('PATCH', `/people/${person}`, { payload: { given_name: 'Zoë' } })).statusCode).toBe(403)
    expect((await reader.ask('POST', '/people', { payload: zoe })).statusCode).toBe(403)
    expect((await reader.ask('POST', `/people/${person}/tags`, { payload: { tag: 'ally' } })).statusCode).toBe(403)
  })

  test('opens no page, and no page of the person who gave it', async () => {
    const { key } = await aProgram()
    for (const url of ['/staff/people', '/staff/keys', '/account', '/me']) {
      const answer = await server.inject({ url, headers: { ...visitor(), authorization: `Bearer ${key}` } })
      expect(answer.statusCode, url).toBe(303)
      expect(answer.headers.location).toContain('/sign-in')
    }
  })

  test('ends at once when it is ended, and by itself on its day', async () => {
    const giver = await staffMember(program, 'administrator')
    const first = programWith(keyIn(await askForKey(giver, everything)))
    const second = programWith(keyIn(await askForKey(giver, everything)))
    expect((await first.ask('GET', '/people')).statusCode).toBe(200)
    const [{ id } = { id: '' }] = await rows<{ id: string }>('select id from api_key order by given_at, id limit 1')
    await giver.post(`/staff/keys/${id}/end`)
    const answers = await Promise.all([first, second].map((one) => one.ask('GET', '/people')))
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 401])
    program.clock.now = new Date(program.clock.now.getTime() + 31 * DAY)
    for (const one of [first, second]) expect((await one.ask('GET', '/people')).statusCode).toBe(401)
  })

  test.each(['', 'appui_', `appui_${'A'.repeat(43)}`, 'a b', '%00', 'x'.repeat(5000)])(
    'that nobody gave («%s») is refused, in RFC 6750’s words',
    async (key) => {
      const answer = await programWith(key).ask('GET', '/people')
      expect(answer.statusCode).toBe(401)
      expect(answer.headers['www-authenticate']).toBe('Bearer')
      expect(answer.headers['content-type']).toContain('application/problem+json')
    },
  )

  test('lives through its last day by the clocks of the movement', async () => {
    movementOf(program, { timeZone: 'Pacific/Tahiti' })
    const giver = await staffMember(program, 'administrator')
    const one = programWith(keyIn(await askForKey(giver, everything, { ends: dayIn(1) })))
    expect((await giver.get('/staff/keys')).body).toContain(formatDay('fr', dayIn(1)))
    const answers = []
    const last = dayIn(1)
    for (const moment of [`${dayIn(2)}T09:59:00Z`, `${dayIn(2)}T10:00:00Z`]) {
      program.clock.now = new Date(moment)
      answers.push((await one.ask('GET', '/people')).statusCode)
    }
    expect(answers).toEqual([200, 401])
    expect(await rows('select used_on::text from api_key')).toEqual([{ used_on: last }])
  })

  test('lives a year at most, and says what is wrong next to its field', async () => {
    const giver = await staffMember(program, 'administrator')
    expect((await askForKey(giver, everything, { ends: dayIn(400) })).body).toContain('field-ends-error')
    expect((await askForKey(giver, everything, { ends: dayIn(-1) })).body).toContain('field-ends-error')
    expect((await askForKey(giver, everything, { territory: 'Atlantis' })).body).toContain('field-territory-error')
    expect((await askForKey(giver, everything, { territory: 'Saint-Denis' })).body).toContain('Saint-Denis (93)')
    expect((await askForKey(giver, [])).statusCode).toBe(422)
    expect((await askForKey(giver, ['keys.give'])).statusCode).toBe(422)
    expect(await rows('select 1 from api_key')).toEqual([])
  })

  test('carries no more than its giver holds', async () => {
    await rows("update role set permissions = permissions || '{keys.give}' where id = 'volunteer'")
    const giver = await staffMember(program, 'volunteer')
    expect((await askForKey(giver, ['people.edit'])).statusCode).toBe(422)
    expect(await rows('select 1 from api_key')).toEqual([])
    await rows("update role set permissions = array_remove(permissions, 'keys.give') where id = 'volunteer'")
  })

  test('tells the day on which it was last used', async () => {
    const one = await aProgram()
    await one.ask('GET', '/people')
    await one.ask('GET', '/people')
    expect(await rows('select used_on::text from api_key')).toEqual([{ used_on: clockIn('Europe/Paris', program.clock.now).day }])
  })

  test('a key ends with the mandate of whoever gave it', async () => {
    const giver = await staffMember(program, 'administrator')
    const one = programWith(keyIn(await askForKey(giver, everything)))
    expect((await one.ask('GET', '/people')).statusCode).toBe(200)
    await rows('update mandate set ends_at = $1', [new Date(program.clock.now.getTime() - 1000)])
    expect((await one.ask('GET', '/people')).statusCode).toBe(403)
  })

  test('people at work read page by page, not by the API', async () => {
    for (const role of ['administrator', 'staff', 'data-officer'])
      expect((await (await staffMember(program, role)).get('/api/v1/people?limit=200')).statusCode).toBe(403)
  })

  test('one program that asks for a hundred things at once gets them in turn, or is told to wait', async () => {
    const one = await aProgram()
    const answers = await Promise.all(Array.from({ length: 100 }, () => one.ask('GET', '/people')))
    const statuses = answers.map(({ statusCode }) => statusCode)
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(50)
    expect(statuses.every((status) => status === 200 || status === 429)).toBe(true)
    expect((await one.ask('GET', '/people')).statusCode).toBe(200)
  })

  test.each(['2026-99-99', '0000-00-00', '9999-12-31'])('a key until %s is refused next to its field', async (ends) => {
    const giver = await staffMember(program, 'administrator')
    expect((await askForKey(giver, everything, { ends })).body).toContain('field-ends-error')
  })
})

describe('every request', () => {
  test('says how many more there may be this minute', async () => {
    const one = await aProgram()
    const [first, second] = [await one.ask('GET', '/people'), await one.ask('GET', '/people')]
    expect(first.headers['ratelimit-limit']).toBe('600')
    expect(Number(first.headers['ratelimit-remaining']) - Number(second.headers['ratelimit-remaining'])).toBe(1)
  })

  test('is refused beyond it, with the time to wait; another key is not', async () => {
    const [one, other] = [await aProgram(), await aProgram()]
    for (let n = 0; n < 600; n += 1) await one.ask('GET', '/tags')
    const refused = await one.ask('GET', '/tags')
    expect(refused.statusCode).toBe(429)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect((await other.ask('GET', '/tags')).statusCode).toBe(200)
  })

  test('stands in the journal under the key, with no name and no address', async () => {
    const one = await aProgram()
    const { id } = (await one.ask('POST', '/people', { payload: zoe })).json()
    await one.ask('GET', `/people/${id}`)
    await one.ask('PATCH', `/people/${id}`, { payload: { given_name: 'Zoë' } })
    await one.ask('GET', '/people')
    const [{ id: key } = { id: '' }] = await rows<{ id: string }>('select id from api_key')
    const acts = await rows<{ action: string }>('select action from journal where actor = $1 order by seq', [key])
    expect(acts.map(({ action }) => action)).toEqual(['add', 'view', 'change', 'list'])
    expect(JSON.stringify(await rows('select * from journal where actor = $1', [key]))).not.toMatch(/Zo[éë]|zoe@/)
  })

  test('a citizen’s session, without a role, reads nobody by it', async () => {
    const citizen = await signIn(program, 'someone@example.org')
    expect((await citizen.get('/api/v1/people')).statusCode).toBe(403)
  })

  test('the manual names every door, in three languages', async () => {
    for (const locale of ['', '/en', '/es']) {
      const page = await server.inject({ url: `${locale}/api`, headers: visitor() })
      for (const door of ['GET /api/v1/people', 'PATCH /api/v1/people/{person}', 'GET /api/v1/audiences/{audience}/people'])
        expect(page.body).toContain(door)
    }
    const document = (await server.inject('/api/v1/openapi.json')).json()
    expect(document.components.securitySchemes.key).toMatchObject({ type: 'http', scheme: 'bearer' })
  })
})

test('no key erases, merges or exports', async () => {
  const { offeredIn } = await import('./programs.ts')
  expect(offeredIn(program.app).permissions.map(({ name }) => name)).toEqual(['people.see', 'people.enter', 'people.edit'])
})
