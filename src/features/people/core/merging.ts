/** Whose value stands after a merge. */
export type Side = 'keep' | 'drop'

/**
 * What becomes of each column of `person` when two become one.
 * chosen: the side that somebody chose, else the kept one if it has a value · together: like the column named, chosen with it
 * · earliest, latest: of the two · either: set when one has it · union: both, the kept one first · own: the kept one's
 * · made: worked out again.
 */
export type Strategy = 'chosen' | `with ${string}` | 'earliest' | 'latest' | 'either' | 'union' | 'own' | 'made'

export const STRATEGIES: Record<string, Strategy> = {
  id: 'own',
  given_name: 'chosen',
  family_name: 'with given_name',
  locale: 'chosen',
  country: 'with place_id',
  postal_code: 'with place_id',
  place_id: 'chosen',
  town: 'with place_id',
  department_id: 'with place_id',
  street: 'with place_id',
  // Her number in her area goes with where she lives and since when.
  area_rank: 'made',
  confirmed_on: 'earliest',
  born_on: 'chosen',
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

type Row = Record<string, unknown>

/** The fields of the kept record after the merge: only those that are not made again. */
export function mergedFields(keep: Row, drop: Row, choices: Record<string, Side>): Row {
  const pick = (name: string): unknown => {
    const strategy = STRATEGIES[name]!
    const lead = strategy.startsWith('with ') ? strategy.slice(5) : name
    if (strategy === 'chosen' || lead !== name) return sideOf(lead, keep, drop, choices)[name]
    const [mine, other] = [keep[name], drop[name]]
    if (strategy === 'union') return { ...(other as object), ...(mine as object) }
    if (strategy === 'either') return mine ?? other
    if (strategy === 'own' || mine === null || other === null) return mine ?? (strategy === 'own' ? mine : other)
    return String(mine) < String(other) === (strategy === 'earliest') ? mine : other
  }
  const names = Object.keys(STRATEGIES).filter((name) => STRATEGIES[name] !== 'made' && STRATEGIES[name] !== 'own')
  return Object.fromEntries(names.map((name) => [name, pick(name)]))
}

function sideOf(lead: string, keep: Row, drop: Row, choices: Record<string, Side>): Row {
  const chosen = choices[lead]
  if (chosen) return chosen === 'keep' ? keep : drop
  return keep[lead] === null || keep[lead] === '' ? drop : keep
}
