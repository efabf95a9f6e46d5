import type { PrivatePostgres } from '../tools/postgres.ts'
import { get, load, visitor } from './load.ts'
import { aloneOf, pgbench, statementsOf, withPostgres } from './postgres.ts'
import { type Benchmark, reportOf, tell } from './report.ts'
import { startServer } from './server.ts'

/** The nth place that somebody looks from, all over France: latitude and longitude. */
const point = (n: number) => `${(43 + ((n * 7919) % 7000) / 1000).toFixed(3)},${(-1 + ((n * 104_729) % 8000) / 1000).toFixed(3)}`

type Near = {
  name: string
  table: string
  /** What there is, in a word or two. */
  note: string
  prepare(postgres: PrivatePostgres): Promise<void>
  path(near: string): string
}

/** Finding the nearest of many, over HTTP, 32 clients. Ceiling: pgbench with the same statement. */
export const findingNear =
  ({ name, table, note, prepare, path }: Near): Benchmark =>
  ({ quick }) =>
    withPostgres(async (postgres) => {
      const seconds = quick ? 5 : 15
      const server = await startServer('start', { DATABASE_URL: postgres.url, APPUI_ROLE: 'web' })
      await prepare(postgres)
      const request = (n: number) => get(path(point(n)), visitor(n))
      const statements = (
        await statementsOf(postgres, () => load({ port: server.port, clients: 1, seconds: 0, request }))
      ).filter((text) => /^select/i.test(text) && text.includes(table))
      await load({ port: server.port, clients: 32, seconds: 2, request })
      const measured = await load({ port: server.port, clients: 32, seconds, request })
      tell(`statuses: ${JSON.stringify([...measured.statuses])}`)
      const script = `\\set lng random(-1, 7)\n\\set y random(47, 58)\n${aloneOf(statements[0]!)
        .replaceAll(/point\([^)]*\)/g, 'point(:lng::float8, :y::float8)')
        .replaceAll(/\s+/g, ' ')};`
      const ceiling = pgbench(postgres, script, { clients: 32, seconds: seconds / 2 })
      await server.kill()
      server.remove()
      return reportOf(
        name,
        { measured, ceiling: ceiling.tps },
        {
          queries: statements.length,
          note: `32 clients, ${note}; ceiling: pgbench, 32 clients, the same statement`,
        },
      )
    })
