import { randomUUID } from 'node:crypto'
import { get, load, post, visitor } from './load.ts'
import { query, statementsOf, withPostgres } from './postgres.ts'
import { type Benchmark, reportOf, tell } from './report.ts'
import { startServer } from './server.ts'

/** What one citizen answers, one after the other; each step sends all before it along. */
const ANSWERS = [
  ['town', 'Lyon (69)'],
  ['nation', 'french'],
  ['age', 'adult'],
  ['rights', 'no'],
  ['live', 'here'],
  ['known', 'elsewhere'],
  ['want', 'move'],
  ['tie', 'home'],
] as const

const FORM = { 'content-type': 'application/x-www-form-urlencoded', 'accept-encoding': 'br' }

/** The evening of the deadline: 64 citizens walk through the questions, beside as many who open the home page. */
export const wizard: Benchmark = ({ quick }) =>
  withPostgres(async (postgres) => {
    const seconds = quick ? 5 : 15
    const server = await startServer('start', { DATABASE_URL: postgres.url, APPUI_ROLE: 'web' })
    await noteVote(postgres)
    const steps = ANSWERS.map((_, n) =>
      new URLSearchParams(ANSWERS.slice(0, n + 1).map(([name, answer]) => [name, answer])).toString(),
    )
    // Each comes from another network, as on that evening.
    const request = (n: number) => post('/vote/register', steps[n % steps.length]!, { ...visitor(n), ...FORM })
    const at = { port: server.port, clients: 64 }
    await load({ ...at, seconds: 2, request })
    const statements = await statementsOf(postgres, () => load({ ...at, clients: 1, seconds: 0.2, request }))
    const measured = await load({ ...at, seconds, request })
    tell(`statuses: ${JSON.stringify([...measured.statuses])}`)
    const opened = (n: number) => get('/', { ...visitor(n), 'accept-encoding': 'br' })
    await load({ ...at, seconds: 1, request: opened })
    const home = await load({ ...at, seconds, request: opened })
    await server.kill()
    server.remove()
    const lost = [...measured.statuses].reduce((sum, [status, n]) => sum + (status === 200 ? 0 : n), 0)
    const writes = statements.filter((text) => /^\s*(insert|update|delete|with .*(insert|update|delete))/i.test(text))
    return reportOf(
      'wizard',
      { measured, ceiling: home.rate },
      {
        lost,
        queries: statements.filter((text) => /^\s*(select|with)/i.test(text)).length,
        note: `${steps.length} steps of a walk, the last with its dates; ${writes.length} writes; queries of all steps in a fifth of a second, the votes being read once in a while; ceiling: the home page of the same server, which is drawn once a second`,
      },
    )
  })

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
