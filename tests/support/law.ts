import type { Domain } from '../../src/platform/app.ts'
import { fileFaults, sizeFaults, tableFaults, textFaults } from './law-of-files.ts'
import { domainOf, roomOf, type Source } from './tree.ts'

/** What the law reads of a domain: the order of its rooms and the domains it needs. */
export type Cut = Pick<Domain, 'name' | 'needs'> & { rooms: string[] }

/** Most names that a door publishes to other domains, and all doors together. Who needs more, has cut in the wrong place. */
const DOORS = { people: 40, others: 25, all: 175 }

export const cutOf = ({ name, needs, rooms }: Domain): Cut => ({ name, needs, rooms: Object.keys(rooms) })

/** Everything in the tree that breaks the law, one sentence each. */
export function faults(tree: Source[], cuts: Cut[]): string[] {
  const code = tree.filter(({ path }) => !/\.test\.tsx?$/.test(path))
  const rooms = cuts.flatMap(({ name, rooms }) => rooms.map((room) => `${name}/${room}`))
  return [
    ...code.flatMap((file) => importFaults(file, cuts)),
    ...roomFaults(code, rooms),
    ...needsFaults(code, cuts),
    ...doorFaults(code, cuts),
    ...code.flatMap(fileFaults),
    ...sizeFaults(code, rooms),
    ...tableFaults(code),
    ...code.flatMap(textFaults),
  ]
}

function importFaults({ path, imports }: Source, cuts: Cut[]): string[] {
  return imports.filter((to) => to.startsWith('src/')).flatMap((to) => importFault(path, to, cuts) ?? [])
}

function importFault(path: string, to: string, cuts: Cut[]): string | undefined {
  if (path.startsWith('src/platform/') && !to.startsWith('src/platform/')) return `${path} is platform and imports ${to}`
  if (path.startsWith('src/ui/') && !/^src\/(ui|platform)\//.test(to)) return `${path} is ui and imports ${to}`
  const [from, into] = [domainOf(path), domainOf(to)]
  if (!from || !into) return undefined
  const cut = cuts.find(({ name }) => name === from)
  if (from === into) return roomFault(path, to, cut?.rooms ?? [])
  if (to !== `src/features/${into}/index.ts`) return `${path} imports ${to} past the door of ${into}`
  return cut?.needs.includes(into) ? undefined : `${path} imports ${into}, which ${from} does not need`
}

/** Inside a domain: through the doors of rooms that come earlier; the plug takes plugs, the door takes doors. */
function roomFault(path: string, to: string, order: string[]): string | undefined {
  const [from, into] = [roomOf(path), roomOf(to)]
  if (from === into) return undefined
  if (!into) return `${path} imports the door of its own domain`
  const file = to.slice(`src/features/${into}/`.length)
  if (!from)
    return file === (path.endsWith('/domain.ts') ? 'feature.ts' : 'index.ts')
      ? undefined
      : `${path} reaches past the door of ${into}`
  if (file !== 'index.ts') return `${path} imports ${to} past the door of ${into}`
  const rank = (room: string) => order.indexOf(room.split('/')[1]!)
  return rank(into) < rank(from) ? undefined : `${path} imports ${into}, which is not earlier than ${from}`
}

/** Folders and plugs agree. */
function roomFaults(code: Source[], rooms: string[]): string[] {
  const found = new Set(code.flatMap(({ path }) => roomOf(path) ?? []))
  return [
    ...[...found].filter((room) => !rooms.includes(room)).map((room) => `${room} is a folder and no room of its domain`),
    ...rooms.filter((room) => !found.has(room)).map((room) => `${room} is a room without a folder`),
  ]
}

/** Actual imports equal `needs`, and `needs` names only domains that come earlier: no circle is possible. */
function needsFaults(code: Source[], cuts: Cut[]): string[] {
  return cuts.flatMap(({ name, needs }, i) => {
    const imported = new Set(code.filter(({ path }) => domainOf(path) === name).flatMap(({ imports }) => imports.map(domainOf)))
    const idle = needs.filter((need) => !imported.has(need)).map((need) => `${name} needs ${need} but imports nothing of it`)
    const later = needs
      .filter((need) => !cuts.slice(0, i).some((cut) => cut.name === need))
      .map((need) => `${name} needs ${need}, which is not earlier in the list`)
    return [...idle, ...later]
  })
}

/** Names that a domain takes from the doors of others, by whose door it is. */
export function crossings(code: Source[], cuts: Cut[]): Map<string, Map<string, Set<string>>> {
  const found = new Map(cuts.map(({ name }) => [name, new Map<string, Set<string>>()]))
  for (const { path, names } of code.filter(({ path }) => !/\.test\.tsx?$/.test(path)))
    for (const { to, name } of names) {
      const [from, into] = [domainOf(path) ?? 'program', domainOf(to)]
      const door = into && into !== from && name ? found.get(into) : undefined
      door?.set(name, (door.get(name) ?? new Set()).add(from))
    }
  return found
}

/** A door is narrow, and says each name. */
function doorFaults(code: Source[], cuts: Cut[]): string[] {
  const sizes = cuts.map(({ name }) => ({
    name,
    size: publishedBy(code, name).size,
    most: name === 'people' ? DOORS.people : DOORS.others,
  }))
  const all = sizes.reduce((sum, { size }) => sum + size, 0)
  return [
    ...sizes
      .filter(({ size, most }) => size > most)
      .map(({ name, size, most }) => `the door of ${name} publishes ${size} names, ${most} at most`),
    ...(all > DOORS.all ? [`doors publish ${all} names, ${DOORS.all} at most`] : []),
    ...code
      .filter(({ path, text }) => /^src\/features\/[^/]+(\/[^/]+)?\/index\.ts$/.test(path) && /^export \*/m.test(text))
      .map(({ path }) => `${path} publishes all of a file`),
  ]
}

function publishedBy(code: Source[], domain: string): Set<string> {
  const door = code.find(({ path }) => path === `src/features/${domain}/index.ts`)
  return new Set(door?.names.flatMap(({ name }) => name || []))
}
