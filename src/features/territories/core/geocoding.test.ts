import { createServer } from 'node:http'
import { afterAll, expect, test } from 'vitest'
import { found, signer } from '../../../../tests/support/groups.ts'
import { useProgram } from '../../../../tests/support/program.ts'
import { geocode } from './geocoding.ts'

/** A service on loopback, as addok answers. */
const asked: string[] = []
let answer: (q: string) => { status: number; body: string; location?: string } = () => ({ status: 200, body: '{"features":[]}' })
const service = createServer((request, response) => {
  const q = new URL(request.url!, 'http://localhost').searchParams.get('q')!
  asked.push(q)
  const { status, body, location } = answer(q)
  response.writeHead(status, { 'content-type': 'application/json', ...(location ? { location } : {}) }).end(body)
})
await new Promise<void>((resolve) => service.listen(0, '127.0.0.1', resolve))
const { port } = service.address() as { port: number }
afterAll(() => void service.close())

const program = await useProgram({ env: { GEOCODER_URL: `http://127.0.0.1:${port}/` } })
const HOUSE = { lng: 4.8271, lat: 45.7712 }
const feature = (point = HOUSE, score = 0.9) =>
  JSON.stringify({
    features: [
      { geometry: { coordinates: [point.lng, point.lat] }, properties: { score, label: '12 Rue des Lilas 69001 Lyon' } },
    ],
  })

test('an address is found to the house; a town or a code alone is not asked for', async () => {
  answer = () => ({ status: 200, body: feature() })
  const zoe = await signer(program, 'Zoe')
  await found(program, [zoe.person])
  const page = (await program.server.inject('/groups?where=12%20rue%20des%20Lilas,%20Lyon')).body
  expect(page).toContain('12 Rue des Lilas 69001 Lyon')
  expect(asked).toEqual(['12 rue des Lilas, Lyon'])
  for (const where of ['Lyon', '69001', '69001 Lyon']) await program.server.inject(`/groups?where=${where}`)
  expect(asked).toHaveLength(1)
})

test('a group that shows its street stands there, rounded; one that shows its town alone asks nobody', async () => {
  answer = () => ({ status: 200, body: feature() })
  const zoe = await signer(program, 'Zoe')
  const group = { name: 'Les Lilas', where: 'Lyon', address: '12 rue des Lilas', joining: 'open' }
  const before = asked.length
  await zoe.post('/groups', { ...group, precision: 'town' })
  expect(asked).toHaveLength(before)
  await zoe.post('/groups', { ...group, precision: 'street' })
  const [row] = await program.rows<{ exact_lng: number; lng: number }>(
    "select exact_lng, lng from local_group where precision = 'street' order by created_at desc limit 1",
  )
  expect(row!.exact_lng).toBeCloseTo(HOUSE.lng, 6)
  expect(row!.lng).not.toBe(row!.exact_lng)
  expect(Math.abs(row!.lng - HOUSE.lng)).toBeLessThan(0.004)
})

test.each([
  ['another country', feature({ lng: -70, lat: 40 })],
  ['off the map', feature({ lng: 4, lat: 89 })],
])('an address that is found in %s does not move a group out of its town', async (_name, body) => {
  answer = () => ({ status: 200, body })
  const zoe = await signer(program, 'Zoe')
  await zoe.post('/groups', {
    name: 'Les Lilas',
    where: 'Lyon',
    address: '12 rue des Lilas',
    joining: 'open',
    precision: 'street',
  })
  const [row] = await program.rows<{ exact_lng: number | null }>(
    'select exact_lng from local_group order by created_at desc limit 1',
  )
  expect(row!.exact_lng).toBeNull()
})

test.each([
  ['guesses', 200, feature(HOUSE, 0.2)],
  ['says nothing', 200, '{}'],
  ['says something else', 200, '[1]'],
])('a service that %s is not believed', async (_name, status, body) => {
  answer = () => ({ status, body })
  expect(await geocode(program.app, '12 rue des Lilas, Lyon')).toBeUndefined()
})

test('a service that is down is left alone for a while; the town stands for the address', async () => {
  answer = () => ({ status: 503, body: '' })
  const before = asked.length
  for (let n = 0; n < 3; n++) {
    const page = await program.server.inject('/groups?where=12%20rue%20des%20Lilas,%2069001%20Lyon')
    expect(page.statusCode).toBe(200)
    expect(page.body).not.toContain('12 Rue des Lilas 69001')
  }
  expect(asked.length - before).toBe(1)
})

test('a service that sends elsewhere is not followed: what was typed goes to the one that was set', async () => {
  // The clock of a service that is left alone stands; an hour later it is asked again.
  program.clock.now = new Date(program.clock.now.getTime() + 3_600_000)
  answer = (q) => (q === 'moved' ? { status: 200, body: feature() } : { status: 302, body: '', location: '/search?q=moved' })
  const before = asked.length
  expect(await geocode(program.app, '12 rue des Lilas, Lyon')).toBeUndefined()
  expect(asked.slice(before)).toEqual(['12 rue des Lilas, Lyon'])
})
