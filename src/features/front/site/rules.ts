import type { AreaId, frenchMap } from '#territories'

type AreaMap = ReturnType<typeof frenchMap>

/** Below this a figure by place could point at a person. */
export const FEWEST_SHOWN = 5

type Named = { id: AreaId; name: string }

/** `n` null: too few to be shown. Shades go from 1, the emptiest fifth, to 5. */
export type ShadedArea = Named & { path: string; n: number | null; shade: 0 | 1 | 2 | 3 | 4 | 5 }

/** Shades the departments: the fullest fifth darkest. Those with too few are left blank, whatever the others hold. */
export function shadeAreas(map: Pick<AreaMap, 'paths'>, areas: Named[], byArea: Map<AreaId, number>): ShadedArea[] {
  const shown = areas.filter(({ id }) => id in map.paths)
  const counts = shown.map(({ id }) => byArea.get(id) ?? 0).filter((n) => n >= FEWEST_SHOWN)
  const sorted = counts.toSorted((a, b) => a - b)
  return shown.map(({ id, name }) => {
    const n = byArea.get(id) ?? 0
    const few = n < FEWEST_SHOWN
    return { id, name, path: map.paths[id]!, n: few ? null : n, shade: few ? 0 : shadeOf(n, sorted) }
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

/** Departments of France with at least one supporter. */
export function countDepartments(byArea: Map<AreaId, number>): number {
  return [...byArea].filter(([id, n]) => id.startsWith('FR-') && n > 0).length
}
