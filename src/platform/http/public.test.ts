import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { describe, expect, test, vi } from 'vitest'
import { found, join, signer } from '../../../tests/support/groups.ts'
import { countQueries, useProgram, visitor } from '../../../tests/support/program.ts'

const program = await useProgram({ working: true, env: { PAGES_KEPT: '3600', PAGES_PER_NETWORK: '40' } })
const { server } = program

const ask = (url: string, headers: Record<string, string> = visitor()) => server.inject({ url, headers })
const html = (headers: Record<string, string>) => ({ ...headers, accept: 'text/html' })

/** As the browser of somebody who is signed in asks. */
const cookiesOf = ({ cookies }: { cookies: Map<string, string> }) =>
  html({ ...visitor(), cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') })

/** Asks for what was not asked for before. */
let asked = 0
const fresh = () => `/groups?lat=45.${(asked += 1)}&lng=4.8`

/** On the way of who signs or signs in, small, or with a limit of their own. */
const NOT_IN_TURN = [
  '/.well-known/security.txt',
  '/accent-:colour.css',
  '/api/v1/places',
  '/api/v1/places/nearest',
  '/events/:event/picture.webp',
  '/events/:event/pictures/:picture',
  '/give/sandbox/:payment',
  '/groups/:group/picture.webp',
  '/healthz',
  '/icon-:colour.svg',
  '/pictures/:picture.webp',
  '/readyz',
  '/robots.txt',
  '/sheet/:number',
  '/sign',
  '/sign-in',
  '/sign-in/code',
  '/sign/sent',
  '/vote/register',
]

test('what anybody may open is drawn in turn, but for what is named here and the links of one person', () => {
  const open = server.doors
    .filter((door) => door.startsWith('GET ') && door.endsWith(' anyone'))
    .map((door) => door.split(' ')[1]!)
  const apart = open.filter((url) => !url.includes(':token') && !server.inTurn.includes(`GET ${url}`))
  const together = program.app.config.databaseUrl ? ['/api/v1/events', '/api/v1/groups'] : []
  expect(apart.toSorted()).toEqual([...NOT_IN_TURN, ...together].toSorted())
  expect(server.inTurn.length).toBeGreaterThan(15)
  expect(server.inTurn.filter((door) => !door.startsWith('GET '))).toEqual(['POST /vote/leaflet'])
})

test('what is drawn in turn is whole when its turn is over', async () => {
  const leaflet = { ...visitor(), origin: 'null', 'content-type': 'application/x-www-form-urlencoded' }
  const answers = [
    await ask('/events.ics'),
    await ask('/events.atom'),
    await server.inject({ method: 'POST', url: '/vote/leaflet', headers: leaflet, payload: 'where=Lyon' }),
  ]
  for (const { statusCode, headers, rawPayload } of answers)
    expect([statusCode, headers['content-length']]).toEqual([200, String(rawPayload.length)])
})

describe('who asks for much', () => {
  test('of leaflets, from many networks at once, has each of them drawn after who signs', async () => {
    let drawn = 0
    const leaflet = async () => {
      const headers = { ...visitor(), origin: 'null', 'content-type': 'application/x-www-form-urlencoded' }
      const { statusCode } = await server.inject({ method: 'POST', url: '/vote/leaflet', headers, payload: 'where=Lyon' })
      if (statusCode === 200) drawn += 1
    }
    const all = Array.from({ length: 16 }, leaflet)
    await Promise.race(all)
    expect((await ask('/sign')).statusCode).toBe(200)
    // The one that was being drawn, and the next one.
    expect(drawn).toBeLessThan(5)
    await Promise.all(all)
    expect(drawn).toBe(16)
  })

  test('of pages of her own, by one account from many networks, has each of them drawn after who signs, and after another member', async () => {
    const [greedy, member] = [await signer(program, 'Zoe'), await signer(program, 'Ana')]
    const answered: string[] = []
    const own = (who: string, headers: Record<string, string>) =>
      ask('/me/proxies', headers).then(({ statusCode }) => void answered.push(`${who} ${statusCode}`))
    const all = Array.from({ length: 16 }, () => own('greedy', cookiesOf(greedy)))
    await Promise.race(all)
    await Promise.all([ask('/sign').then(() => void answered.push('signs')), own('member', cookiesOf(member))])
    expect(answered.indexOf('signs')).toBeLessThan(5)
    // She was read while some more were answered; without turns all sixteen were before her.
    expect(answered.indexOf('member 200')).toBeLessThan(9)
    await Promise.all(all)
    expect(answered.filter((one) => one === 'greedy 200')).toHaveLength(16)
  })

  test('waits for herself: who signs, and who comes from elsewhere, are answered before', async () => {
    const answered: string[] = []
    const send = (who: string, url: string, headers: Record<string, string>) =>
      ask(url, headers).then(({ statusCode }) => void answered.push(`${who} ${statusCode}`))
    const [greedy, other, signs] = [visitor(), visitor(), visitor()]
    const all = Array.from({ length: 30 }, () => send('greedy', fresh(), greedy))
    all.push(send('other', fresh(), other), send('signs', '/sign', signs))
    await Promise.all(all)
    expect(answered.toSorted()).toEqual([...Array.from({ length: 30 }, () => 'greedy 200'), 'other 200', 'signs 200'])
    expect(answered.indexOf('signs 200')).toBeLessThan(4)
    expect(answered.indexOf('other 200')).toBeLessThan(6)
  })

  test('holds up no page for others by asking for it herself, behind much else', async () => {
    const answered: string[] = []
    const [greedy, other] = [visitor(), visitor()]
    const send = (who: string, url: string, headers: Record<string, string>) =>
      ask(url, headers).then(({ statusCode }) => void answered.push(`${who} ${statusCode}`))
    const shared = fresh()
    const all = Array.from({ length: 25 }, () => send('greedy', fresh(), greedy))
    all.push(send('greedy', shared, greedy), send('other', shared, other), send('other', shared, other))
    await Promise.all(all)
    expect(answered.filter((one) => one === 'other 200')).toHaveLength(2)
    expect(answered.lastIndexOf('other 200')).toBeLessThan(8)
  })

  test('is told when she may ask again; others, signing, and what was kept are not shut to anybody', async () => {
    const greedy = visitor()
    const statuses = []
    for (let n = 0; n < 42; n += 1) statuses.push((await ask(fresh(), greedy)).statusCode)
    expect(statuses).toEqual([...Array.from({ length: 40 }, () => 200), 429, 429])
    const refused = await ask(fresh(), greedy)
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    expect(refused.body).toContain('<h1')
    expect((await ask('/sign', greedy)).statusCode).toBe(200)
    expect((await ask('/groups/map.json?west=0&south=40&east=9&north=50', greedy)).statusCode).toBe(429)
    expect((await ask(fresh())).statusCode).toBe(200)
    await ask('/act')
    expect((await ask('/act', greedy)).statusCode).toBe(200)
    expect((await ask('/api/v1/groups?near=45.7,4.8', greedy)).statusCode).toBe(200)
  })
})

describe('over a connection that does not behave', async () => {
  const { port } = new URL(await server.listen({ port: 0, host: '127.0.0.1' }))

  /** A connection of its own, on which that was sent. */
  async function say(text: string): Promise<Socket> {
    const socket = connect(Number(port), '127.0.0.1')
    socket.on('error', () => {}).resume()
    await once(socket, 'connect')
    socket.write(text)
    return socket
  }
  const question = (url: string) => `GET ${url} HTTP/1.1\r\nHost: localhost\r\n\r\n`

  test('nothing is drawn for who went away before her turn', async () => {
    const one = await countQueries(program, () => ask(fresh()))
    const drawn = await countQueries(program, async () => {
      const socket = await say(Array.from({ length: 20 }, () => question(fresh())).join(''))
      await once(socket, 'data')
      socket.destroy()
      // In the same line, behind all of them.
      for (let n = 0; n < 3; n += 1) await ask(fresh(), { 'x-forwarded-for': '127.0.0.1' })
    })
    expect(drawn).toBeLessThan(one * 8)
  })

  test('nobody waits for a signature that does not arrive', async () => {
    const head = [
      'Host: localhost',
      'Content-Type: application/x-www-form-urlencoded',
      'Content-Length: 99',
      'Expect: 100-continue',
    ]
    const slow = await say(`POST /sign HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n`)
    await once(slow, 'data')
    slow.write('given_name=')
    for (let n = 0; n < 5; n += 1) await ask('/sign')
    const waits = vi.spyOn(globalThis, 'setTimeout')
    expect((await ask(fresh())).statusCode).toBe(200)
    expect(waits.mock.calls.filter(([, milliseconds]) => milliseconds === 25)).toEqual([])
    waits.mockRestore()
    slow.destroy()
  })
})

describe('a page that is the same for everybody', () => {
  test('is drawn once, however many ask for it and however they write it', async () => {
    const one = fresh()
    const first = await countQueries(program, () => ask(one))
    expect(first).toBeGreaterThan(0)
    const written = [one, `${one}&theme=`, `${one}&utm_source=x`, one.replace(/(lat=[^&]+)&(lng=.*)/, '$2&$1')]
    expect(await countQueries(program, () => Promise.all(written.map((url) => ask(url))))).toBe(0)
    const another = fresh()
    expect(await countQueries(program, () => Promise.all(Array.from({ length: 20 }, () => ask(another))))).toBe(first)
  })

  test('is another in another language, with another question, and after the movement changed', async () => {
    const one = fresh()
    const { body } = await ask(one)
    expect((await ask(`/en${one}`)).body).not.toBe(body)
    expect((await ask(`${one}&theme=work`)).body).not.toBe(body)
    program.app.movement.current = { ...program.app.movement.current, name: 'Un autre nom' }
    expect((await ask(one)).body).toContain('Un autre nom')
  })

  test('comes as the browser takes it, also from what was kept', async () => {
    for (const [accepted, decode] of [
      ['gzip', gunzipSync],
      ['gzip, br', brotliDecompressSync],
    ] as const) {
      const one = fresh()
      const [drawn, kept] = [
        await ask(one, { ...visitor(), 'accept-encoding': accepted }),
        await ask(one, { ...visitor(), 'accept-encoding': accepted }),
      ]
      const plain = await ask(one)
      for (const { headers, rawPayload } of [drawn, kept]) {
        const encoding = accepted.split(' ').at(-1)
        expect(headers).toMatchObject({
          'content-encoding': encoding,
          vary: 'accept-encoding',
          'cache-control': 'public, no-cache',
        })
        expect(decode(rawPayload).toString()).toBe(plain.body)
      }
      expect(plain.headers['content-encoding']).toBeUndefined()
    }
  })

  test('is nobody’s own: who is signed in, or just did something, sees hers, and leaves none of it to others', async () => {
    const zoe = await signer(program, 'Zoé')
    const one = fresh()
    const hers = await ask(one, cookiesOf(zoe))
    expect(hers.headers['cache-control']).toBe('private, no-store')
    const said = await ask(one, { ...visitor(), cookie: 'said=saved' })
    expect(said.headers['cache-control']).toBe('private, no-store')
    const anybodys = await ask(one, html(visitor()))
    expect(anybodys.body).not.toContain('Zoé')
    expect(anybodys.body.length).toBeLessThan(hers.body.length)
    expect((await ask(one, cookiesOf(zoe))).body).toBe(hers.body)
  })

  test('is not kept when it is a mistake, nor when its query is one', async () => {
    expect((await ask('/groups/map.json?west=x')).statusCode).toBe(422)
    const wrong = '/groups?accessible=perhaps'
    const { body } = await ask(wrong)
    const person = (await signer(program, 'Ana')).person
    await found(program, [person])
    await join(program, await found(program, [person]), person)
    expect((await ask(wrong)).body).not.toBe(body)
  })
})
