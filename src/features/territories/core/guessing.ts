import type { Atlas, Town } from './atlas.ts'
import { likeness } from './likeness.ts'
import { comparable, type Typed, withoutArea } from './typed.ts'
import { factsOf } from './understanding.ts'

/** Towns that what was typed may mean: the likeliest of the code, of the name, and of the code again, then what resembles them. */
export function guess(atlas: Atlas, typed: Typed, limit: number): Town[] {
  const { parts, near, named, coded } = factsOf(atlas, typed)
  const abroad = parts.name === '' ? [] : atlas.abroad(parts.country, parts.name)
  const name = comparable(withoutArea(parts.name))
  const like = (town: Town) => Math.max(...atlas.namesOf(town).map((one) => likeness(name, one)))
  const alike = name === '' ? near : near.toSorted((a, b) => like(b) - like(a))
  const bare = named.length > 0 || parts.area === '' ? named : atlas.named(parts.country, withoutArea(parts.name))
  const first = [alike[0], ...bare.slice(0, 1), ...abroad.slice(0, 1)].filter((one) => one !== undefined)
  const resembling = name === '' ? [] : atlas.search(parts.country, name, limit)
  const all = [...first, ...alike, ...bare, ...coded, ...abroad, ...resembling]
  return [...new Map(all.map((town) => [town.id, town])).values()].slice(0, limit)
}
