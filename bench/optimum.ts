import loadHighs from 'highs'
import type { Place } from '../src/platform/clustering/groups.ts'

const distance = (a: Place, b: Place) => Math.hypot(a.x - b.x, a.y - b.y)

/** What the cheapest cutting into so many groups costs, by a solver of mixed integer programmes: the capacitated p-median problem as it stands in books. */
export async function optimalGroups(places: Place[], count: number, { min, max }: { min: number; max: number }): Promise<number> {
  const highs = await loadHighs()
  const all = places.map((_, i) => i)
  const x = (i: number, j: number) => `x${i}_${j}`
  const into = (j: number) => all.map((i) => x(i, j)).join(' + ')
  const goal = all.flatMap((i) => all.map((j) => `${distance(places[i]!, places[j]!).toFixed(6)} ${x(i, j)}`)).join(' + ')
  const rules = [
    ...all.map((i) => `${all.map((j) => x(i, j)).join(' + ')} = 1`),
    `${all.map((j) => x(j, j)).join(' + ')} = ${count}`,
    ...all.flatMap((i) => all.filter((j) => j !== i).map((j) => `${x(i, j)} - ${x(j, j)} <= 0`)),
    ...all.map((j) => `${into(j)} - ${max} ${x(j, j)} <= 0`),
    ...all.map((j) => `${into(j)} - ${min} ${x(j, j)} >= 0`),
  ]
  const programme = `Minimize\n ${goal}\nSubject To\n${rules.map((rule, r) => ` c${r}: ${rule}`).join('\n')}\nBinary\n ${all.flatMap((i) => all.map((j) => x(i, j))).join(' ')}\nEnd`
  const solved = highs.solve(programme, { mip_rel_gap: 0 })
  if (solved.Status !== 'Optimal') throw new Error(`Not solved: ${solved.Status}`)
  return solved.ObjectiveValue
}
