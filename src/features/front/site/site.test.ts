import { brotliDecompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { addEvent } from '../../../../tests/support/events.ts'
import { signer } from '../../../../tests/support/groups.ts'
import { movementOf } from '../../../../tests/support/home.ts'
import { countQueries, useProgram } from '../../../../tests/support/program.ts'
import { gazetteerOf } from '#territories'
import { type SeedSupporter, seedSupporters } from '../../people/core/seed.ts'
import { newId } from '#platform/db/id'

const program = await useProgram({ env: { PAGES_KEPT: '5' } })
const { server, database, app } = program

async function seed(postalCode: string, n: number, day = '2026-03-31') {
  const town = gazetteerOf(app).withPostalCode('FR', postalCode)[0]!
  const people = Array.from({ length: n }, (_, i): SeedSupporter => {
    const ids = { id: newId(), contact_id: newId(), hash: '00' }
    const name = { given_name: 'Zoé', family_name: 'Lacaze', email: `zoe.${ids.id}@example.org`, locale: 'fr' as const }
    return {
      ...ids,
      ...name,
      country: 'FR',
      postal_code: postalCode,
      place_id: town.id,
      department_id: town.department_id,
      area_rank: i + 1,
      confirmed_on: day,
      news: false,
    }
  })
  await database.transact((tx) =>
    seedSupporters(tx, people, [{ locale: 'fr', purpose: 'support', channel: 'file', id: 'x', text: 'x' }]),
  )
}

/** The page as it is now: past the moment for which it is kept. */
async function home(path = '/') {
  const next = await waitForFreshness()
  return server.inject({ url: path, headers: { 'x-forwarded-for': next } })
}
const waitForFreshness = () => new Promise<string>((resolve) => setTimeout(() => resolve('192.0.2.1'), 1050))

const movement = async () => (await home('/api/v1/movement')).json()

test('an empty movement invites the first to sign', async () => {
  const page = await home()
  expect(page.body).toContain('soyez la première ou le premier à signer')
  expect(await movement()).toEqual({ name: 'La Belle Saison', supporters: 0, places: 0, departments: 0, since: null })
})

test('the figures are those of the file', async () => {
  await seed('69003', 7, '2026-02-10')
  await seed('23300', 5)
  expect(await movement()).toEqual({ name: 'La Belle Saison', supporters: 12, places: 2, departments: 0, since: '2026-02-10' })
  const page = await home('/en')
  expect(page.body).toContain('>12</dd>')
  expect(page.body).toContain('10 February 2026')
})

test('a department of fewer than five is not shown, on the map or in its table', async () => {
  await seed('69003', 7)
  await seed('75011', 14)
  await seed('48000', 4)
  const { body } = await home()
  expect(body).toMatch(/<path class="shade-[1-5]"[^>]*><title>Rhône \(5 ou plus\)<\/title>/)
  expect(body).toMatch(/<path class="shade-0"[^>]*><title>Lozère \(non montré\)<\/title>/)
  expect(body).toMatch(/Lozère<\/th><td[^>]*>non montré</)
  expect(body).not.toMatch(/Lozère[^<]*<\/th><td[^>]*>4</)
})

test('of twelve who are all in two departments neither is shown: the total would tell that nobody is elsewhere', async () => {
  await seed('69003', 7)
  await seed('75011', 5)
  expect((await home()).body).not.toContain('ou plus')
  expect(await movement()).toMatchObject({ supporters: 12, departments: 0 })
})

test('the page costs at most seven queries, however many supporters', async () => {
  await seed('69003', 50, '2026-02-10')
  await seed('75011', 50)
  const queries = await countQueries(program, () => home())
  expect(queries).toBeGreaterThan(0)
  expect(queries).toBeLessThanOrEqual(7)
})

test('a movement without events shows none, and asks for none', async () => {
  const zoe = await signer(program, 'Zoe')
  await addEvent(program, zoe.person, { title: 'Au marché' })
  expect((await home()).body).toContain('Au marché')
  movementOf(program, { off: ['events'] })
  const { body } = await home()
  expect(body).not.toContain('Au marché')
  expect(body).not.toContain('/events')
})

test('a crowd costs one drawing: all get the same page', async () => {
  await waitForFreshness()
  let pages: Awaited<ReturnType<typeof home>>[] = []
  const queries = await countQueries(program, async () => {
    pages = await Promise.all(Array.from({ length: 50 }, () => server.inject('/')))
  })
  expect(new Set(pages.map(({ body }) => body)).size).toBe(1)
  expect(queries).toBeLessThanOrEqual(7)
})

test('what the first view sends stays under 60 kB', async () => {
  await seed('69003', 50, '2026-02-10')
  await seed('75011', 50)
  await waitForFreshness()
  const get = (url: string) => server.inject({ url, headers: { 'accept-encoding': 'br' } })
  const page = await get('/')
  const html = brotliDecompressSync(page.rawPayload).toString()
  const assets = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, url]) => url!)
  expect(assets.length).toBeGreaterThan(1)
  const sizes = await Promise.all(assets.map(async (url) => (await get(url)).rawPayload.length))
  expect(page.rawPayload.length + sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(60_000)
})

test('nothing on the page comes from elsewhere', async () => {
  const { body } = await home()
  expect(body.match(/(?:src|href)="https?:\/\/(?!localhost)[^"]*"/g)).toBeNull()
})

test('the page names itself in every language', async () => {
  const { body } = await home('/es')
  expect(body).toContain('<html lang="es">')
  for (const [language, path] of [
    ['fr', '/'],
    ['en', '/en'],
    ['es', '/es'],
  ])
    expect(body).toContain(`hreflang="${language}" href="http://localhost:3000${path}"`)
})

test('whoever is signed in finds her own pages from those that are anybody’s; who comes after her sees none of it', async () => {
  const zoe = await signer(program, 'Zoe')
  const cookie = (more = '') => `${Array.from(zoe.cookies, ([name, value]) => `${name}=${value}`).join('; ')}${more}`
  const accept = 'text/html,application/xhtml+xml'
  const look = (path: string, headers: Record<string, string> = {}) =>
    server.inject({ url: path, headers: { accept, ...headers } })
  for (const path of ['/', '/events', '/groups', '/act', '/act/now', '/sign']) {
    const [hers, said] = [await look(path, { cookie: cookie() }), await look(path, { cookie: 'said=done' })]
    expect(hers.body, path).toContain('href="/me/home"')
    expect(hers.headers['cache-control'], path).toBe('private, no-store')
    expect(hers.body, path).not.toMatch(/<a[^>]*href="\/sign"[^>]*whitespace-nowrap/)
    expect(said.headers['cache-control'], path).toBe('private, no-store')
    const [others] = [await look(path)]
    expect(others.body, path).not.toContain('href="/me/home"')
    expect(others.body, path).not.toContain('alert-success')
  }
  // What somebody wrote otherwise is not on the page of the next.
  await look('/en/%67roups')
  expect((await look('/en/groups')).body).not.toContain('%67roups')
  expect((await look('/', { cookie: 'session=forged' })).body).not.toContain('href="/me/home"')
})
