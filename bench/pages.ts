import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Load, get, load } from './load.ts'
import { aloneOf, pgbench, statementsOf, withPostgres } from './postgres.ts'
import { ofP95, type Benchmark, reportOf, tell } from './report.ts'
import { startServer } from './server.ts'

/** 64 clients open the home page of the demo movement. */
export const home: Benchmark = ({ quick }) =>
  withPostgres(async (postgres) => {
    const seconds = quick ? 5 : 15
    const server = await startServer('demo', { DATABASE_URL: postgres.url, APPUI_ROLE: 'web' })
    const request = get('/', { 'accept-encoding': 'br' })
    const first = await firstView(server.port)
    tell(`first view: ${first.bytes} bytes in ${first.requests} answers`)
    await new Promise((resolve) => setTimeout(resolve, 1200))
    const statements = await statementsOf(postgres, () =>
      load({ port: server.port, clients: 1, seconds: 0, request: () => request }),
    )
    const queries = statements.filter((text) => /^select .* from "/i.test(text)).length
    await load({ port: server.port, clients: 64, seconds: 2, request: () => request })
    const measured = await load({ port: server.port, clients: 64, seconds, request: () => request })
    tell(`statuses: ${JSON.stringify([...measured.statuses])}`)
    const ceiling = await bareServer(first.html, (port) =>
      load({ port, clients: 64, seconds: seconds / 2, request: () => request }),
    )
    await server.kill()
    server.remove()
    return reportOf(
      'home',
      { measured, ceiling: ceiling.rate },
      {
        queries,
        note: `first view ${first.bytes} bytes; queries of one drawing, at most one drawing a second; ceiling: bare node:http with the same bytes`,
      },
    )
  })

/** All that a browser loads for the page, compressed as it asks for. */
async function firstView(port: number): Promise<{ bytes: number; requests: number; html: Buffer }> {
  const fetchRaw = async (path: string) => {
    const { request } = await import('node:http')
    return new Promise<{ raw: Buffer; encoding: string | undefined }>((resolve, reject) => {
      const call = request({ port, host: '127.0.0.1', path, headers: { 'accept-encoding': 'br' } }, (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () => resolve({ raw: Buffer.concat(chunks), encoding: response.headers['content-encoding'] }))
      })
      call.on('error', reject).end()
    })
  }
  const { brotliDecompressSync } = await import('node:zlib')
  const page = await fetchRaw('/')
  const html = brotliDecompressSync(page.raw).toString()
  const assets = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map(([, path]) => path!)
  const sizes = await Promise.all(assets.map(async (path) => (await fetchRaw(path)).raw.length))
  return { bytes: page.raw.length + sizes.reduce((sum, size) => sum + size, 0), requests: 1 + assets.length, html: page.raw }
}

async function bareServer(body: Buffer, measure: (port: number) => Promise<Load>): Promise<Load> {
  const server = createServer((_request, response) =>
    response.writeHead(200, { 'content-type': 'text/html', 'content-length': body.length }).end(body),
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()))
  const measured = await measure((server.address() as AddressInfo).port)
  server.close()
  return measured
}

const TYPED = [
  'l',
  'ly',
  'lyo',
  'lyon',
  'sai',
  'saint',
  'st etien',
  'marsaille',
  'villeurbane',
  'bordaux',
  'mont',
  'la',
  'ch',
  'nantes',
  'zzzz',
  'ste foy',
]

/** Eight people type the names of towns. */
export const town: Benchmark = async ({ quick }) => {
  const seconds = quick ? 4 : 12
  const server = await startServer('start')
  const requests = TYPED.map((text) => get(`/api/v1/places?country=FR&q=${encodeURIComponent(text)}`))
  let n = 0
  const typed = (i: number) => withVisitor(requests[i % requests.length]!, (n += 1))
  await load({ port: server.port, clients: 4, seconds: 1, request: typed })
  const measured = await load({ port: server.port, clients: 4, seconds, request: typed })
  const ceiling = await load({ port: server.port, clients: 4, seconds: seconds / 2, request: () => get('/healthz') })
  tell(`statuses: ${JSON.stringify([...measured.statuses])}`)
  await server.kill()
  server.remove()
  return reportOf(
    'town',
    { measured, ceiling: ceiling.rate },
    {
      ...ofP95(measured, ceiling),
      queries: 0,
      note: `4 clients without pause, ${Math.round(measured.rate)} searches/s; a quarter of them with a typo; ceiling: p95 of /healthz of the same server`,
    },
  )
}

/** The ten nearest of 99,000 places, over HTTP, on PostgreSQL. */
export const nearest: Benchmark = ({ quick }) =>
  withPostgres(async (postgres) => {
    const seconds = quick ? 5 : 15
    const server = await startServer('start', { DATABASE_URL: postgres.url, APPUI_ROLE: 'web' })
    const request = (i: number) =>
      withVisitor(
        get(
          `/api/v1/places/nearest?lat=${(42.5 + ((i * 7919) % 8000) / 1000).toFixed(3)}&lng=${(-4 + ((i * 104_729) % 12_000) / 1000).toFixed(3)}`,
        ),
        i,
      )
    const statements = await statementsOf(postgres, () => load({ port: server.port, clients: 1, seconds: 0, request }))
    const search = statements.find((text) => text.includes('<->'))
    if (!search) throw new Error('The search was not found in the log')
    await load({ port: server.port, clients: 1, seconds: 1, request })
    const measured = await load({ port: server.port, clients: 1, seconds, request })
    const script = `\\set lng random(-4, 8)\n\\set y random(45, 58)\n${aloneOf(search)
      .replaceAll(/point\([^)]*\)/g, 'point(:lng::float8, :y::float8)')
      .replaceAll(/\s+/g, ' ')};`
    const ceiling = pgbench(postgres, script, { clients: 1, seconds: seconds / 2 })
    await server.kill()
    server.remove()
    return reportOf(
      'nearest',
      { measured, ceiling: ceiling.tps },
      {
        ...ofP95(measured, ceiling),
        queries: 1,
        note: `one client, ${Math.round(measured.rate)} requests/s; ceiling: p95 of pgbench, the same statement`,
      },
    )
  })

function withVisitor(request: Buffer, n: number): Buffer {
  const address = `x-forwarded-for: 10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}\r\n\r\n`
  return Buffer.concat([request.subarray(0, request.length - 2), Buffer.from(address)])
}
