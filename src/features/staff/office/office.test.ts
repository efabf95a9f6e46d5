import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { answersToIn } from '#platform/db/answering'
import { answersTo } from '#platform/text/answering'
import { addEvent } from '../../../../tests/support/events.ts'
import { found, signer } from '../../../../tests/support/groups.ts'
import { addSupporters } from '../../../../tests/support/people.ts'
import { countQueries, useProgram } from '../../../../tests/support/program.ts'
import { signIn, staffMember, visitorOf } from '../../../../tests/support/staff.ts'

const program = await useProgram({ working: true })
const { rows } = program

/** Names of what stands on a page below its title, by where they lead. */
const hits = (html: string) =>
  Object.fromEntries(
    [...html.slice(html.indexOf('<main')).matchAll(/<h3[^>]*><a href="([^"]*)"[^>]*>(.*?)<\/a>/gs)].map(([, href, name]) => [
      name!,
      href!,
    ]),
  )

const LYON = 'FR-69123'
const MARSEILLE = { place_id: 'FR-13055', department_id: 'FR-13', town: { lng: 5.37, lat: 43.3 } }

/** Zoé of Lyon leads «Les Glycines» there and holds an event with it; Inès the same in Marseille. */
async function twoTowns() {
  const [zoe, ines] = [await signer(program, 'Glycine'), await signer(program, 'Glycerine', 'FR-13055')]
  const here = await found(program, [zoe.person], { name: 'Les Glycines' })
  const there = await found(program, [ines.person], { name: 'Glycines du Sud', ...MARSEILLE })
  const event = await addEvent(program, zoe.person, { title: 'Glycines en fête', group: here })
  return { zoe, here, there, event }
}

test('one field finds people, groups, events, recipes and pages, as far as each may see them', async () => {
  const { zoe, here, there, event } = await twoTowns()
  const chief = await staffMember(program, 'administrator')
  const all = hits((await chief.post('/search', { q: 'glyc' })).body)
  expect(all).toMatchObject({
    'Les Glycines': `/staff/groups/${here}`,
    'Glycines du Sud': `/staff/groups/${there}`,
    'Glycines en fête': `/staff/events/${event}`,
  })
  expect(Object.values(all)).toContain(`/staff/people/${zoe.person}`)
  // In charge of the Rhône: people of the Rhône, and groups of elsewhere as anybody sees them.
  const lead = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  const hers = hits((await lead.post('/search', { q: 'glyc' })).body)
  expect(hers).toMatchObject({ 'Les Glycines': `/staff/groups/${here}`, 'Glycines du Sud': `/groups/${there}` })
  expect(Object.values(hers).filter((path) => path.startsWith('/staff/people/'))).toEqual([`/staff/people/${zoe.person}`])
  // Who enters sheets finds no person.
  const volunteer = hits((await (await staffMember(program, 'volunteer')).post('/search', { q: 'glyc' })).body)
  expect(volunteer).toMatchObject({ 'Les Glycines': `/groups/${here}` })
  expect(Object.values(volunteer).filter((path) => path.includes('/people/'))).toEqual([])
  expect(hits((await chief.post('/search', { q: 'accor' })).body)).toMatchObject({ Accords: '/staff/approvals' })
  expect(hits((await lead.post('/search', { q: 'accor' })).body)).toEqual({})
  expect((await chief.post('/search', { q: 'zzzz' })).body).toContain('Rien ne répond')
})

test('a group that is gone, an event taken off the lists, and who is restricted, are found by nobody who may not see them', async () => {
  const { zoe, there, event } = await twoTowns()
  await rows('update local_group set unlisted_at = now() where id = $1 returning id', [there])
  await rows('update person set restricted_at = now() where id = $1 returning id', [zoe.person])
  await rows('update event set unlisted_at = now(), listed = false where id = $1 returning id', [event])
  const lead = await staffMember(program, 'coordinator', { area_id: 'FR-13' })
  const seen = hits((await lead.post('/search', { q: 'glyc' })).body)
  expect(seen).toHaveProperty('Glycines du Sud')
  expect(seen).not.toHaveProperty('Glycines en fête')
  const volunteer = hits((await (await staffMember(program, 'volunteer')).post('/search', { q: 'glyc' })).body)
  expect(Object.keys(volunteer)).toEqual(['Les Glycines'])
  const chief = hits((await (await staffMember(program, 'administrator')).post('/search', { q: 'glyc' })).body)
  expect(Object.values(chief)).not.toContain(`/staff/people/${zoe.person}`)
})

test('what was searched stands in the journal without its words, and in no address', async () => {
  await addSupporters(program, [{ given_name: 'Zoé', family_name: 'Ici', place: LYON }])
  const chief = await staffMember(program, 'administrator')
  const page = await chief.post('/search', { q: 'zoe ici' })
  expect(page.body).toMatch(/<form method="post" action="\/search"/)
  expect(
    await rows("select count, reason, object_id from journal where action = 'list' and actor = $1", [chief.account]),
  ).toEqual([{ count: 1, reason: null, object_id: null }])
})

test('a search makes as many queries for one as for many', async () => {
  const chief = await staffMember(program, 'administrator')
  await addSupporters(program, [{ given_name: 'Aubin', family_name: 'Un', place: LYON }])
  const one = await countQueries(program, () => chief.post('/search', { q: 'aubin' }))
  await addSupporters(
    program,
    Array.from({ length: 30 }, (_, n) => ({ given_name: 'Aubin', family_name: `Nom${n}`, place: LYON })),
  )
  const page = (await chief.post('/search', { q: 'aubin' })).body
  expect(Object.keys(hits(page))).toHaveLength(5)
  expect(page).toContain('Voir toutes les personnes trouvées')
  // With what was typed.
  expect(page).toMatch(/<form[^>]*action="\/staff\/people"[^>]*>(?:(?!<\/form>).)*name="q" value="aubin"/s)
  expect(await countQueries(program, () => chief.post('/search', { q: 'aubin' }))).toBe(one)
})

const NAMES = [
  'Les Glycines',
  'St-Étienne',
  'Saint-Étienne',
  'Ste-Foy',
  'Cœur',
  'Île-de-Ré',
  'L’Haÿ',
  '100 % nous',
  'Lætitia',
  'a(b)c*',
  'Stade',
  'Saintes',
]
const TYPED = [
  'gly',
  'saint',
  'st etienne',
  'sainte foy',
  'coeur',
  'ile re',
  'hay',
  '100',
  'laetitia',
  'a b',
  'ine',
  '%',
  '(',
  'sain',
  's',
  'st',
  'ste',
  'saintes',
  'ainte',
]

test('names in the database answer as names at hand do', async () => {
  const faults: string[] = []
  for (const typed of TYPED) {
    const { rows: said } = await sql<{ name: string; answers: boolean }>`
      select name, ${answersToIn(sql`name`, typed)} as answers from unnest(${NAMES}::text[]) as name`.execute(
      program.app.database.read as never,
    )
    for (const { name, answers } of said) if (answers !== answersTo(name, typed)) faults.push(`${name} ~ ${typed}: ${answers}`)
  }
  expect(faults).toEqual([])
})

test('who works here comes home to what waits, who does not to her own; neither reads that her address is nobody’s', async () => {
  const chief = await staffMember(program, 'administrator')
  expect((await chief.get('/home')).headers.location).toBe('/staff')
  expect((await chief.get('/me/home')).headers.location).toBe('/staff')
  const page = (await chief.get('/staff')).body
  expect(page).toContain('Rien ne vous attend')
  expect(page).not.toContain('n’est pas celle d’une personne')
  const member = await signer(program, 'Zoe')
  expect((await member.get('/home')).headers.location).toBe('/me/home')
  expect((await member.get('/staff')).statusCode).toBe(403)
  expect((await member.post('/search', { q: 'x' })).statusCode).toBe(403)
  expect((await visitorOf(program).get('/staff')).headers.location).toMatch(/^\/sign-in/)
})

test('without a second factor the office shows nothing, and leads to it', async () => {
  const chief = await staffMember(program, 'administrator')
  await rows('update account_session set strong_at = null returning id')
  expect((await chief.get('/staff')).headers.location).toBe('/account/second-factor?next=%2Fstaff')
  expect((await chief.post('/search', { q: 'x' })).statusCode).toBe(303)
  expect((await chief.get('/search')).headers.location).toBe('/account/second-factor?next=%2Fsearch')
  // And back in the language of who asks.
  expect((await chief.get('/es/staff')).headers.location).toBe('/es/account/second-factor?next=%2Fes%2Fstaff')
})

test('steps of the set-up stand before who may take them, until each is done', async () => {
  const chief = await staffMember(program, 'administrator')
  const steps = async (of: typeof chief) =>
    [...(await of.get('/staff')).body.matchAll(/Nommer une deuxième personne/g)].map(([text]) => text)
  expect(await steps(chief)).toContain('Nommer une deuxième personne')
  const lead = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  expect(await steps(lead)).toEqual([])
  await staffMember(program, 'administrator')
  expect(await steps(chief)).not.toContain('Nommer une deuxième personne')
})

/** What waits on somebody's office: how much, by where it is dealt with. */
const waits = async (of: { get(url: string): Promise<{ body: string }> }) =>
  Object.fromEntries(
    [...(await of.get('/staff')).body.matchAll(/<h3[^>]*><a href="([^"]*)".*?<span[^>]*>(\d+)<\/span>/gs)].map(([, href, n]) => [
      href!,
      Number(n),
    ]),
  )

test('each thing waits for whom it concerns, and is gone when it is dealt with', async () => {
  const { here, there, event } = await twoTowns()
  const report = (table: string, of: string, id: string) =>
    rows(`insert into ${table} (id, ${of}, words, reported_at) values (gen_random_uuid(), $1, 'x', now()) returning id`, [id])
  await report('group_report', 'group_id', here)
  await report('group_report', 'group_id', here)
  await report('group_report', 'group_id', there)
  await report('event_report', 'event_id', event)
  await rows(
    "insert into rights_request (id, kind, about, received_on, due_on) values (gen_random_uuid(), 'access', 'x', now(), now()) returning id",
  )
  const other = await staffMember(program, 'administrator')
  await rows(
    "insert into approval (id, kind, subject, reason, asked_by, asked_at) values (gen_random_uuid(), 'export', 'movement', 'x', $1, $2) returning id",
    [other.account, program.clock.now],
  )
  await rows(
    "insert into alert (id, kind, actor, hour, count) values (gen_random_uuid(), 'many-views', $1, now(), 120) returning id",
    [other.account],
  )
  const chief = await staffMember(program, 'administrator')
  const groups = '/staff/groups?view=reported'
  expect(await waits(chief)).toMatchObject({
    [groups]: 2,
    '/staff/events?view=reported': 1,
    '/staff/requests': 1,
    '/staff/approvals': 1,
    '/staff/alerts': 1,
  })
  // Nobody allows what he asked for himself.
  expect(await waits(other)).not.toHaveProperty('/staff/approvals')
  expect(await waits(await staffMember(program, 'coordinator', { area_id: 'FR-13' }))).toEqual({ [groups]: 1 })
  expect(await waits(await staffMember(program, 'volunteer'))).toEqual({})
  await chief.post('/staff/alerts/seen')
  await chief.post(`/staff/groups/${here}/reports/settlement`)
  const left = await waits(chief)
  expect(left[groups]).toBe(1)
  expect(left).not.toHaveProperty('/staff/alerts')
})

test('the office makes as many queries whatever waits', async () => {
  const chief = await staffMember(program, 'administrator')
  const none = await countQueries(program, () => chief.get('/staff'))
  await twoTowns()
  expect(await countQueries(program, () => chief.get('/staff'))).toBe(none)
})

test('somebody who is signed in and holds nothing comes home to her own page', async () => {
  const someone = await signIn(program, 'someone@example.org')
  expect((await someone.get('/home')).headers.location).toBe('/me/home')
})
