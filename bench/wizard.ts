import { randomUUID } from 'node:crypto'
import { get, type Load, load, post, visitor } from './load.ts'
import { processorOf } from './processor.ts'
import { query, statementsOf, withPostgres } from './postgres.ts'
import { type Benchmark, nothing, round } from './report.ts'
import { startServer } from './server.ts'

/** What one citizen answers, one after the other; each step sends all before it along: of the town that she typed first, the department, as its page does. */
const TOWN = 'Lyon (69)'
const ANSWERS = [
  ['town', 'FR-69'],
  ['nation', 'french'],
  ['age', 'adult'],
  ['rights', 'no'],
  ['live', 'here'],
  ['known', 'elsewhere'],
  ['want', 'move'],
  ['tie', 'home'],
] as const

const FORM = { 'content-type': 'application/x-www-form-urlencoded', 'accept-encoding': 'br' }

/** How often one and the other is measured, in turn: what else the machine does falls on both. */
const TURNS = 3

/**
 * The evening of the deadline: 64 citizens walk through the questions, beside as many who open the home page. Measured by the processor's time that the server
 * takes for a request, since a machine that others use gives one and the other what it likes.
 */
export const wizard: Benchmark = ({ quick }) =>
  withPostgres(async (postgres) => {
    const seconds = quick ? 2 : 8
    const server = await startServer('start', { DATABASE_URL: postgres.url, APPUI_ROLE: 'web' })
    await noteVote(postgres)
    const bodies = ANSWERS.map((_, n) =>
      new URLSearchParams(n === 0 ? { town: TOWN } : ANSWERS.slice(0, n + 1).map((one) => [...one])).toString(),
    )
    // Each comes from another network, as on that evening.
    const step = (n: number) => post('/vote/register', bodies[n % bodies.length]!, { ...visitor(n), ...FORM })
    const opened = (n: number) => get('/', { ...visitor(n), 'accept-encoding': 'br' })
    const at = { port: server.port, clients: 64 }
    await load({ ...at, seconds: 4, request: step })
    await load({ ...at, seconds: 2, request: opened })
    const statements = await statementsOf(postgres, () => load({ ...at, clients: 1, seconds: 0.2, request: step }))
    const walked: Spent[] = []
    const home: Spent[] = []
    for (let turn = 0; turn < TURNS; turn++) {
      walked.push(await spentOn(server.process.pid!, { ...at, seconds, request: step }))
      home.push(await spentOn(server.process.pid!, { ...at, seconds, request: opened }))
    }
    await server.kill()
    server.remove()
    const lost = [...walked, ...home].reduce((sum, one) => sum + one.lost, 0)
    const writes = statements.filter((text) => /^\s*(insert|update|delete|with .*(insert|update|delete))/i.test(text))
    const [ours, ceiling] = [walked, home].map((spent) => mean(spent.map(({ perSecond }) => perSecond)))
    const [rate, homeRate] = [walked, home].map((spent) => mean(spent.map((one) => one.load.rate)))
    const { p50, p95, p99 } = walked.at(-1)!.load
    return {
      name: 'wizard',
      ...nothing,
      value: Math.round(ours!),
      unit: 'requests a second of the processor',
      ceiling: Math.round(ceiling!),
      ratio: round(ours! / ceiling!),
      p50_ms: round(p50),
      p95_ms: round(p95),
      p99_ms: round(p99),
      lost,
      queries: statements.filter((text) => /^\s*(select|with)/i.test(text)).length,
      note: `${bodies.length} steps of a walk, the first with a town that is typed, the last with its dates; ${writes.length} writes; queries of all steps in a fifth of a second, the votes being read once in a while; ceiling: the home page of the same server, drawn once a second, in turn with it; by the clock ${Math.round(rate!)} and ${Math.round(homeRate!)} a second, ratio ${round(rate! / homeRate!)}`,
    }
  })

type Spent = { load: Load; perSecond: number; lost: number }

/** Requests that a process answers in a second of the processor's time. */
async function spentOn(pid: number, options: Parameters<typeof load>[0]): Promise<Spent> {
  const before = processorOf(pid)
  const measured = await load(options)
  const spent = processorOf(pid) - before
  const answered = measured.statuses.get(200) ?? 0
  const all = [...measured.statuses.values()].reduce((sum, n) => sum + n, 0)
  return { load: measured, perSecond: answered / spent, lost: all - answered }
}

const mean = (numbers: number[]): number => numbers.reduce((sum, one) => sum + one, 0) / numbers.length

async function noteVote(postgres: Parameters<typeof query>[0]): Promise<void> {
  const id = randomUUID()
  await query(
    postgres,
    "insert into election (id, name, country, kind, created_at) values ($1, 'Premier tour', 'FR', 'presidential', now())",
    [id],
  )
  await query(
    postgres,
    "insert into election_day (id, election_id, vote_on, closes) values ($1, $2, current_date + 63, '20:00')",
    [randomUUID(), id],
  )
}
