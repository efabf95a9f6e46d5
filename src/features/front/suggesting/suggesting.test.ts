import { expect, test } from 'vitest'
import { addEvent, asking } from '../../../../tests/support/events.ts'
import { found, signer } from '../../../../tests/support/groups.ts'
import { countQueries, useProgram } from '../../../../tests/support/program.ts'
import { placerOf } from '../../events/core/placing.ts'

const program = await useProgram()
const { server, rows } = program
const one = (body: string) => /<h2 class="mb-3[^>]*>([^<]+)</.exec(body)?.[1]
const another = (body: string) => /href="([^"]*passed=[^"]*)"/.exec(body)?.[1]?.replaceAll('&amp;', '&')

test('three taps without scripts or signing in: one thing with its reasons, then another, until all were seen', async () => {
  const first = (await server.inject('/act/now')).body
  expect(first).toContain('combien de temps')
  expect(first).toContain('time=15')
  expect((await server.inject('/act/now?time=15')).body).toContain('Où êtes-vous')
  expect((await server.inject('/act/now?time=15&place=home')).body).toContain('aimez-vous')
  const seen = new Set<string>()
  let path: string | undefined = '/act/now?time=30&place=home&taste=any'
  let body = ''
  for (let n = 0; path && n < 40; n += 1) {
    body = (await server.inject(path)).body
    if (body.includes('on recommence')) break
    expect(seen).not.toContain(one(body))
    seen.add(one(body)!)
    path = another(body)
  }
  expect(seen.size).toBeGreaterThanOrEqual(4)
  expect(body).toContain('on recommence')
  expect((await server.inject('/act/now?time=15&place=home&taste=screen')).body).toContain('Il faut')
  expect((await server.inject('/act/now?time=7')).statusCode).toBe(200)
})

test('what happens nearby this week comes first; what is full, far or too long does not', async () => {
  const zoe = await signer(program, 'Zoe')
  await addEvent(program, zoe.person, { title: 'Tout près', inHours: 30 })
  const full = await addEvent(program, zoe.person, { title: 'Complet', inHours: 20, capacity: 1 })
  await placerOf(program.app)(asking(full, zoe.person))
  await addEvent(program, zoe.person, { title: 'Trop long', inHours: 20, hours: 9 })
  await addEvent(program, zoe.person, {
    title: 'Marseille',
    inHours: 20,
    place_id: 'FR-13055',
    department_id: 'FR-13',
    lng: 5.37,
    lat: 43.3,
  })
  const body = (await server.inject('/act/now?time=60&where=69003&taste=any')).body
  expect(one(body)).toBe('Tout près')
  for (const not of ['Complet', 'Trop long', 'Marseille']) expect(body).not.toContain(not)
  expect((await server.inject('/act/now?time=60&where=Nullepart')).body).toContain('Aucun lieu')
})

test('who is at home is proposed what is done at home; what she goes to already is proposed to nobody twice', async () => {
  const out = await rows<{ title: string }>(
    "select t.words->>'title' as title from recipe r join recipe_text t on t.recipe_id = r.id and t.locale = 'fr' where r.place not in ('home', 'online')",
  )
  let path: string | undefined = '/act/now?time=240&place=home&taste=any'
  for (let n = 0; path && n < 40; n += 1) {
    const { body } = await server.inject(path)
    if (body.includes('on recommence')) break
    expect(out.map(({ title }) => title)).not.toContain(one(body))
    path = another(body)
  }
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  const near = await addEvent(program, zoe.person, { title: 'Tout près', inHours: 30 })
  const now = '/act/now?time=60&where=69003&taste=any'
  expect(one((await ana.get(now)).body)).toBe('Tout près')
  await placerOf(program.app)(asking(near, ana.person))
  expect(one((await ana.get(now)).body)).not.toBe('Tout près')
})

test('whoever is signed in need not type where she lives', async () => {
  const zoe = await signer(program, 'Zoe')
  const cookie = Array.from(zoe.cookies, ([name, value]) => `${name}=${value}`).join('; ')
  const asked = { url: '/act/now?time=60', headers: { accept: 'text/html' } }
  expect((await server.inject({ ...asked, headers: { ...asked.headers, cookie } })).body).toContain('value="Lyon (69)"')
  expect((await server.inject(asked)).body).not.toContain('Lyon (69)')
})

test('a recipe that was withdrawn is proposed no more, half a minute later at most', async () => {
  const now = '/act/now?time=15&place=home&taste=any'
  const first = one((await server.inject(now)).body)!
  await rows("update recipe set state = 'withdrawn' where id in (select recipe_id from recipe_text where words->>'title' = $1)", [
    first,
  ])
  program.clock.now = new Date(program.clock.now.getTime() + 31_000)
  expect(one((await server.inject(now)).body)).not.toBe(first)
})

test('"not for me" is her own word: kept until she takes it back, and nobody else’s', async () => {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  const path = '/act/now?time=15&place=home&taste=any'
  const first = one((await zoe.get(path)).body)!
  const body = (await zoe.get(path)).body
  const key = /name="key" value="([^"]+)"/.exec(body)![1]!
  const answer = await zoe.post('/act/now/aside', { key, next: 'time=15&place=home&taste=any' })
  expect(answer.headers.location).toContain('/act/now?time=15')
  expect(one((await zoe.get(path)).body)).not.toBe(first)
  expect(one((await ana.get(path)).body)).toBe(first)
  expect((await zoe.post('/act/now/aside', { key: '<script>', next: '' })).statusCode).toBe(422)
  await zoe.post('/act/now/aside/removal')
  expect(one((await zoe.get(path)).body)).toBe(first)
  expect(await rows('select 1 from not_for_me')).toHaveLength(0)
})

test('three hundred things are put aside at most, and the oldest come back', async () => {
  const zoe = await signer(program, 'Zoe')
  const ana = await signer(program, 'Ana')
  for (const { person } of [zoe, ana])
    await rows(
      "insert into not_for_me (person_id, key, at) select $1, 'recipe old-' || n, $2::timestamptz - make_interval(mins => n) from generate_series(1, 300) n",
      [person, program.clock.now],
    )
  for (const key of ['recipe a', 'recipe b', 'recipe b'])
    expect((await zoe.post('/act/now/aside', { key, next: 'time=15' })).statusCode).toBe(303)
  const kept = (await rows<{ key: string }>('select key from not_for_me where person_id = $1', [zoe.person])).map(
    ({ key }) => key,
  )
  expect(kept).toHaveLength(300)
  expect(kept).toEqual(expect.arrayContaining(['recipe a', 'recipe b', 'recipe old-1', 'recipe old-298']))
  expect(await rows('select 1 from not_for_me where person_id = $1', [ana.person])).toHaveLength(300)
})

test('coming back: one thing to do, what she goes to, her groups, what was said; in ten queries', async () => {
  const [zoe, ana] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
  const group = await found(program, [zoe.person, ana.person])
  await zoe.post(`/groups/${group}/board`, { text: 'Qui vient samedi ?' })
  const going = await addEvent(program, zoe.person, { title: 'Déjà inscrite', inHours: 20 })
  await addEvent(program, zoe.person, { title: 'À découvrir', inHours: 26 })
  await placerOf(program.app)(asking(going, ana.person))
  const body = (await ana.get('/me/home')).body
  expect(one(body)).toBe('À découvrir')
  for (const said of ['Bonjour Ana', 'Déjà inscrite', 'Croix-Rousse', 'Qui vient samedi']) expect(body).toContain(said)
  // Some of them ask for the votes ahead, which are kept for a while but in tests.
  expect(await countQueries(program, () => ana.get('/me/home'))).toBeLessThanOrEqual(13)
})
