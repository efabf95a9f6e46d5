import fc from 'fast-check'
import { expect, test } from 'vitest'
import { canBeTold, isDoorOpen, pressedAt } from './rules.ts'

const starts_at = new Date('2026-11-22T18:00:00Z')
const span = { starts_at, ends_at: new Date('2026-11-22T20:00:00Z'), cancelled_at: null }
const at = (hours: number, ms = 0) => new Date(starts_at.getTime() + hours * 3_600_000 + ms)

test('the door is open from twelve hours before the beginning until a day after the end', () => {
  expect([at(-12), at(-12, 1), at(0), at(26, -1), at(26)].map((now) => isDoorOpen(span, now))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ])
  expect(isDoorOpen({ ...span, cancelled_at: at(-20) }, at(0))).toBe(false)
})

test('a press counts when the phone says, but neither before the door was open nor later than now', () => {
  const hour = fc.double({ min: -100, max: 100, noNaN: true })
  fc.assert(
    fc.property(hour, fc.double({ min: -11, max: 25, noNaN: true }), (pressed, later) => {
      const [now, counted] = [at(later), pressedAt(at(pressed), span, at(later))]
      expect(counted.getTime()).toBeLessThanOrEqual(now.getTime())
      expect(counted.getTime()).toBeGreaterThanOrEqual(at(-12).getTime())
      if (at(pressed) >= at(-12) && at(pressed) <= now) expect(counted).toEqual(at(pressed))
    }),
  )
})

test('what came of it is told from the beginning on, of what took place', () => {
  expect([at(0, -1), at(0), at(30)].map((now) => canBeTold(span, now))).toEqual([false, true, true])
  expect(canBeTold({ ...span, cancelled_at: at(-1) }, at(1))).toBe(false)
})
