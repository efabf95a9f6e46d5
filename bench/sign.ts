import { readFileSync } from 'node:fs'
import { load, post, visitor } from './load.ts'
import { pgbench, query, statementsOf, withPostgres } from './postgres.ts'
import { type Benchmark, reportOf, tell } from './report.ts'
import { startServer } from './server.ts'

const CLIENTS = 64

/** The nth signature, as a request: an address and a visitor of its own. */
export const signature = (run: string) => (n: number) =>
  post(
    '/api/v1/signatures',
    JSON.stringify({
      email: `${run}.${n}@example.org`,
      given_name: 'Zoé',
      postal_code: '69003',
      locale: 'fr',
      consents: { news: true, calls: false },
    }),
    visitor(n),
  )

/** 64 clients sign over HTTP on PostgreSQL with its default durability; the server is killed in the middle. */
export const sign: Benchmark = ({ quick }) =>
  withPostgres(async (postgres) => {
    const seconds = quick ? 6 : 20
    const server = await startServer('start', { DATABASE_URL: postgres.url, APPUI_ROLE: 'web' })
    const script = await pgbenchScript(() =>
      statementsOf(postgres, () => load({ port: server.port, clients: 1, seconds: 0, request: signature('one') })),
    )
    await load({ port: server.port, clients: CLIENTS, seconds: 2, request: signature('warm') })
    const ceilingBefore = pgbench(postgres, script, { clients: CLIENTS, seconds: seconds / 2 })
    const measured = await load({ port: server.port, clients: CLIENTS, seconds, request: signature('run') })
    const ceilingAfter = pgbench(postgres, script, { clients: CLIENTS, seconds: seconds / 2 })
    tell(
      `pgbench, same statements and clients: ${Math.round(ceilingBefore.tps)} and ${Math.round(ceilingAfter.tps)} transactions/s`,
    )
    tell(`statuses: ${JSON.stringify([...measured.statuses])}`)

    const acknowledged = new Set<string>()
    const crowd = load({
      port: server.port,
      clients: CLIENTS,
      seconds: 4,
      request: signature('kill'),
      answered: (n, status) => void (status === 202 && acknowledged.add(`kill.${n}@example.org`)),
    })
    setTimeout(() => void server.kill('SIGKILL'), 2000)
    await crowd
    const rows = await query<{ email: string }>(postgres, "select email from signature where email like 'kill.%'")
    const kept = new Set(rows.map(({ email }) => email))
    const lost = [...acknowledged].filter((email) => !kept.has(email)).length
    const [{ jobs } = { jobs: '0' }] = await query<{ jobs: string }>(
      postgres,
      "select count(*) as jobs from pgboss.job where name = 'signing.confirmation-mail'",
    )
    const [{ all } = { all: '0' }] = await query<{ all: string }>(postgres, 'select count(*) as all from signature')
    tell(`killed with ${acknowledged.size} acknowledged: ${lost} lost; ${all} signatures, ${jobs} mails to leave`)
    server.remove()
    return reportOf(
      'sign',
      { measured, ceiling: (ceilingBefore.tps + ceilingAfter.tps) / 2 },
      {
        unit: 'signatures/s',
        queries: script.split('\n').filter((line) => line.endsWith(';')).length,
        lost,
        duplicates: rows.length - kept.size,
        note: 'ceiling: pgbench, 64 clients, the statements of one signature; ours go several to a transaction',
      },
    )
  })

/** The very statements of one signature, with an address and an id of its own each time. */
async function pgbenchScript(capture: () => Promise<string[]>): Promise<string> {
  const statements = (await capture()).filter(
    (text) => /^(begin|commit|insert into "signature")/i.test(text) || /INSERT INTO pgboss\.job/i.test(text),
  )
  const script = statements
    .map((text) =>
      text
        .replaceAll(/one\.\d+@/g, 'pgbench.:n@')
        .replaceAll(/([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-)[0-9a-f]{12}/g, '$1:n'),
    )
    .map((text) => `${text.replaceAll(/\s+/g, ' ')};`)
  if (script.length < 4) throw new Error(`The statements of a signature were not found: ${script.join('\n')}`)
  const one = script.slice(0, script.findIndex((text) => /^commit/i.test(text)) + 1)
  return ['\\set n random(100000000000, 999999999999)', ...one].join('\n')
}

/** The same on the embedded database. */
export const signEmbedded: Benchmark = async ({ quick }) => {
  const seconds = quick ? 6 : 20
  const server = await startServer('start')
  await load({ port: server.port, clients: CLIENTS, seconds: 2, request: signature('warm') })
  const measured = await load({ port: server.port, clients: CLIENTS, seconds, request: signature('run') })
  tell(`statuses: ${JSON.stringify([...measured.statuses])}`)
  await server.kill()
  const { signOneByOne } = await import('./embedded.ts')
  const ceiling = await signOneByOne(server.dataDir, quick ? 3 : 8)
  server.remove()
  return reportOf(
    'sign-embedded',
    { measured, ceiling },
    {
      unit: 'signatures/s',
      note: `ceiling: PGlite alone in a loop, one transaction of the same two inserts each; the server also sent its mails (${readFileSync('/proc/loadavg', 'utf8').split(' ')[0]} load)`,
    },
  )
}
