import fc from 'fast-check'
import { expect, test } from 'vitest'
import { countDepartments, cumulate, FEWEST_SHOWN, shadeAreas } from './rules.ts'

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
        expect(a.shade === 0).toBe(byArea.get(a.id)! < FEWEST_SHOWN)
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

test('countries are no departments', () => {
  expect(
    countDepartments(
      new Map([
        ['FR-69', 3],
        ['FR-38', 1],
        ['FR-23', 0],
        ['BE', 9],
        ['FR', 1],
      ]),
    ),
  ).toBe(2)
})

test('a department of five is shown, one of four is not; each fifth of those that are shown has its shade', () => {
  const shaded = (counts: number[]) =>
    shadeAreas(map, areas, new Map(counts.map((n, i) => [ids[i]!, n]))).map(({ n, shade }) => [n, shade])
  expect(shaded([4, 5, 10, 20, 40, 80])).toEqual([
    [null, 0],
    [5, 1],
    [10, 2],
    [20, 3],
    [40, 4],
    [80, 5],
    [null, 0],
  ])
  // However many are left blank.
  expect(shaded([5, 1, 1, 1, 1, 1, 100]).map(([, shade]) => shade)).toEqual([1, 0, 0, 0, 0, 0, 3])
  expect(shaded([9, 9, 30, 100, 30, 8, 7]).map(([, shade]) => shade)).toEqual([2, 2, 3, 5, 3, 1, 1])
})

test('an area that the map has not is not drawn, and one in which nobody is counted is blank', () => {
  expect(shadeAreas({ paths: { 'FR-01': 'M1,1' } }, areas, new Map([['BE', 50]]))).toEqual([
    { id: 'FR-01', name: 'FR-01', path: 'M1,1', n: null, shade: 0 },
  ])
})
