import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countTold, cumulate, placesTold, shadeAreas } from './rules.ts'

const ids = ['FR-01', 'FR-02', 'FR-03', 'FR-04', 'FR-05', 'FR-06', 'FR-07']
const map = { width: 1, height: 1, boxes: [], paths: Object.fromEntries(ids.map((id) => [id, 'M0,0'])) }
const areas = [...ids.map((id) => ({ id, name: id })), { id: 'BE', name: 'BE' }]

test('more supporters never mean a lighter shade, and too few mean none', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(1000), { minLength: ids.length, maxLength: ids.length }), (counts) => {
      const byArea = new Map(ids.map((id, i) => [id, counts[i]!]))
      const shapes = shadeAreas(map, areas, byArea)
      expect(shapes).toHaveLength(ids.length)
      for (const a of shapes) {
        if (byArea.get(a.id)! < 5) expect(a.n).toBeNull()
        expect(a.n === null).toBe(a.shade === 0)
        for (const b of shapes) if (byArea.get(a.id)! > byArea.get(b.id)!) expect(a.shade).toBeGreaterThanOrEqual(b.shade)
      }
    }),
  )
})

test('days add up', () => {
  expect(
    cumulate([
      { day: 'a', n: 2 },
      { day: 'b', n: 3 },
    ]),
  ).toEqual([
    { day: 'a', n: 2 },
    { day: 'b', n: 5 },
  ])
  expect(cumulate([])).toEqual([])
})

test('towns are told of, unless they are so few that nobody could be where nothing is told', () => {
  const told = (...figures: (number | null)[]) => figures.map((n) => ({ n }))
  expect(countTold(told(5, null, 10))).toBe(2)
  expect(placesTold(3, told(5, null, 10))).toBe(3)
  expect(placesTold(2, told(5, null, 10))).toBeNull()
  expect(placesTold(2, told(5, 10))).toBe(2)
})

test('a department of five is shown, one of four is not; each fifth of those that are shown has its shade', () => {
  const shaded = (counts: number[]) =>
    shadeAreas(map, areas, new Map(counts.map((n, i) => [ids[i]!, n]))).map(({ n, shade }) => [n, shade])
  expect(shaded([4, 5, 12, 20, 40, 80])).toEqual([
    [null, 0],
    [5, 1],
    [10, 2],
    [20, 3],
    [40, 4],
    [80, 5],
    [null, 0],
  ])
  // Shades follow what is told: two of one step have one shade.
  expect(shaded([9, 5, 30, 100, 34, 8, 7]).map(([, shade]) => shade)).toEqual([1, 1, 3, 5, 3, 1, 1])
  // The seventh is empty, and the total would tell it: the smallest are left blank too.
  expect(shaded([5, 10, 15, 20, 25, 30]).map(([n]) => n)).toEqual([null, 10, 15, 20, 25, 30, null])
})

test('an area that the map has not is not drawn, and one in which nobody is counted is blank', () => {
  expect(shadeAreas({ paths: { 'FR-01': 'M1,1' } }, areas, new Map([['BE', 50]]))).toEqual([
    { id: 'FR-01', name: 'FR-01', path: 'M1,1', n: null, shade: 0 },
  ])
})
