import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
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

/** Transactions a second that pgbench reaches with a script, and its mean latency in ms. */
export function pgbench(
  { url, bin }: PrivatePostgres,
  script: string,
  { clients, seconds }: { clients: number; seconds: number },
) {
  const folder = mkdtempSync(join(tmpdir(), 'appui-pgbench-'))
  const file = join(folder, 'script.sql')
  writeFileSync(file, script)
  const args = ['-n', '-c', String(clients), '-j', '2', '-T', String(Math.ceil(seconds)), '-f', file, url]
  const output = execFileSync(join(bin, 'pgbench'), args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  rmSync(folder, { recursive: true })
  const found = (pattern: RegExp) => Number(pattern.exec(output)?.[1])
  return { tps: found(/tps = ([\d.]+)/), latency: found(/latency average = ([\d.]+)/) }
}
