import { expect, test } from 'vitest'
import { distanceKm } from '#platform/geo/points'
import { addGroup, found, join, signer } from '../../../../tests/support/groups.ts'
import { addSupporters } from '../../../../tests/support/people.ts'
import { countQueries, useProgram } from '../../../../tests/support/program.ts'
import { staffMember } from '../../../../tests/support/staff.ts'
import { nearestGroups } from '../core/index.ts'

const program = await useProgram()
const { read } = program.app.database

/** A group at a point, placed by hand. */
const at = async (name: string, [lng, lat]: [number, number], otherwise: object = {}) =>
  (await addGroup(program, 1, { name, exact: { lng, lat }, precision: 'exact', ...otherwise })).id

const api = async (query: string) => {
  const response = await program.server.inject(`/api/v1/groups?${query}`)
  return {
    status: response.statusCode,
    ...(response.json() as { groups: { id: string; name: string; distance_km?: number }[]; next: string | null }),
  }
}
const names = ({ groups }: { groups: { name: string }[] }) => groups.map(({ name }) => name)

test('the nearest first, as the ground has it', async () => {
  const points = Array.from({ length: 40 }, (_, n) => ({ lng: 4 + ((n * 37) % 40) / 20, lat: 45 + ((n * 17) % 40) / 20 }))
  for (const [n, { lng, lat }] of points.entries()) await at(`G${n}`, [lng, lat])
  const from = { lng: 4.835, lat: 45.758 }
  const expected = points
    .map((point, n) => ({ name: `G${n}`, km: distanceKm(from, point) }))
    .sort((a, b) => a.km - b.km)
    .slice(0, 10)
  const near = await nearestGroups(read, from, { limit: 10 })
  expect(near.map(({ name }) => name)).toEqual(expected.map(({ name }) => name))
})

test('a group on the other side of the antimeridian is a neighbour', async () => {
  await at('Suva', [178.4, -18.1])
  await at('Here', [179.9, -17])
  await at('There', [-179.9, -17])
  await at('Far', [170, -17])
  expect(names(await api('near=-17,179.95'))).toEqual(['Here', 'There', 'Suva', 'Far'])
  expect(names(await api('near=-17,-179.95'))).toEqual(['There', 'Here', 'Suva', 'Far'])
  const paged: string[] = []
  for (let next: string | null = ''; next !== null;) {
    const page = await api(`near=-17,179.95&limit=1${next && `&after=${next}`}`)
    paged.push(...names(page))
    next = page.next
  }
  expect(paged).toEqual(['Here', 'There', 'Suva', 'Far'])
  const across = names(await api('bbox=178,-20,-178,-15'))
  expect(across.toSorted()).toEqual(['Here', 'Suva', 'There'])
})

test('pages follow each other without gap or double, from a point and in a box', async () => {
  for (let n = 0; n < 25; n++) await at(`G${n}`, [4 + n / 100, 45])
  // Several in one place: the cursor tells them apart.
  for (let n = 25; n < 31; n++) await at(`G${n}`, [4.05, 45])
  for (const query of ['near=45,4', 'bbox=3,44,6,46', '']) {
    const seen: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const page = await api(`${query}&limit=7${next && `&after=${encodeURIComponent(next)}`}`)
      seen.push(...names(page))
      next = page.next
    }
    expect(seen.toSorted()).toEqual(Array.from({ length: 31 }, (_, n) => `G${n}`).toSorted())
  }
})

test('filters: language, theme, wheelchair, room', async () => {
  await addGroup(program, 12, { name: 'Full' })
  await at('Breton', [4.8, 45.7], { languages: ['br'] })
  await at('Green', [4.8, 45.7], { themes: ['ecology'] })
  await at('Ramp', [4.8, 45.7], { accessible: true })
  expect(names(await api('near=45.7,4.8&language=br'))).toEqual(['Breton'])
  expect(names(await api('near=45.7,4.8&theme=ecology'))).toEqual(['Green'])
  expect(names(await api('near=45.7,4.8&accessible=true'))).toEqual(['Ramp'])
  expect(names(await api('near=45.7,4.8&room=true'))).not.toContain('Full')
  expect((await api('near=45.7,4.8&nonsense=1')).status).toBe(422)
})

test('without a place those stand first that meet next, then those that were active last; what is asked besides holds', async () => {
  const now = program.clock.now.getTime()
  const hours = (n: number) => new Date(now + n * 3_600_000)
  const set = (id: string, meets: Date | null, active: Date) =>
    program.rows('update local_group set next_meeting_at = $2, last_active_at = $3 where id = $1 returning id', [
      id,
      meets,
      active,
    ])
  const accessible = { accessible: true }
  await set(await at('Quiet', [4.8, 45.7], accessible), null, hours(-500))
  await set(await at('Met', [4.8, 45.7], accessible), hours(-2), hours(-3))
  await set(await at('Tomorrow', [4.8, 45.7], accessible), hours(24), hours(-900))
  await set(await at('Tonight', [4.8, 45.7], accessible), hours(5), hours(-900))
  await set(await at('Steps', [4.8, 45.7]), hours(1), hours(-1))
  const page = (await program.server.inject('/groups?accessible=true')).body
  const titles = [...page.matchAll(/<h3[^>]*><a[^>]*>([^<]+)</g)].map(([, title]) => title)
  expect(titles).toEqual(['Tonight', 'Tomorrow', 'Met', 'Quiet'])
})

test.each(['near=91,0', 'near=x', 'bbox=1,2,3', 'bbox=0,50,1,40', 'after=x', 'near=1,1&after=1_x', 'limit=0', 'limit=51'])(
  'the API says what is wrong with %s',
  async (query) => expect((await api(query)).status).toBe(422),
)

test('what was unlisted or closed is nowhere, and its members keep it', async () => {
  const zoe = await signer(program, 'Zoe')
  const id = await found(program, [zoe.person], { name: 'Hidden' })
  const coordinator = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  expect((await coordinator.post(`/staff/groups/${id}/listing`, {})).statusCode).toBe(422)
  await coordinator.post(`/staff/groups/${id}/listing`, { reason: 'Des noms dans la description.', listed: 'no' })
  expect(names(await api('near=45.75,4.83'))).not.toContain('Hidden')
  expect((await program.server.inject(`/groups/${id}`)).statusCode).toBe(404)
  expect((await program.server.inject('/groups?where=69003')).body).not.toContain('Hidden')
  const own = (await zoe.get(`/groups/${id}/members`)).body
  expect(own).toContain('Des noms dans la description.')
  await zoe.post(/\/groups\/[^"]+\/notices\/[^"]+\/reply/.exec(own)![0], { reply: 'Corrigé.' })
  expect((await coordinator.get(`/staff/groups/${id}`)).body).toContain('Corrigé.')
  await coordinator.post(`/staff/groups/${id}/listing`, { reason: 'Merci.', listed: 'yes' })
  expect((await program.server.inject(`/groups/${id}`)).statusCode).toBe(200)
})

test('staff of another territory do not find the group on their desk', async () => {
  const group = await addGroup(program, 3, { name: 'Ici' })
  const elsewhere = await staffMember(program, 'coordinator', { area_id: 'FR-38' })
  expect((await elsewhere.get('/staff/groups')).body).not.toContain(group.id)
  expect((await elsewhere.get(`/staff/groups/${group.id}`)).statusCode).toBe(404)
  expect((await elsewhere.post(`/staff/groups/${group.id}/listing`, { reason: 'x', listed: 'no' })).statusCode).toBe(404)
  const here = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  expect((await here.get('/staff/groups')).body).toContain(group.id)
})

test('anybody reports a page; those of the territory read it, and close it', async () => {
  const group = await addGroup(program, 3)
  const zoe = await signer(program, 'Zoe')
  expect((await zoe.post(`/groups/${group.id}/reports`, {})).statusCode).toBe(422)
  expect((await zoe.post(`/groups/${group.id}/reports`, { words: 'Une adresse privée.' })).statusCode).toBe(200)
  await zoe.post(`/groups/${group.id}/reports`, { words: 'Machine', website: 'x' })
  const coordinator = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  expect((await coordinator.get('/staff/groups?view=reported')).body).toContain(group.id)
  const desk = (await coordinator.get(`/staff/groups/${group.id}`)).body
  expect(desk).toContain('Une adresse privée.')
  expect(desk).not.toContain('Machine')
  await coordinator.post(`/staff/groups/${group.id}/reports/settlement`)
  expect((await coordinator.get('/staff/groups?view=reported')).body).not.toContain(group.id)
})

test('groups are found by postal code, town, address and position', async () => {
  await addGroup(program, 7, { name: 'Croix-Rousse' })
  for (const query of [
    'where=69003',
    'where=Lyon',
    'where=12+rue+de+la+Paix,+69003+Lyon',
    'lat=45.76&lng=4.84',
    'where=lion',
    'where=69003&lat=&lng=&language=&theme=',
  ]) {
    const { body } = await program.server.inject(`/groups?${query}`)
    expect(body, query).toContain('Croix-Rousse')
    expect(body, query).toContain('Près de')
    expect(body).toContain('7 membres')
  }
  expect((await program.server.inject('/groups?where=zzzzqqq')).body).toContain('id="field-where-error"')
})

test('finding costs the same number of queries, however many groups', async () => {
  const costs = async () => [
    await countQueries(program, () => program.server.inject('/groups?where=Lyon')),
    await countQueries(program, () => program.server.inject('/groups/map.json?west=-5&south=41&east=10&north=51')),
    await countQueries(program, () => program.server.inject('/api/v1/groups?near=45.7,4.8')),
  ]
  await addGroup(program, 2)
  const few = await costs()
  for (let n = 0; n < 20; n++) await addGroup(program, 1)
  expect(await costs()).toEqual(few)
  expect(Math.max(...few)).toBeLessThanOrEqual(2)
})

test('the points of a map count every group once', async () => {
  for (let n = 0; n < 12; n++) await at(`G${n}`, [2 + (n % 4) * 0.4, 46 + (n % 3) * 0.4])
  const response = await program.server.inject('/groups/map.json?west=-5&south=41&east=10&north=51')
  const { clusters } = response.json() as { clusters: { n: number }[] }
  expect(clusters.reduce((sum, { n }) => sum + n, 0)).toBe(12)
  for (const box of [
    'west=x&south=41&east=10&north=51',
    'west=500&south=41&east=140&north=51',
    'west=1&south=41&east=1&north=51',
  ])
    expect((await program.server.inject(`/groups/map.json?${box}`)).statusCode).toBe(422)
})

test('a group by its street is found to four hundred metres, and its members know the door', async () => {
  const [person] = await addSupporters(program, [{ given_name: 'Zoé', family_name: 'Durand' }])
  const exact = { lng: 4.83471, lat: 45.77413 }
  await found(program, [person!], { exact, precision: 'street', address: '3 rue des Lilas' })
  const [group] = await nearestGroups(read, exact, { limit: 1 })
  expect(group).not.toMatchObject(exact)
  expect(group!.distance_km).toBeLessThan(0.4)
  expect(JSON.stringify(group)).not.toContain('Lilas')
})

test('two moderators at the same moment, or one twice: unlisted is unlisted', async () => {
  const group = await addGroup(program, 3)
  const coordinator = await staffMember(program, 'coordinator', { area_id: 'FR-69' })
  const unlist = () => coordinator.post(`/staff/groups/${group.id}/listing`, { reason: 'Des noms.', listed: 'no' })
  expect((await unlist()).statusCode).toBe(303)
  expect((await unlist()).statusCode).toBe(409)
  expect((await program.server.inject(`/groups/${group.id}`)).statusCode).toBe(404)
})

test('a program is given the fields of the manual and no other', async () => {
  await addGroup(program, 4, { address: '3 rue des Lilas' })
  const { groups } = await api('near=45.7,4.8')
  expect(Object.keys(groups[0]!).toSorted()).toEqual(
    'accessible department distance_km habits id joining languages lat lng name next_meeting_at room size state themes town'.split(
      ' ',
    ),
  )
})

test('the next meeting is told by the clocks of where the group is', async () => {
  program.clock.now = new Date('2026-11-24T22:00:00Z')
  const there = { place_id: 'FR-98735', department_id: 'FR-987', town: { lng: -149.6035, lat: -17.5593 } }
  const { id } = await addGroup(program, 1, { name: 'Fare Ute', ...there })
  await program.rows("update local_group set next_meeting_at = '2026-11-25T04:30:00Z' where id = $1 returning id", [id])
  for (const path of ['/groups?where=Papeete', `/groups/${id}`])
    expect((await program.server.inject(path)).body, path).toContain('mardi 24 novembre à 18\u00a0h\u00a030')
})

test('where no group is yet, the first is asked for; where none is found, a wider search', async () => {
  const page = async (query: string) => (await program.server.inject(`/groups${query}`)).body
  expect(await page('')).toContain('Aucun groupe encore')
  expect(await page('?language=fr')).toContain('Aucun groupe ne répond')
  await addGroup(program, 1)
  expect(await page('')).not.toContain('Aucun groupe')
})

test('who is in a group reads on its page what she is there, and finds the way in; others are asked to join', async () => {
  const [zoe, leo, ana] = [await signer(program, 'Zoé'), await signer(program, 'Léo'), await signer(program, 'Ana')]
  const group = await found(program, [zoe.person])
  await join(program, group, leo.person)
  const seen = async (browser: { get(path: string): Promise<{ body: string }> }) => (await browser.get(`/groups/${group}`)).body
  const way = `href="/groups/${group}/members"`
  expect(await seen(zoe)).toContain('Vous animez ce groupe')
  expect(await seen(leo)).toContain('Vous êtes dans ce groupe')
  for (const one of [zoe, leo]) {
    expect(await seen(one)).toContain(way)
    expect(await seen(one)).not.toContain('Rejoindre ce groupe')
    expect((await one.get(`/groups/${group}/members`)).statusCode).toBe(200)
  }
  expect(await seen(ana)).toContain('Rejoindre ce groupe')
  expect(await seen(ana)).not.toContain(way)
  expect((await program.server.inject(`/groups/${group}`)).body).toContain('Rejoindre ce groupe')
})
