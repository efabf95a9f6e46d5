import { normalise } from '#platform/text/normalise'
import type { Aliases } from './aliases.ts'
import type { Area } from './files.ts'
import type { Places } from './places.ts'
import { push } from './search.ts'

/** Towns that people in other countries speak of. Inhabitants. */
const SPOKEN_OF = 15_000

/** The towns of all countries that strangers know by a name, as `normalise` writes it; positions, most peopled first. Made when it is first asked. */
export function foreignIndex(files: { places: Places; aliases: Aliases }, areas: Area[]): (name: string) => number[] {
  let index: Map<string, number[]> | undefined
  return (name) => (index ??= indexOf(files, areas)).get(name) ?? []
}

function indexOf({ places, aliases }: { places: Places; aliases: Aliases }, areas: Area[]): Map<string, number[]> {
  const index = new Map<string, number[]>()
  const population = new Map<number, number>()
  for (const { id: country } of areas.filter(({ kind }) => kind === 'country')) {
    const others = Map.groupBy(aliases.ofCountry(country), ({ place_id }) => place_id)
    const [from, to] = places.ofCountry(country)
    for (let position = from; position < to; position++) {
      if (places.populationAt(position) < SPOKEN_OF) continue
      const town = places.at(position)
      population.set(position, town.population)
      const names = [town.name, ...(others.get(town.id) ?? []).flatMap((alias) => (alias.span ? [] : alias.names))]
      for (const name of new Set(names.map(normalise))) push(index, name, position)
    }
  }
  for (const towns of index.values()) towns.sort((a, b) => population.get(b)! - population.get(a)!)
  return index
}
