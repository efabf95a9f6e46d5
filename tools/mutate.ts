/**
 * Plants small faults in the rules of a room, one at a time, and says which of them its tests do not see: `npm run mutate -- ROOM`, or
 * `-- ROOM FILE…` for other files of it; `--all` with every test of the room, those on a database too. Without a room: all that have rules.
 */
import { Stryker } from '@stryker-mutator/core'
import { globSync, readFileSync } from 'node:fs'
import { relative } from 'node:path'
import { parseArgs } from 'node:util'

type MutantResult = Awaited<ReturnType<Stryker['runMutationTest']>>[number]

/** Share of the faults that tests have to see. */
const ENOUGH = 0.85

const { values, positionals } = parseArgs({ options: { all: { type: 'boolean', default: false } }, allowPositionals: true })
const [room, ...files] = positionals
// A room by its name, by that of its domain, or by both, as `groups/core`.
const found = globSync(
  files.length > 0 ? files.map((file) => `src/features/{,*/}${room}/${file}`) : 'src/features/**/rules{.ts,/*.ts}',
)
const mutated = found.filter((file) => !file.includes('.test.') && (!room || file.includes(`/${room}/`)))
if (mutated.length === 0) throw new Error(`No room is called ${room}, or it has no such file`)
const byRoom = Map.groupBy(mutated.toSorted(), (file) =>
  file.replace(files.length > 0 ? RegExp(`(/${room})/.*`) : /()\/rules[./].*/, '$1'),
)
const table: string[] = []
for (const [folder, some] of byRoom) table.push(await mutate(folder, some))
console.log(['', '| room | faults | seen | rate |', '|---|---|---|---|', ...table].join('\n'))

/** Gives the room's line of the table. */
async function mutate(folder: string, mutate: string[]): Promise<string> {
  // Tests of rules are pure: a fault that they see needs no database. They stand beside, also where the rules are a folder of theirs.
  const own = globSync(mutate.map((file) => file.replace(/(rules)\/(.*)\.ts$/, '{$1,$2}.ts').replace(/\.ts$/, '.test.ts')))
  const all = values.all || own.length === 0
  process.env.MUTANTS_TESTS = (all ? globSync(`${folder}/**/*.test.{ts,tsx}`) : own).join()
  process.env.MUTANTS_DATABASE = all ? 'yes' : ''
  // Its other settings stand in stryker.config.json; it reads no tsconfig, since TypeScript 7 has no API for it to do so.
  return report(folder, await new Stryker({ mutate }).runMutationTest())
}

function report(folder: string, results: MutantResult[]): string {
  const counted = results.filter(({ status }) => !['Ignored', 'CompileError', 'RuntimeError'].includes(status))
  const missed = counted.filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
  for (const one of missed) console.log(changeOf(one))
  const seen = counted.length - missed.length
  const rate = counted.length === 0 ? 1 : seen / counted.length
  if (rate < ENOUGH) process.exitCode = 1
  return `| ${relative('src/features', folder)} | ${counted.length} | ${seen} | ${Math.round(rate * 100)} % |`
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
