import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseSync } from 'oxc-parser'
import { LONGEST_FILE, LONGEST_SLICE, ROLES, type Slice } from '../../src/architecture.ts'

/** A file of the tree: where it stands, what it says, what it imports. */
export type Source = { path: string; text: string; imports: string[] }

/** Reads every source file below `root/src`, paths as from `root`. */
export function readTree(root: string): Source[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => `src/${file.replaceAll('\\', '/')}`)
    .filter((path) => /\.(tsx?|sql|md)$/.test(path))
    .map((path) => source(path, readFileSync(join(root, path), 'utf8')))
}

export function source(path: string, text: string): Source {
  return { path, text, imports: /\.tsx?$/.test(path) ? importsOf(path, text) : [] }
}

/** What a file imports, as paths from the root; packages keep their names. */
function importsOf(path: string, text: string): string[] {
  const { module, program } = parseSync(path, text)
  const named = [
    ...module.staticImports.map((one) => one.moduleRequest.value),
    ...module.staticExports.flatMap((one) => one.entries.flatMap((entry) => entry.moduleRequest?.value ?? [])),
  ]
  const dynamic = [...jsonOf(program).matchAll(/"type":"ImportExpression","source":\{"type":"Literal","value":"([^"]+)"/g)].map(
    ([, name]) => name!,
  )
  return [...new Set([...named, ...dynamic])].map((name) => place(path, name))
}

function place(from: string, name: string): string {
  if (name.startsWith('.')) return relative('.', resolve(dirname(from), name))
  const inside = /^#(platform|ui)\/(.+)$/.exec(name)
  if (inside) return `src/${inside[1]}/${inside[2]}`
  return name.startsWith('#') ? `src/features/${name.slice(1)}/index.ts` : name
}

/** Everything in the tree that breaks the law, one sentence each. */
export function faults(tree: Source[], slices: Slice[]): string[] {
  const code = tree.filter(({ path }) => !/\.test\.tsx?$/.test(path))
  return [
    ...code.flatMap((file) => importFaults(file, slices)),
    ...needsFaults(code, slices),
    ...code.flatMap(fileFaults),
    ...sizeFaults(code, slices),
    ...tableFaults(code),
    ...code.flatMap(textFaults),
  ]
}

const sliceOf = (path: string) => /^src\/features\/([^/]+)\//.exec(path)?.[1]

function importFaults({ path, imports }: Source, slices: Slice[]): string[] {
  return imports.filter((to) => to.startsWith('src/')).flatMap((to) => importFault(path, to, slices) ?? [])
}

function importFault(path: string, to: string, slices: Slice[]): string | undefined {
  const [from, into] = [sliceOf(path), sliceOf(to)]
  if (path.startsWith('src/platform/') && !to.startsWith('src/platform/')) return `${path} is platform and imports ${to}`
  if (path.startsWith('src/ui/') && !/^src\/(ui|platform)\//.test(to)) return `${path} is ui and imports ${to}`
  if (!from || !into || from === into) return undefined
  if (to !== `src/features/${into}/index.ts`) return `${path} imports ${to} past the door of ${into}`
  if (!slices.find(({ name }) => name === from)?.needs.includes(into))
    return `${path} imports ${into}, which ${from} does not need`
  return undefined
}

/** Actual imports equal `needs`, and `needs` names only slices that come earlier: no cycle is possible. */
function needsFaults(code: Source[], slices: Slice[]): string[] {
  return slices.flatMap(({ name, needs }, i) => {
    const imported = new Set(code.filter(({ path }) => sliceOf(path) === name).flatMap(({ imports }) => imports.map(sliceOf)))
    const idle = needs.filter((need) => !imported.has(need)).map((need) => `${name} needs ${need} but imports nothing of it`)
    const later = needs
      .filter((need) => !slices.slice(0, i).some((slice) => slice.name === need))
      .map((need) => `${name} needs ${need}, which is not earlier in the list`)
    return [...idle, ...later]
  })
}

type FileRule = { says: string; of: RegExp; but?: RegExp; breaks(file: Source): boolean }

/** What a file of a kind may not do, by its path and its text. */
const FILE_RULES: FileRule[] = [
  { says: 'has a name that says nothing', of: /\/(utils|helpers|common|shared|types)(\/|\.tsx?$)/, breaks: () => true },
  { says: `is longer than ${LONGEST_FILE} lines`, of: /\.tsx?$/, breaks: ({ text }) => text.split('\n').length > LONGEST_FILE },
  {
    says: 'is ui and takes more than types of the platform',
    of: /^src\/ui\/.*\.tsx?$/,
    breaks: ({ text }) => /^import (?!type\b)[^'"]*['"][^'"]*platform\/(?!i18n\/)/m.test(text),
  },
  {
    says: 'reaches a slice past its door',
    of: /^src\/[^/]+\.ts$/,
    but: /^src\/features\.ts$/,
    breaks: ({ imports }) => imports.some((to) => to.startsWith('src/features/') && !to.endsWith('/index.ts')),
  },
  { says: 'has a default export', of: /\.tsx?$/, breaks: ({ text }) => /^export default/m.test(text) },
  {
    says: 'touches the DOM outside an island',
    of: /features\/.*\.tsx?$/,
    but: /\.island\.tsx?$|\/island\//,
    breaks: ({ text }) => /\b(document|window)\.\w/.test(text),
  },
  { says: 'is a page and waits for something', of: /\.page\.tsx$/, breaks: ({ text }) => /\b(await|async)\b/.test(text) },
  {
    says: 'is domain code and knows HTTP or pages',
    of: /\/(rules|commands|queries)(\.ts|\/)/,
    breaks: ({ imports }) => imports.some((to) => /^src\/(platform\/http|ui)\//.test(to)),
  },
  {
    says: 'is rules and has a clock or a database',
    of: /\/rules\.ts$/,
    breaks: ({ text }) => /new Date\(\)|Date\.now\(\)|#platform\/db/.test(text),
  },
  {
    says: 'reaches for the pool',
    of: /features\/.*\.tsx?$/,
    breaks: ({ text }) => /\bfrom 'pg'|from 'pg-boss'|openDatabase|\.pool\b/.test(text),
  },
]

function fileFaults(file: Source): string[] {
  const { path } = file
  return FILE_RULES.filter(({ of, but, breaks }) => of.test(path) && !but?.test(path) && breaks(file)).map(
    ({ says }) => `${path} ${says}`,
  )
}

/** A slice is a flat folder of known roles, with a README, and not endless. */
function sizeFaults(code: Source[], slices: Slice[]): string[] {
  return slices.flatMap(({ name }) => {
    const files = code.filter(({ path }) => sliceOf(path) === name)
    const lines = files.filter(({ path }) => /\.tsx?$/.test(path)).reduce((sum, { text }) => sum + text.split('\n').length, 0)
    const missing = ROLES.required.filter((role) => !files.some(({ path }) => path === `src/features/${name}/${role}`))
    const readme = files.find(({ path }) => path === `src/features/${name}/README.md`)?.text.split('\n').length ?? 0
    return [
      ...missing.map((role) => `${name} has no ${role}`),
      ...(lines > LONGEST_SLICE ? [`${name} has more than ${LONGEST_SLICE} lines`] : []),
      ...(readme > 41 ? [`the README of ${name} has more than 40 lines`] : []),
      ...files
        .filter(
          ({ path }) =>
            new RegExp(`^src/features/${name}/[^/]+/`).test(path) &&
            !ROLES.folders.some((folder) => path.startsWith(`src/features/${name}/${folder}/`)),
        )
        .map(({ path }) => `${path} stands in a folder that is no role`),
    ]
  })
}

/** A slice writes its own tables alone. The compiler sees queries; this sees raw SQL and migrations. */
function tableFaults(code: Source[]): string[] {
  const owners = new Map<string, string>()
  for (const { path, text } of code) {
    for (const [, table] of path.endsWith('.sql') ? text.matchAll(/create table (\w+)/g) : []) owners.set(table!, sliceOf(path)!)
  }
  const writes = /\b(?:insert into|update|delete from|truncate|alter table|insertInto\(|updateTable\(|deleteFrom\()\s*['"]?(\w+)/g
  return code.flatMap(({ path, text }) => {
    const slice = sliceOf(path)
    const written = slice ? [...text.matchAll(writes)].map(([, table]) => table!) : []
    return written
      .filter((table) => owners.has(table) && owners.get(table) !== slice)
      .map((table) => `${path} writes ${table}, which ${owners.get(table)} owns`)
  })
}

/** Words for people stand in messages: pages and parts hold none. */
function textFaults({ path, text }: Source): string[] {
  if (!/\.(page\.tsx|island\.tsx?)$/.test(path)) return []
  const { program } = parseSync(path, text)
  const words = [...jsonOf(program).matchAll(/"type":"JSXText","value":"([^"]*)"/g)].map(([, words]) =>
    words!.replace(/\\n/g, '').trim(),
  )
  return words.filter((word) => /\p{L}/u.test(word)).map((word) => `${path} says «${word}» itself, outside messages`)
}

/** A syntax tree as text. A literal such as `1n` has a value that JSON does not know. */
function jsonOf(program: object): string {
  return JSON.stringify(program, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
}
