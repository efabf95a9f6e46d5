import { expect, test } from 'vitest'
import { signer } from '../../../../tests/support/groups.ts'
import { countQueries, linkIn, until, useProgram } from '../../../../tests/support/program.ts'
import { asking, holding, proxiesIn } from '../../../../tests/support/proxies.ts'
import { postForm } from '../../../../tests/support/signing.ts'
import { signIn, staffMember } from '../../../../tests/support/staff.ts'

const program = await useProgram({ working: true })
const { rows, server } = program
const { vote, ask, hold, matches, mailTo, answer } = proxiesIn(program)

test('who is signed in asks at once, sees her ask in her account, and cannot ask and go at the same vote', async () => {
  const election = await vote()
  const zoe = await signer(program, 'Zoe')
  const asked = await zoe.post('/vote/proxy', asking(election, { phone: '06 99 38 55 55' }))
  expect(asked.statusCode).toBe(303)
  expect((await zoe.get(asked.headers.location!)).body).toContain('Nous cherchons quelqu’un')
  expect((await zoe.get('/me/proxies')).body).toContain('Un vote à Lyon')
  const refused = await zoe.post('/me/proxies', holding(election))
  expect(refused.statusCode).toBe(409)
  expect(refused.body).toContain('Vous cherchez vous-même')
  const again = await zoe.post('/vote/proxy', asking(election))
  expect(again.headers.location).toBe(asked.headers.location)
  expect(await rows('select phone from proxy_ask')).toEqual([{ phone: '+33699385555' }])
  const hal = await hold(election)
  expect((await hal.post('/vote/proxy', asking(election))).statusCode).toBe(409)
  // An account of nobody's record may ask, and is told to sign before she goes for others.
  const someone = await signIn(program, 'someone@example.org')
  expect((await someone.post('/vote/proxy', asking(election))).statusCode).toBe(303)
  expect((await someone.get('/me/proxies')).body).toContain('Signez d’abord')
  expect((await someone.post('/me/proxies', holding(election))).statusCode).toBe(409)
})

test('what is wrong in a form stands beside its field; the statement of L72-1 must be ticked, and never is beforehand', async () => {
  const election = await vote()
  const hal = await signer(program, 'Hal')
  expect((await hal.get('/me/proxies')).body).not.toMatch(/name="cares"[^>]*checked/)
  const { cares: _, ...unsaid } = holding(election)
  expect((await hal.post('/me/proxies', unsaid)).statusCode).toBe(422)
  for (const [field, value, says] of [
    ['where', 'Nullepart-sur-Rien', 'field-where-error'],
    ['phone', '12345', 'field-phone-error'],
    ['station', 'au fond à gauche', 'field-station-error'],
    ['held_home', '2', 'plus que la loi ne permet'],
  ] as const) {
    const answered = await hal.post('/me/proxies', holding(election, { [field]: value }))
    expect(answered.statusCode, field).toBe(422)
    expect(answered.body).toContain(says)
  }
  const other = await vote(40, { country: 'ES', name: 'Elecciones' })
  expect((await hal.post('/me/proxies', holding(other))).body).toContain('n’a pas lieu dans cette commune')
  expect(await rows('select 1 from proxy_holder')).toHaveLength(0)
  // Nobody is there to be found out: the page on how it is made has no field.
  const how = (await server.inject('/vote/proxy/how')).body
  expect(how).toMatch(/jusqu’à 3 procurations dont 1 seulement[\s\S]*L330-13/)
  // No consulate is a town: nobody is brought together there.
  for (const where of ['Montréal', 'Consulat général de Montréal', 'Londres'])
    expect((await hal.post('/me/proxies', holding(election, { where }))).body, where).toMatch(/field-where-error|plusieurs/)
  expect(how).toContain('https://www.maprocuration.gouv.fr')
  expect(how).not.toMatch(/<input|<textarea|<select/)
})

test('a holder is asked on the page of what one can do now, and only near a vote is anybody proposed to go for others', async () => {
  const far = await signer(program, 'Far')
  await vote(90)
  const now = '/act/now?time=60&place=home&taste=any'
  expect((await far.get(now)).body).not.toContain('Voter pour quelqu’un')
  const election = await vote(30, { name: 'Second tour' })
  expect((await far.get(now)).body).toContain('Voter pour quelqu’un')
  const hal = await hold(election)
  await ask(election)
  await until(async () => (await matches())[0], 'a match')
  const suggested = (await hal.get(now)).body
  expect(suggested).toContain('vous demande de voter')
  expect(suggested).toContain('/vote/proxy/holders/')
})

test('staff enter somebody without e-mail in their territory alone; who goes for her calls her, and staff see no number', async () => {
  const election = await vote()
  const here = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  const elsewhere = await staffMember(program, 'coordinator', { area_id: 'FR-38' })
  const paul = { ...asking(election, { given_name: 'Paul', phone: '04 78 38 11 22' }), agreed: 'true' }
  expect((await elsewhere.post('/staff/proxies', paul)).statusCode).toBe(403)
  const { agreed: _, ...unsaid } = paul
  expect((await here.post('/staff/proxies', unsaid)).statusCode).toBe(422)
  expect((await here.post('/staff/proxies', paul)).statusCode).toBe(303)
  const hal = await hold(election)
  const page = linkIn(await mailTo(hal.email, /Paul cherche/), '/vote/proxy/holders/')
  const [one] = await matches()
  await answer(page, true, one!.id)
  expect((await server.inject(page)).body).toContain('tel:+33478381122')
  const desk = (await here.get('/staff/proxies')).body
  expect(desk).toContain('Paul')
  expect(desk).not.toMatch(/\+33|78 38/)
  expect((await elsewhere.get('/staff/proxies')).body).not.toContain('Paul')
  const path = `/staff/proxies/${one!.ask_id}`
  expect((await elsewhere.get(path)).statusCode).toBe(404)
  expect((await here.get(path)).body).not.toMatch(/\+33/)
  expect((await here.post(`${path}/established`)).statusCode).toBe(303)
  expect(await rows('select state from proxy_match')).toEqual([{ state: 'established' }])
  expect((await here.post(`${path}/removal`)).statusCode).toBe(303)
  expect(await rows("select action from journal where object_kind = 'proxy' and action <> 'list' order by at")).toHaveLength(3)
})

test('brought together by hand, both still say yes; within the territory alone, and within what the law gives', async () => {
  const election = await vote()
  const here = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  const zoe = await ask(election)
  // She goes nowhere else by herself, and lives in the next town.
  const hal = await hold(election, { where: 'Villeurbanne', km: '0' })
  const far = await hold(election, { where: 'Grenoble', km: '0' })
  const [{ id }] = (await rows<{ id: string }>('select id from proxy_ask')) as [{ id: string }]
  const holders = await rows<{ id: string; person_id: string }>('select id, person_id from proxy_holder')
  const of = (person: string) => holders.find(({ person_id }) => person_id === person)!.id
  const page = (await here.get(`/staff/proxies/${id}`)).body
  expect(page).toContain(of(hal.person))
  expect(page).not.toContain(of(far.person))
  expect((await here.post(`/staff/proxies/${id}/match`, { holder: of(far.person) })).statusCode).toBe(409)
  expect((await here.post(`/staff/proxies/${id}/match`, { holder: of(hal.person) })).statusCode).toBe(303)
  expect((await here.post(`/staff/proxies/${id}/match`, { holder: of(hal.person) })).statusCode).toBe(409)
  expect((await here.post(`/staff/proxies/${id}/removal`)).statusCode).toBe(409)
  expect((await server.inject(zoe.page)).body).toContain('pourrait aller voter pour vous')
  expect((await server.inject(zoe.page)).body).not.toContain('tel:')
})

test('who asked or goes finds it on her own page; who did neither is shown nothing of it', async () => {
  const election = await vote(30)
  const [hal, eve] = [await hold(election), await signer(program, 'Eve')]
  const ana = await signer(program, 'Ana')
  await ask(election, { email: ana.email, given_name: 'Ana' })
  const link = />Procurations<\/a>/
  for (const who of [hal, ana]) expect((await who.get('/me')).body).toMatch(link)
  expect((await eve.get('/me')).body).not.toMatch(link)
  await rows('update proxy_holder set withdrawn_at = now()')
  expect((await hal.get('/me')).body).not.toMatch(link)
})

test('pages cost a constant number of queries', async () => {
  const election = await vote()
  const here = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  const one = await ask(election)
  const hal = await hold(election)
  await until(async () => (await matches())[0], 'a match')
  const paths = [() => here.get('/staff/proxies'), () => hal.get('/me/proxies'), () => server.inject(one.page)]
  const few = []
  for (const path of paths) few.push(await countQueries(program, path))
  for (let n = 0; n < 3; n += 1) await Promise.all([ask(election), hold(election)])
  await postForm(program, `${one.page}/answer`, { match: (await matches())[0]!.id, answer: 'yes' })
  for (const [n, path] of paths.entries()) expect(await countQueries(program, path)).toBeLessThanOrEqual(few[n]!)
})
