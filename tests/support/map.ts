import { readFileSync } from 'node:fs'
import type { Domain, Feature } from '../../src/platform/app.ts'
import { crossings, cutOf } from './law.ts'
import { ownersOf } from './law-of-files.ts'
import { roomOf, type Source } from './tree.ts'

const MARKERS = /(<!-- map -->\n)[\s\S]*?(<!-- \/map -->)/

/** ARCHITECTURE.md with the map of today between its two markers. */
export function withMap(domains: Domain[], tree: Source[]): string {
  return readFileSync('ARCHITECTURE.md', 'utf8').replace(MARKERS, `$1${drawn(domains, tree)}\n\n${listed(domains, tree)}\n$2`)
}

/** Domains as boxes, the lowest at the bottom; an arrow says how many names of a door are used. */
function drawn(domains: Domain[], tree: Source[]): string {
  const crossing = crossings(tree, domains.map(cutOf))
  const boxes = domains.map(({ name, rooms }) => `  ${name}["<b>${name}</b><br/>${Object.keys(rooms).join(' · ')}"]`)
  const arrows = domains.toReversed().flatMap(({ name, needs }) =>
    needs.toReversed().map((need) => {
      const count = [...crossing.get(need)!.values()].filter((users) => users.has(name)).length
      return `  ${name} -->|${count}| ${need}`
    }),
  )
  return ['```mermaid', 'flowchart TD', ...boxes, ...arrows, '```'].join('\n')
}

function listed(domains: Domain[], tree: Source[]): string {
  const rows = domains.flatMap(({ name, rooms }) =>
    Object.entries(rooms).map(([room, feature]) => row(name, room, { feature, tree })),
  )
  return ['| room | owns | knows | tables |', '|---|---|---|---|', ...rows].join('\n')
}

function row(domain: string, room: string, { feature, tree }: { feature: Feature; tree: Source[] }): string {
  const path = `${domain}/${room}`
  const files = tree.filter((file) => roomOf(file.path) === path && !/\.test\.tsx?$/.test(file.path))
  const doors = new Set(files.flatMap(({ imports }) => imports.flatMap((to) => doorOf(to, path))))
  const tables = [...ownersOf(tree)].flatMap(([table, owner]) => (owner === path ? table : []))
  return `| [${path}](src/features/${path}) | ${feature.owns} | ${[...doors].toSorted().join(', ') || '–'} | ${names(tables)} |`
}

/** How the map calls a door: a domain by its name in capitals, a room of the same domain by its own. */
function doorOf(to: string, from: string): string[] {
  const [, domain, room] = /^src\/features\/([^/]+)\/(?:([^/]+)\/)?index\.ts$/.exec(to) ?? []
  if (!domain || `${domain}/${room}` === from) return []
  return [room ?? `**${domain}**`]
}

const names = (list: string[]) => list.map((name) => `\`${name}\``).join(', ') || '–'
