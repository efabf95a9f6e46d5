import { expect, test } from 'vitest'
import { seededRandom } from '#platform/text/random'
import { hoursOf, whenIn } from './demo-days.ts'

const now = new Date('2026-11-30T22:10:00Z')

test('gifts of the demo come as those of a campaign: each day some, never ahead, most where something happened, few at night', () => {
  const hours = hoursOf(now, 'Europe/Paris')
  const random = seededRandom(7)
  const drawn = Array.from({ length: 14_000 }, () => whenIn(hours, random()))
  expect(Math.max(...drawn.map((at) => at.getTime()))).toBeLessThan(now.getTime())
  const days = Map.groupBy(drawn, (at) => Math.floor((now.getTime() - at.getTime()) / 86_400_000))
  const counts = Array.from({ length: 49 }, (_, ago) => days.get(ago)?.length ?? 0)
  expect(Math.min(...counts)).toBeGreaterThan(80)
  expect(Math.max(...counts)).toBeLessThan(1_400)
  for (const ago of [34, 9]) expect(counts[ago]!).toBeGreaterThan(1.5 * counts[ago + 3]!)
  // Four days are never most of it.
  expect(
    counts
      .toSorted((a, b) => b - a)
      .slice(0, 4)
      .reduce((a, b) => a + b, 0),
  ).toBeLessThan(14_000 / 3)
  const atNight = drawn.filter((at) => at.getUTCHours() < 5).length
  expect(atNight).toBeLessThan(14_000 / 30)
})

test('a number at either end falls on the first and on the last hour', () => {
  const hours = hoursOf(now, 'Europe/Paris')
  expect(whenIn(hours, 0)).toEqual(new Date(hours[0]!.at))
  expect(whenIn(hours, 0.999_999_999).getTime()).toBeLessThan(now.getTime())
})
