import { PGlite } from '@electric-sql/pglite'
import { type ChildProcess, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { PrivatePostgres } from '../tools/postgres.ts'
import { query, statementsOf, withPostgres } from './postgres.ts'
import { type Benchmark, reportOf, round, tell } from './report.ts'
import { type BenchServer, startServer } from './server.ts'

/** A process that nobody asks anything: what it spends, and how soon it is awake. */
export const idle: Benchmark = ({ quick }) =>
  withPostgres(async (postgres) => {
    const plan = quick ? { settle: 5, window: 15, jobs: 20 } : { settle: 70, window: 60, jobs: 100 }
    const [embedded, server] = await Promise.all([startServer('start'), startServer('start', { DATABASE_URL: postgres.url })])
    const alone = bareEmbedded()
    // What a start leaves behind is no rest: first statistics of the embedded database come after a minute.
    await pause(plan.settle * 1000)
    const [cpu, bareCpu, statements] = await Promise.all([
      cpuShare(embedded.process, plan.window),
      cpuShare(alone, plan.window),
      statementsOf(postgres, () => pause(plan.window * 1000)),
    ])
    alone.kill()
    tell(
      `${round(cpu * 100)} % of a core on the embedded database, alone ${round(bareCpu * 100)} %; ${statements.length} statements in ${plan.window} s`,
    )
    const web = await startServer('start', { DATABASE_URL: postgres.url, APPUI_ROLE: 'web' })
    await signOneByOne(embedded, 'embedded', plan.jobs)
    await signOneByOne(server, 'same', plan.jobs)
    await signOneByOne(web, 'other', plan.jobs)
    for (const one of [web, server, embedded]) await one.kill()
    const jobs = [...(await query<Job>(postgres, JOBS)), ...(await embeddedJobs(embedded))]
    for (const one of [web, server, embedded]) one.remove()
    const bare = await bareWakeUps(postgres, plan.jobs)

    const of = (run: string) => jobs.filter((job) => job.run === run).map(({ ms }) => ms)
    const [same, other, inside] = ['same', 'other', 'embedded'].map((run) => p95(of(run)))
    tell(`p95 from enqueued to begun: ${same} ms in one process, ${other} ms from another, ${inside} ms embedded`)
    const worst = Math.max(same!, other!, inside!)
    return reportOf(
      'idle',
      { measured: { rate: worst, p50: median(of('other')), p95: worst, p99: NaN, statuses: new Map() }, ceiling: p95(bare) },
      {
        value: worst,
        unit: 'ms',
        p99_ms: null,
        ceiling: p95(bare),
        ratio: round(worst / p95(bare)),
        queries: statements.length,
        lost: 3 * plan.jobs - jobs.filter(({ state }) => state === 'completed').length,
        duplicates: jobs.filter(({ tries }) => tries > 0).length + Math.max(0, jobs.length - 3 * plan.jobs),
        cpu_share: round(cpu),
        bare_cpu_share: round(bareCpu),
        statements_per_s: round(statements.length / plan.window),
        wakeup_p95_ms: worst,
        note: `p95 from enqueued to begun: ${same} ms in one process, ${other} ms from another, ${inside} ms embedded, the worst stands above; ${statements.length} statements in ${plan.window} s of rest; bare_cpu_share: PGlite alone, asked for one number every five seconds; ceiling: a bare row, NOTIFY and UPDATE between two connections`,
      },
    )
  })

/** Seconds of a processor, own and the system's, for each second of the window. */
async function cpuShare({ pid }: ChildProcess, seconds: number): Promise<number> {
  // Fields 14 and 15 of proc(5), after the name, which may hold spaces; in hundredths of a second.
  const used = () =>
    readFileSync(`/proc/${pid}/stat`, 'utf8')
      .split(') ')[1]!
      .split(' ')
      .slice(11, 13)
      .map(Number)
      .reduce((a, b) => a + b) / 100
  const [before, from] = [used(), performance.now()]
  await pause(seconds * 1000)
  return (used() - before) / ((performance.now() - from) / 1000)
}

/** PGlite that is asked next to nothing: what a machine takes for waking a database of its size at all. */
function bareEmbedded(): ChildProcess {
  const script = `const { PGlite } = await import('@electric-sql/pglite')
    const pglite = await PGlite.create()
    setInterval(() => pglite.query('select 1'), 5000)`
  return spawn('node', ['--input-type=module', '-e', script], { stdio: 'inherit' })
}

/** Signatures that come while nothing else happens, at moments that no timer could be in step with. */
async function signOneByOne({ port }: BenchServer, run: string, count: number): Promise<void> {
  for (let n = 0; n < count; n++) {
    await pause(100 + 300 * Math.random())
    const body = JSON.stringify({ email: `${run}.${n}@example.org`, given_name: 'Zoé', postal_code: '69003', consents: {} })
    const headers = { 'content-type': 'application/json', 'x-forwarded-for': `10.1.0.${n}` }
    await fetch(`http://127.0.0.1:${port}/api/v1/signatures`, { method: 'POST', body, headers })
  }
  await pause(1000)
}

type Job = { run: string; ms: number; state: string; tries: number }

/** By the clock of the database: from the start of the transaction that left a job to its being taken. */
const JOBS = `select split_part(email, '.', 1) as run, 1000 * extract(epoch from started_on - created_on)::float8 as ms, state::text, retry_count as tries
  from pgboss.job join signature on signature.id::text = data->>'signature' where job.name = 'signing.confirmation-mail'`

async function embeddedJobs({ dataDir }: BenchServer): Promise<Job[]> {
  const pglite = await PGlite.create(join(dataDir, 'database'))
  const { rows } = await pglite.query<Job>(JOBS)
  await pglite.close()
  return rows
}

/** The same way without us: one connection leaves a row and tells of it, another hears of it and takes it. */
async function bareWakeUps({ url }: PrivatePostgres, count: number): Promise<number[]> {
  const [leaves, takes] = [new pg.Client({ connectionString: url }), new pg.Client({ connectionString: url })]
  await Promise.all([leaves.connect(), takes.connect()])
  await leaves.query('create table bench_row (n integer primary key, taken boolean)')
  await takes.query('listen bench')
  const found: number[] = []
  for (let n = 0; n < count; n++) {
    const from = performance.now()
    const taken = new Promise((resolve) =>
      takes.once('notification', () => resolve(takes.query('update bench_row set taken = true where n = $1', [n]))),
    )
    await leaves.query('begin')
    await leaves.query('insert into bench_row values ($1, false)', [n])
    await leaves.query('notify bench')
    await leaves.query('commit')
    await taken
    found.push(performance.now() - from)
    await pause(20)
  }
  await Promise.all([leaves.end(), takes.end()])
  return found
}

const at = (share: number) => (values: number[]) =>
  round(values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? NaN)
const median = at(0.5)
const p95 = at(0.95)
