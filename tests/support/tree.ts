import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative, resolve } from 'node:path'
import { parseSync } from 'oxc-parser'

/** A name that a file takes from another. `*` where it takes all. */
type Taken = { to: string; name: string }

/** A file of the tree: where it stands, what it says, what it imports and by which names. */
export type Source = { path: string; text: string; imports: string[]; names: Taken[] }

/** Reads every source file below `root/src`, paths as from `root`. */
export function readTree(root: string): Source[] {
  return readdirSync(join(root, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => `src/${file.replaceAll('\\', '/')}`)
    .filter((path) => /\.(tsx?|sql|md)$/.test(path))
    .map((path) => source(path, readFileSync(join(root, path), 'utf8')))
}

export function source(path: string, text: string): Source {
  const names = /\.tsx?$/.test(path) ? namesOf(path, text) : []
  return { path, text, names, imports: [...new Set(names.map(({ to }) => to))] }
}

/** What a file imports, as paths from the root; packages keep their names. */
function namesOf(path: string, text: string): Taken[] {
  const { module, program } = parseSync(path, text)
  const imported = module.staticImports.flatMap(({ moduleRequest, entries }) => [
    { to: moduleRequest.value, name: '' },
    ...entries.map(({ importName }) => ({ to: moduleRequest.value, name: importName.name ?? '*' })),
  ])
  const exported = module.staticExports.flatMap(({ entries }) =>
    entries.flatMap(({ moduleRequest, importName }) =>
      moduleRequest ? [{ to: moduleRequest.value, name: importName.name ?? '*' }] : [],
    ),
  )
  const dynamic = [...jsonOf(program).matchAll(/"type":"ImportExpression","source":\{"type":"Literal","value":"([^"]+)"/g)].map(
    ([, to]) => ({ to: to!, name: '*' }),
  )
  return [...imported, ...exported, ...dynamic].map(({ to, name }) => ({ to: place(path, to), name }))
}

function place(from: string, name: string): string {
  if (name.startsWith('.')) return relative('.', resolve(dirname(from), name))
  const inside = /^#(platform|ui)\/(.+)$/.exec(name)
  if (inside) return `src/${inside[1]}/${inside[2]}`
  return name.startsWith('#') ? `src/features/${name.slice(1)}/index.ts` : name
}

/** The domain that a file stands in. */
export const domainOf = (path: string) => /^src\/features\/([^/]+)\//.exec(path)?.[1]
/** `domain/room`, or undefined for the door and the plug of a domain. */
export const roomOf = (path: string) => /^src\/features\/([^/]+\/[^/]+)\//.exec(path)?.[1]

/** A syntax tree as text. A literal such as `1n` has a value that JSON does not know. */
export function jsonOf(program: object): string {
  return JSON.stringify(program, (_key, value: unknown) => (typeof value === 'bigint' ? String(value) : value))
}
