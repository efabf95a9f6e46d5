import { readFileSync } from 'node:fs'
import { type Half, proposalsFor, travelMinutes } from '../src/features/groups/splitting/rules.ts'
import { distanceKm } from '../src/platform/geo/points.ts'
import { groupsWithin, type Place } from '../src/platform/clustering/groups.ts'
import { seededRandom } from '../src/platform/text/random.ts'
import { type Benchmark, round, tell } from './report.ts'

/** Proposals for thirteen people, each checked against every way to cut. */
export const split13: Benchmark = async ({ quick }) => {
  const rounds = quick ? 40 : 200
  const times: number[] = []
  let optimal = 0
  for (let n = 0; n < rounds; n++) {
    const members = thirteen(n)
    const started = performance.now()
    const [best] = proposalsFor(members, { pins: [], wishes: [], keepLanguages: false }, { here: members[0]!.home, distanceKm })
    times.push(performance.now() - started)
    if (Math.abs(costOf(members, best!.move) - cheapest(members)) < 1e-6) optimal += 1
  }
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => round(sorted[Math.floor(share * (sorted.length - 1))]!)
  return {
    name: 'split-13',
    p50_ms: at(0.5),
    p95_ms: at(0.95),
    p99_ms: at(0.99),
    value: at(0.95),
    unit: 'ms (p95)',
    ceiling: null,
    ratio: null,
    queries: 0,
    lost: null,
    duplicates: null,
    note: `three proposals for 13 people; ${optimal} of ${rounds} first ones cost what the cheapest of all 4,096 ways costs`,
  }
}

/** Thirteen people of a town and its surroundings, the same for the same number. */
function thirteen(seed: number): Half[] {
  let state = seed * 2_654_435_761 + 1
  const random = () => (state = (state * 1_103_515_245 + 12_345) % 2_147_483_648) / 2_147_483_648
  return Array.from({ length: 13 }, (_, n): Half => ({
    person: `p${n}`,
    organises: n < 2,
    hosts: false,
    language: 'fr',
    home: { lng: 2 + random() / 2, lat: 46 + random() / 3 },
    dense: random() < 0.3,
  }))
}

/** What a cut costs, from its definition: minutes of travel to the best place of each half, and half a minute for each person more in one. */
function costOf(members: Half[], move: string[]): number {
  const places = [members[0]!.home, ...members.map(({ home }) => home)]
  const cost = (half: Half[]) =>
    Math.min(
      ...places.map((place) => half.reduce((sum, { home, dense }) => sum + travelMinutes(distanceKm(home, place), dense), 0)),
    )
  const away = members.filter(({ person }) => move.includes(person))
  const stay = members.filter(({ person }) => !move.includes(person))
  return cost(away) + cost(stay) + 0.5 * Math.abs(away.length - stay.length)
}

function cheapest(members: Half[]): number {
  const places = [members[0]!.home, ...members.map(({ home }) => home)]
  const minutes = members.map(({ home, dense }) => places.map((place) => travelMinutes(distanceKm(home, place), dense)))
  let best = Infinity
  for (let mask = 0; mask < 2 ** 12; mask++) {
    const side = members.map((_, n) => n > 0 && Math.floor(mask / 2 ** (n - 1)) % 2 === 1)
    const size = side.filter(Boolean).length
    if (size < 3 || size > 10 || !side[1]) continue
    const cost = (which: boolean) =>
      Math.min(...places.map((_, p) => minutes.reduce((sum, row, n) => sum + (side[n] === which ? row[p]! : 0), 0)))
    best = Math.min(best, cost(true) + cost(false) + 0.5 * Math.abs(13 - 2 * size))
  }
  return best
}

const BOUNDS = { min: 3, max: 12 }

/** Groups of 3 to 12 for 2,000 people of one department, by where people live in it: a thin one and a dense one. */
export const plan2000: Benchmark = async ({ quick }) => {
  const rounds = quick ? 3 : 10
  const times: number[] = []
  let outside = 0
  for (let n = 0; n < rounds; n++) {
    for (const department of ['FR-23', 'FR-69']) {
      const places = peopleOf(department, 2000, n)
      const started = performance.now()
      const { groups, cost } = groupsWithin(places, { bounds: BOUNDS, size: 9, random: seededRandom(n) })
      times.push(performance.now() - started)
      outside += groups.filter(({ length }) => length < BOUNDS.min || length > BOUNDS.max).length
      if (n === 0)
        tell(`${department}: ${groups.length} groups, ${round(cost / places.length)} km to the meeting place on average`)
    }
  }
  const { gap, solved } = await gapToOptimum()
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) => round(sorted[Math.floor(share * (sorted.length - 1))]!)
  return {
    name: 'plan-2000',
    value: at(0.95),
    unit: 'ms (p95)',
    p50_ms: at(0.5),
    p95_ms: at(0.95),
    p99_ms: at(0.99),
    ceiling: null,
    ratio: null,
    queries: 0,
    lost: outside,
    duplicates: null,
    note: `lost: groups outside 3 to 12; on ${solved} cuttings of 20 to 40 people at most ${round(100 * gap)} % above the optimum of HiGHS`,
  }
}

/** People of a department over its communes, as many in each as live there, in kilometres. */
function peopleOf(department: string, count: number, seed: number): Place[] {
  const lines = readFileSync('src/features/territories/core/data/places.tsv', 'utf8').split('\n')
  const communes = lines.map((line) => line.split('\t')).filter((cells) => cells[6] === department)
  const total = communes.reduce((sum, cells) => sum + Number(cells[3]), 0)
  const random = seededRandom(seed + 1)
  return Array.from({ length: count }, () => {
    let aim = random() * total
    const home = communes.find((cells) => (aim -= Number(cells[3])) < 0) ?? communes[0]!
    return { x: Number(home[4]) * 111.2 * Math.cos((46 * Math.PI) / 180), y: Number(home[5]) * 111.2 }
  })
}

/** How far above the optimum the worst of some small cuttings is: capacitated p-median, solved by HiGHS. Spread out: where many live in one place, a solver goes through them all. */
async function gapToOptimum(): Promise<{ gap: number; solved: number }> {
  const { optimalGroups } = await import('./optimum.ts')
  let [gap, solved] = [0, 0]
  for (const count of [20, 30, 40]) {
    for (const seed of [1, 2]) {
      const random = seededRandom(seed + count)
      const places = peopleOf('FR-23', count, seed + count).map(({ x, y }) => ({ x: x + random(), y: y + random() }))
      const { groups, cost } = groupsWithin(places, { bounds: BOUNDS, size: 9, random: seededRandom(seed) })
      const best = await optimalGroups(places, groups.length, BOUNDS)
      gap = Math.max(gap, cost / best - 1)
      solved += 1
    }
  }
  return { gap, solved }
}
