import { execFileSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type PrivatePostgres, startPostgres } from '../tools/postgres.ts'

/** Runs `work` with a private PostgreSQL, which goes afterwards whatever happens. */
export async function withPostgres<T>(work: (postgres: PrivatePostgres) => Promise<T>): Promise<T> {
  const postgres = await startPostgres()
  try {
    return await work(postgres)
  } finally {
    await postgres.stop()
  }
}

export async function query<T extends pg.QueryResultRow>(
  { url }: PrivatePostgres,
  text: string,
  values: unknown[] = [],
): Promise<T[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<T>(text, values)
    return rows
  } finally {
    await client.end()
  }
}

/** The statements that slices make while `act` runs, their values filled in, as the server logged them. */
export async function statementsOf(postgres: PrivatePostgres, act: () => Promise<unknown>): Promise<string[]> {
  await query(postgres, "alter system set log_statement = 'all'")
  await query(postgres, 'select pg_reload_conf()')
  await pause(400)
  const before = postgres.log().length
  await act()
  await pause(400)
  const text = postgres.log().slice(before)
  await query(postgres, 'alter system reset log_statement')
  await query(postgres, 'select pg_reload_conf()')
  return parseLog(text)
}

/** The statement of one asker, out of one that answers a set of them (`platform/db/together`). */
export function aloneOf(statement: string): string {
  const [, lists, inner] = /unnest\((.*?)\) with ordinality as q .*? lateral \((.*)\) r$/s.exec(statement) ?? []
  if (!lists || !inner) return statement
  const values = [...lists.matchAll(/'\{(.*?)\}'::text\[\]/g)].map(([, value]) => value!.replace(/^"|"$/g, ''))
  return inner.replaceAll(/q\.p(\d+)/g, (_whole, n: string) => `'${values[Number(n) - 1]}'`)
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

function parseLog(text: string): string[] {
  const entries = text.split(/^(?=LOG: {2}|DETAIL: {2})/m)
  const statements: string[] = []
  for (const entry of entries) {
    const statement = /^LOG: {2}(?:statement|execute [^:]*): ([\s\S]*)/.exec(entry)?.[1]
    if (statement) statements.push(statement.trim())
    else if (entry.startsWith('DETAIL:  parameters: '))
      statements.push(fillIn(statements.pop()!, entry.slice('DETAIL:  parameters: '.length).trim()))
  }
  return statements
}

function fillIn(statement: string, parameters: string): string {
  const values = [...parameters.matchAll(/\$(\d+) = ('(?:[^']|'')*'|NULL)/g)].map(([, , value]) => value!)
  return statement.replace(/\$(\d+)/g, (_whole, n: string) => values[Number(n) - 1]!)
}

/** Statements as a script for pgbench: what was somebody's own becomes a variable, and ids that the act makes are made anew. */
export function scriptOf(statements: string[], own: Record<string, string>): string[] {
  return statements
    .filter((text) => !/pgboss\.(version|queue|subscription)/.test(text))
    .map((text) => {
      let one = text.replaceAll(/\s+/g, ' ')
      for (const [name, value] of Object.entries(own)) one = one.replaceAll(value, `:${name}`)
      return `${one.replaceAll(/([0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[0-9a-f]{4}-)[0-9a-f]{12}/g, '$1:fresh')};`
    })
}

/** Transactions a second that pgbench reaches with a script; in ms how long they take on average, and nineteen of twenty of them at most. */
export function pgbench(
  { url, bin }: PrivatePostgres,
  script: string,
  { clients, seconds }: { clients: number; seconds: number },
) {
  const folder = mkdtempSync(join(tmpdir(), 'appui-pgbench-'))
  const file = join(folder, 'script.sql')
  writeFileSync(file, script)
  const log = ['--log', `--log-prefix=${join(folder, 'log')}`, '--sampling-rate=0.2']
  const args = ['-n', '-c', String(clients), '-j', '2', '-T', String(Math.ceil(seconds)), ...log, '-f', file, url]
  const output = execFileSync(join(bin, 'pgbench'), args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] })
  const p95 = p95Of(readdirSync(folder).flatMap((name) => (name.startsWith('log') ? [join(folder, name)] : [])))
  rmSync(folder, { recursive: true })
  const found = (pattern: RegExp) => Number(pattern.exec(output)?.[1])
  return { tps: found(/tps = ([\d.]+)/), latency: found(/latency average = ([\d.]+)/), p95 }
}

/** From the logs of pgbench, whose third column is microseconds. */
function p95Of(logs: string[]): number {
  const times = logs.flatMap((log) => [...readFileSync(log, 'utf8').matchAll(/^\d+ \d+ (\d+) /gm)].map(([, us]) => Number(us)))
  times.sort((a, b) => a - b)
  return times[Math.floor(0.95 * times.length)]! / 1000
}
