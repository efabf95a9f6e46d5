/** Writes the map of the slices into ARCHITECTURE.md, between its two markers: `node tools/map.ts`. A test fails when it is out of date. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { SLICES, type Slice } from '../src/architecture.ts'

const FILE = 'ARCHITECTURE.md'
const MARKERS = /(<!-- map -->\n)[\s\S]*?(<!-- \/map -->)/

/** ARCHITECTURE.md as it should be today. */
export function withMap(): string {
  const rows = SLICES.map(
    (slice, i) => `| ${i + 1} | \`${slice.name}\` | ${names(slice.needs)} | ${slice.owns} | ${names(tablesOf(slice))} |`,
  )
  const table = ['| | slice | needs | owns | tables |', '|---|---|---|---|---|', ...rows].join('\n')
  return readFileSync(FILE, 'utf8').replace(MARKERS, `$1${table}\n$2`)
}

const names = (list: string[]) => list.map((name) => `\`${name}\``).join(', ') || '–'

function tablesOf({ name }: Slice): string[] {
  const folder = `src/features/${name}/migrations`
  const files = readdirSync(`src/features/${name}`).includes('migrations') ? readdirSync(folder).toSorted() : []
  return files.flatMap((file) =>
    [...readFileSync(`${folder}/${file}`, 'utf8').matchAll(/create table (\w+)/g)].map(([, table]) => table!),
  )
}

if (import.meta.main) writeFileSync(FILE, withMap())
