import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seededRandom } from '#platform/text/random'
import { bestPairs } from '../../../../bench/best-pairs.ts'
import { type Asker, costOf, type Holder, matchAll, type Pair } from './matching.ts'

/** Towns some kilometres apart, on a line and beside it. */
const TOWNS = Array.from({ length: 7 }, (_, n) => ({ town: `T${n}`, lng: 4.8 + 0.05 * n, lat: 45.7 + 0.04 * ((n * n) % 3) }))
const station = fc.constantFrom('1', '2', null)
const site = fc.tuple(fc.constantFrom(...TOWNS), station).map(([town, station]) => ({ ...town, station }))
const asker = fc
  .tuple(site, fc.constantFrom('home', 'abroad'), fc.uniqueArray(fc.nat(8), { maxLength: 3 }))
  .map(([at, made, never]): Asker => ({ ...at, made, never: new Set(never) }))
const holder = fc
  .tuple(site, fc.constantFrom(0, 5, 10, 30), fc.boolean(), fc.boolean())
  .map(([at, km, home, abroad]): Holder => ({ ...at, km, home, abroad }))

const total = (pairs: Pair[]) => pairs.reduce((sum, pair) => sum + costOf(pair), 0)

test('as many pairs as can be, and of these none dearer by a hundredth than the best: an exact solver says so', () => {
  fc.assert(
    fc.property(fc.array(asker, { maxLength: 9 }), fc.array(holder, { maxLength: 9 }), (askers, holders) => {
      const pairs = matchAll(askers, holders)
      const best = bestPairs(askers, holders)
      expect(pairs).toHaveLength(best.pairs)
      expect(total(pairs)).toBeLessThanOrEqual(best.cost * 1.01)
      expect(new Set(pairs.map((pair) => pair.holder)).size).toBe(pairs.length)
      for (const pair of pairs) {
        expect(askers[pair.asker]!.never?.has(pair.holder)).toBe(false)
        expect(holders[pair.holder]![askers[pair.asker]!.made]).toBe(true)
        expect(pair.km).toBeLessThanOrEqual(holders[pair.holder]!.km)
      }
    }),
    { numRuns: 400 },
  )
})

test('one of her station before one of her town, and that one before the nearest from elsewhere', () => {
  const [here, next, far] = [TOWNS[0]!, TOWNS[1]!, TOWNS[4]!]
  const goes = { km: 50, home: true, abroad: true }
  const zoe: Asker = { ...here, station: '2', made: 'home' }
  const holders: Holder[] = [
    { ...far, station: '2', ...goes },
    { ...next, station: '2', ...goes },
    { ...here, station: '1', ...goes },
    { ...here, station: '2', ...goes },
  ]
  for (const [left, expected, tier] of [
    [4, 3, 0],
    [3, 2, 1],
    [2, 1, 2],
    [1, 0, 2],
  ] as const)
    expect(matchAll([zoe], holders.slice(0, left))).toMatchObject([{ holder: expected, tier }])
  // A station whose number nobody said is nobody's.
  const unknown = { ...here, station: null }
  expect(matchAll([{ ...zoe, station: null }], [{ ...unknown, ...goes }])).toMatchObject([{ tier: 1 }])
})

/** A country: many towns, a few of them large; most of those who ask and who hold live in these. */
function country(n: number, seed = 7): { askers: Asker[]; holders: Holder[] } {
  const random = seededRandom(seed)
  const towns = Array.from({ length: Math.ceil(n / 4) }, (_, at) => ({
    town: `T${at}`,
    lng: -1 + 8 * random(),
    lat: 43 + 7 * random(),
  }))
  const somewhere = () => {
    const at = towns[Math.floor(towns.length * random() ** 4)]!
    return { ...at, station: random() < 0.6 ? String(Math.ceil(random() * 40)) : null }
  }
  const askers = Array.from({ length: n }, (): Asker => ({ ...somewhere(), made: random() < 0.9 ? 'home' : 'abroad' }))
  const goes = () => ({ km: [0, 5, 20, 50][Math.floor(random() * 4)]!, home: random() < 0.95, abroad: true })
  return { askers, holders: askers.map((): Holder => ({ ...somewhere(), ...goes() })) }
}

test('of twenty thousand people all are matched in time, each once, and the same again', () => {
  const { askers, holders } = country(10_000)
  const begun = performance.now()
  const pairs = matchAll(askers, holders)
  // Two seconds on a machine that does nothing else: bench/proxies.ts measures that.
  expect(performance.now() - begun).toBeLessThan(20_000)
  expect(pairs.length).toBeGreaterThan(8_000)
  expect(new Set(pairs.map(({ holder }) => holder)).size).toBe(pairs.length)
  expect(matchAll(askers, holders)).toEqual(pairs)
})
