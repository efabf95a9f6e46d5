import type { TestProgram } from './program.ts'

/** A figure of all that is kept, but for sessions, what libraries note of their own work, and what tells that somebody looked. */
export async function keptBy({ rows }: TestProgram): Promise<Record<string, string>> {
  const tables = await rows<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public'
      and table_name not like 'kysely%' and table_name not like 'account%' and table_name not in ('journal', 'disclosure', 'spent_code')`,
  )
  const figure = async (name: string) =>
    (await rows<{ n: string }>(`select count(*) || ' ' || coalesce(sum(hashtext(t::text)), 0) as n from ${name} t`))[0]!.n
  return Object.fromEntries(await Promise.all(tables.map(async ({ name }) => [name, await figure(name)])))
}
