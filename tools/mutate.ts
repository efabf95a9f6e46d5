/**
 * Plants small faults in the rules of a room, one at a time, and says which of them its tests do not see: `npm run mutate -- ROOM`, or
 * `-- ROOM FILE…` for other files of it; `--all` with every test of the room, those on a database too. Without a room: all that have rules.
 */
import { Stryker } from '@stryker-mutator/core'
import { globSync, readFileSync } from 'node:fs'
import { basename, relative } from 'node:path'
import { parseArgs } from 'node:util'

type MutantResult = Awaited<ReturnType<Stryker['runMutationTest']>>[number]

/** Share of the faults that tests have to see. */
const ENOUGH = 0.85

const { values, positionals } = parseArgs({ options: { all: { type: 'boolean', default: false } }, allowPositionals: true })
const [room, ...files] = positionals
const found = room ? [folderOf(room)] : roomsWithRules()
const table: string[] = []
for (const folder of found) table.push(await mutate(folder, files))
console.log(['', '| room | faults | seen | rate |', '|---|---|---|---|', ...table].join('\n'))

function folderOf(name: string): string {
  const [folder] = globSync([`src/features/${name}`, `src/features/*/${name}`])
  if (!folder) throw new Error(`No room is called ${name}`)
  return folder
}

function roomsWithRules(): string[] {
  return [...new Set(globSync('src/features/**/rules{.ts,/*.ts}').map((file) => file.replace(/\/rules(\.ts|\/.*)$/, '')))].sort()
}

/** Gives its line of the table. */
async function mutate(folder: string, names: string[]): Promise<string> {
  const named = names.length > 0 ? names.map((name) => `${folder}/${name}`) : [`${folder}/rules.ts`, `${folder}/rules/**/*.ts`]
  const mutated = globSync(named).filter((file) => !file.includes('.test.'))
  if (mutated.length === 0) throw new Error(`Nothing to mutate in ${folder}`)
  // Tests beside a file are pure: a fault that they see needs no database.
  const own = globSync(mutated.map((file) => file.replace(/\.ts$/, '.test.ts')))
  const all = values.all || own.length === 0
  process.env.MUTANTS_TESTS = (all ? globSync(`${folder}/**/*.test.{ts,tsx}`) : own).join()
  process.env.MUTANTS_DATABASE = all ? 'yes' : ''
  // Its other settings stand in stryker.config.json; it reads no tsconfig, since TypeScript 7 has no API for it to do so.
  const results = await new Stryker({ mutate: mutated }).runMutationTest()
  return report(folder, results)
}

function report(folder: string, results: MutantResult[]): string {
  const counted = results.filter(({ status }) => !['Ignored', 'CompileError', 'RuntimeError'].includes(status))
  const missed = counted.filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
  for (const one of missed) console.log(changeOf(one))
  const seen = counted.length - missed.length
  const rate = counted.length === 0 ? 1 : seen / counted.length
  if (rate < ENOUGH) process.exitCode = 1
  return `| ${basename(folder)} | ${counted.length} | ${seen} | ${Math.round(rate * 100)} % |`
}

/** Where a fault was, and what stood there instead. Lines and columns count from one. */
function changeOf({ fileName, location: { start, end }, replacement }: MutantResult): string {
  const lines = readFileSync(fileName, 'utf8')
    .split('\n')
    .slice(start.line - 1, end.line)
  lines[lines.length - 1] = lines.at(-1)!.slice(0, end.column - 1)
  const was = lines.join('\n').slice(start.column - 1)
  return `${relative('.', fileName)}:${start.line}  ${was}  →  ${replacement}`.replace(/\s*\n\s*/g, ' ')
}
