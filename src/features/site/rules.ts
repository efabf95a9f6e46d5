import type { AreaId, AreaMap } from '#territories'
import type { Shape } from '#ui/picture'

/** Below this a figure by place could point at a person. */
export const FEWEST_SHOWN = 5

type Named = { id: AreaId; name: string }

/** Shades the departments: the fullest fifth darkest. Those with too few are left blank, whatever the others hold. */
export function shadeAreas(map: AreaMap, areas: Named[], byArea: Map<AreaId, number>, write: (n: number | null) => string): Shape[] {
  const shown = areas.filter(({ id }) => id in map.paths)
  const counts = shown.map(({ id }) => byArea.get(id) ?? 0).filter((n) => n >= FEWEST_SHOWN)
  const sorted = counts.toSorted((a, b) => a - b)
  return shown.map(({ id, name }) => {
    const n = byArea.get(id) ?? 0
    const few = n < FEWEST_SHOWN
    return { id, name, path: map.paths[id]!, value: write(few ? null : n), shade: few ? 0 : shadeOf(n, sorted) }
  })
}

function shadeOf(n: number, sorted: number[]): Shape['shade'] {
  const below = sorted.findIndex((other) => other >= n)
  return (1 + Math.floor((5 * below) / sorted.length)) as Shape['shade']
}

export type Day = { day: string; n: number }

/** From new supporters a day to supporters in all. */
export function cumulate(days: Day[]): Day[] {
  let total = 0
  return days.map(({ day, n }) => ({ day, n: (total += n) }))
}

/** Departments of France with at least one supporter. */
export function countDepartments(byArea: Map<AreaId, number>): number {
  return [...byArea].filter(([id, n]) => id.startsWith('FR-') && n > 0).length
}
