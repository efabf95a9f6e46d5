import type { Written } from '#platform/db/handover'
import { namesOf } from '../fields/index.ts'
import { areaOf } from './rules.ts'
import type { PersonId } from './tables.ts'

/** Whose value stands after a merge. */
export type Side = 'keep' | 'drop'

/**
 * What becomes of each column of `person` when two become one.
 * chosen: the side that somebody chose, else the kept one if it has a value · together: like the column named, chosen with it
 * · earliest, latest: of the two · either: set when one has it · union: both, the kept one first · own: the kept one's
 * · made: worked out again.
 */
export type Strategy = 'chosen' | `with ${string}` | 'earliest' | 'latest' | 'either' | 'union' | 'own' | 'made'

/** A field that is declared: with her address, or by itself. */
const DECLARED = [
  ...namesOf('where').map((name): [string, Strategy] => [name, 'with place_id']),
  ...namesOf('who').map((name): [string, Strategy] => [name, 'chosen']),
]

export const STRATEGIES: Record<string, Strategy> = {
  ...Object.fromEntries(DECLARED),
  id: 'own',
  given_name: 'chosen',
  family_name: 'with given_name',
  locale: 'chosen',
  country: 'with place_id',
  postal_code: 'with place_id',
  place_id: 'chosen',
  town: 'with place_id',
  department_id: 'with place_id',
  // Her number in her area goes with where she lives and since when.
  area_rank: 'made',
  confirmed_on: 'earliest',
  origin: 'own',
  origin_label: 'own',
  agreed: 'made',
  agreed_mask: 'made',
  custom: 'union',
  recruited_by: 'chosen',
  // The protective state of either counts.
  restricted_at: 'either',
  paused_until: 'latest',
  sort_name: 'made',
  created_at: 'earliest',
  updated_at: 'made',
}

/** A row of `person` as the database writes it in JSON: days and moments as texts. Named here: what a merge looks at. */
export type PersonWritten = Written & {
  id: PersonId
  given_name: string
  family_name: string | null
  country: string
  place_id: string | null
  department_id: string | null
  area_rank: number | null
  confirmed_on: string | null
  recruited_by: PersonId | null
  restricted_at: string | null
  paused_until: string | null
}

export type Pair = { keep: PersonWritten; drop: PersonWritten }

/** The kept record after the merge: all but what is made again as its strategy says. */
export function merged(pair: Pair, choices: Record<string, Side>): PersonWritten {
  const picked = mergedNames().map((name) => [name, pick(name, pair, choices)])
  return { ...pair.keep, ...Object.fromEntries(picked) }
}

/** Columns that a merge may change, but for what is made again. */
export function mergedNames(): string[] {
  return Object.keys(STRATEGIES).filter((name) => STRATEGIES[name] !== 'made' && STRATEGIES[name] !== 'own')
}

function pick(name: string, { keep, drop }: Pair, choices: Record<string, Side>): unknown {
  const strategy = STRATEGIES[name]!
  const [mine, other] = [keep[name], drop[name]]
  if (strategy === 'union') return { ...Object(other), ...Object(mine) }
  if (strategy === 'either') return mine ?? other
  if (strategy === 'earliest' || strategy === 'latest') {
    if (mine === null || other === null) return mine ?? other
    return String(mine) < String(other) === (strategy === 'earliest') ? mine : other
  }
  const lead = strategy.startsWith('with ') ? strategy.slice('with '.length) : name
  return choices[lead] === 'keep' || (!choices[lead] && hasValue(keep[lead])) ? mine : other
}

const hasValue = (value: unknown) => value !== null && value !== ''

/** Her number in her area: that of the record that has been there longest. */
export function rankOf({ keep, drop }: Pair, after: PersonWritten): number | null {
  if (after.confirmed_on === null) return null
  const ranks = [keep, drop].filter((row) => areaOf(row) === areaOf(after)).flatMap(({ area_rank }) => area_rank ?? [])
  return ranks.length > 0 ? Math.min(...ranks) : (keep.area_rank ?? drop.area_rank)
}
