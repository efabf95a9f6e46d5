import { tellCounts } from '#platform/figures/telling'
import type { AreaId, frenchMap } from '#territories'

type AreaMap = ReturnType<typeof frenchMap>

type Named = { id: AreaId; name: string }

/** `n`: the step of five that it has reached; null: not told. Shades go from 1, the emptiest fifth, to 5. */
export type ShadedArea = Named & { path: string; n: number | null; shade: 0 | 1 | 2 | 3 | 4 | 5 }

/** Shades the departments by what may be told of them: the fullest fifth darkest. The others are left blank, whatever they hold. */
export function shadeAreas(map: Pick<AreaMap, 'paths'>, areas: Named[], byArea: Map<AreaId, number>): ShadedArea[] {
  const shown = areas.filter(({ id }) => id in map.paths)
  const told = tellCounts(shown.map(({ id }) => byArea.get(id) ?? 0))
  const sorted = told.filter((n) => n !== null).toSorted((a, b) => a - b)
  return shown.map(({ id, name }, at) => {
    const n = told[at] ?? null
    return { id, name, path: map.paths[id]!, n, shade: n === null ? 0 : shadeOf(n, sorted) }
  })
}

function shadeOf(n: number, sorted: number[]): ShadedArea['shade'] {
  const below = sorted.findIndex((other) => other >= n)
  // One to five, since at least one is not below.
  return (1 + Math.floor((5 * below) / sorted.length)) as ShadedArea['shade']
}

export type Day = { day: string; n: number }

/** From new supporters a day to supporters in all. */
export function cumulate(days: Day[]): Day[] {
  let total = 0
  return days.map(({ day, n }) => ({ day, n: (total += n) }))
}

/** Departments that are told of. */
export function countTold(areas: Pick<ShadedArea, 'n'>[]): number {
  return areas.filter(({ n }) => n !== null).length
}

/** Towns with supporters, where there are any; null where there are no more than departments that are told of: then it would tell that nobody is in the others. */
export function placesTold(places: number, areas: Pick<ShadedArea, 'n'>[]): number | null {
  return places === 0 || places > countTold(areas) || areas.every(({ n }) => n !== null) ? places : null
}
