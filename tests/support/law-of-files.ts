import { parseSync } from 'oxc-parser'
import { jsonOf, roomOf, type Source } from './tree.ts'

/** Longest source file and longest room, in lines. */
const LONGEST_FILE = 300
const LONGEST_ROOM = 2500

/** What every room has, and the only folders that it may have: a role that outgrew one file. */
const ROLES = {
  required: ['README.md', 'feature.ts', 'texts.ts'],
  folders: ['migrations', 'messages', 'data', 'commands', 'queries', 'routes', 'rules', 'island'],
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
    says: 'reaches a domain past its door',
    of: /^src\/[^/]+\.ts$/,
    but: /^src\/features\.ts$/,
    breaks: ({ imports }) => imports.some((to) => /^src\/features\//.test(to) && !/^src\/features\/[^/]+\/index\.ts$/.test(to)),
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
    of: /\/rules(\.ts$|\/)/,
    breaks: ({ text }) => /new Date\(\)|Date\.now\(\)|#platform\/db/.test(text),
  },
  {
    says: 'reaches for the pool',
    of: /features\/.*\.tsx?$/,
    breaks: ({ text }) => /\bfrom 'pg'|from 'pg-boss'|openDatabase|\.pool\b/.test(text),
  },
]

export function fileFaults(file: Source): string[] {
  const { path } = file
  return FILE_RULES.filter(({ of, but, breaks }) => of.test(path) && !but?.test(path) && breaks(file)).map(
    ({ says }) => `${path} ${says}`,
  )
}

/** A room is a flat folder of known roles, with a README, and not endless. */
export function sizeFaults(code: Source[], rooms: string[]): string[] {
  return rooms.flatMap((room) => {
    const files = code.filter(({ path }) => roomOf(path) === room)
    const lines = files.filter(({ path }) => /\.tsx?$/.test(path)).reduce((sum, { text }) => sum + text.split('\n').length, 0)
    const missing = ROLES.required.filter((role) => !files.some(({ path }) => path === `src/features/${room}/${role}`))
    const readme = files.find(({ path }) => path === `src/features/${room}/README.md`)?.text.split('\n').length ?? 0
    return [
      ...missing.map((role) => `${room} has no ${role}`),
      ...(lines > LONGEST_ROOM ? [`${room} has ${lines} lines, ${LONGEST_ROOM} at most`] : []),
      ...(readme > 41 ? [`the README of ${room} has more than 40 lines`] : []),
      ...files.filter(({ path }) => isStray(path, room)).map(({ path }) => `${path} stands in a folder that is no role`),
    ]
  })
}

function isStray(path: string, room: string): boolean {
  const [folder, below] = path.slice(`src/features/${room}/`.length).split('/')
  return below !== undefined && !ROLES.folders.includes(folder!)
}

/** Which room each table is of: the one that made it, or that took it over since (`comment on table`), without a row being moved. */
export function ownersOf(code: Source[]): Map<string, string> {
  const tables = (verb: RegExp) =>
    code
      .filter(({ path }) => path.endsWith('.sql'))
      .flatMap(({ path, text }) => [...text.matchAll(verb)].map(([, table]) => [table!, roomOf(path)!] as const))
  return new Map([...tables(/create table (\w+)/g), ...tables(/comment on table (\w+)/g)])
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)

/** A room writes its own tables alone. The compiler sees queries; this sees raw SQL, and migrations as of their day. */
export function tableFaults(code: Source[]): string[] {
  const today = ownersOf(code)
  const ownersAt = (path: string) =>
    path.endsWith('.sql') ? ownersOf(code.filter((other) => nameOf(other.path) <= nameOf(path))) : today
  const writes =
    /\b(?:insert into|update|delete from|truncate|alter table|insertInto\(|updateTable\(|deleteFrom\(|copyRows\(tx,)\s*['"]?(\w+)/g
  return code.flatMap(({ path, text }) => {
    const room = roomOf(path)
    const written = room ? [...text.matchAll(writes)].map(([, table]) => table!) : []
    const owners = written.length > 0 ? ownersAt(path) : today
    return written
      .filter((table) => owners.has(table) && owners.get(table) !== room)
      .map((table) => `${path} writes ${table}, which ${owners.get(table)} owns`)
  })
}

/** Words for people stand in messages: pages and parts hold none. */
export function textFaults({ path, text }: Source): string[] {
  if (!/\.(page\.tsx|island\.tsx?)$/.test(path)) return []
  const { program } = parseSync(path, text)
  const words = [...jsonOf(program).matchAll(/"type":"JSXText","value":"([^"]*)"/g)].map(([, words]) =>
    words!.replace(/\\n/g, '').trim(),
  )
  return words.filter((word) => /\p{L}/u.test(word)).map((word) => `${path} says «${word}» itself, outside messages`)
}
