import { type Atlas, atlasOf, type AtlasFiles, type Town } from './atlas.ts'
import { guess } from './guessing.ts'
import { type Typed, type Understood, understand } from './understanding.ts'

export type { Town }

/** Towns by id, postal code and name, in memory: about 0.2 ms a search, and no query for a form that a crowd fills in. */
export type Gazetteer = Pick<
  Atlas,
  'find' | 'identified' | 'withPostalCode' | 'inCountry' | 'countries' | 'knowsPostalCodes' | 'named' | 'meant' | 'search'
> & {
  /** What a country, a code and a name mean together, as people write them. Nobody is placed by luck: of facts that exclude each other comes no place. */
  understand(typed: Typed): Understood
  /** Towns that what was not understood may mean, the likeliest first. */
  guesses(typed: Typed, limit: number): Town[]
}

export function createGazetteer(files: AtlasFiles): Gazetteer {
  const atlas = atlasOf(files)
  return { ...atlas, understand: (typed) => understand(atlas, typed), guesses: (typed, limit) => guess(atlas, typed, limit) }
}
