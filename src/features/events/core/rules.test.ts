import { expect, test } from 'vitest'
import { addDays } from '#platform/i18n/moments'
import { canBeOnWay, isDoorNear, isOpen, mayHold, promotes, stateOf } from './rules/life.ts'
import { clockOf, datesOf, endDay, movedAlong, shiftOf, spanIn, whyNotThen } from './rules/spans.ts'
import { freeOf, seat } from './seating.ts'
import { TYPES } from './kinds.ts'
import fc from 'fast-check'

const wish = fc.record({ seats: fc.integer({ min: 1, max: 6 }), role_id: fc.constantFrom(null, 'a', 'b', 'gone') })
const room = fc.record({
  free: fc.oneof(fc.integer({ min: 0, max: 12 }), fc.constant(Infinity)),
  a: fc.integer({ min: 0, max: 6 }),
  b: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.constant(Infinity)),
})

test('never more places are given than there are; nobody is turned away who fits; who came first goes first', () => {
  fc.assert(
    fc.property(room, fc.array(wish, { maxLength: 30 }), ({ free, a, b }, wishes) => {
      const roles = new Map([
        ['a', a],
        ['b', b],
      ])
      const given = seat({ free, roles }, wishes)
      const held = (role?: string) =>
        wishes.reduce((sum, { seats, role_id }, n) => sum + (given[n] && (role === undefined || role_id === role) ? seats : 0), 0)
      expect(held() <= free && held('a') <= a && held('b') <= b && held('gone') === 0).toBe(true)
      // Whoever got nothing did not fit into what those before her left.
      wishes.forEach(({ seats, role_id }, n) => {
        const before = wishes.slice(0, n).filter((_, i) => given[i])
        const left = free - before.reduce((sum, one) => sum + one.seats, 0)
        const ofRole = before.filter((one) => one.role_id === role_id).reduce((sum, one) => sum + one.seats, 0)
        const leftOfRole = role_id === null ? Infinity : (roles.get(role_id) ?? 0) - ofRole
        expect(given[n]).toBe(seats <= left && seats <= leftOfRole)
      })
    }),
  )
})

test('a capacity that is none has room for all', () => {
  expect([freeOf({ capacity: null, taken: 9 }), freeOf({ capacity: 5, taken: 3 }), freeOf({ capacity: 5, taken: 5 })]).toEqual([
    Infinity,
    2,
    0,
  ])
})

const first = { day: '2027-03-14', hour: '18:00', ends_day: '2027-03-14', ends_hour: '20:00' }

test('a weekly series keeps its hour across the night in which clocks change', () => {
  const moments = datesOf(first, 'week', 4).map((date) => spanIn('Europe/Paris', date)!.starts_at.toISOString())
  expect(moments).toEqual([
    '2027-03-14T17:00:00.000Z',
    '2027-03-21T17:00:00.000Z',
    '2027-03-28T16:00:00.000Z',
    '2027-04-04T16:00:00.000Z',
  ])
})

test('a monthly series keeps its weekday and its week; a fifth one becomes the last', () => {
  expect(datesOf(first, 'month', 4).map(({ day }) => day)).toEqual(['2027-03-14', '2027-04-11', '2027-05-09', '2027-06-13'])
  const fifth = { ...first, day: '2027-03-31', ends_day: '2027-03-31' }
  expect(datesOf(fifth, 'month', 3).map(({ day }) => day)).toEqual(['2027-03-31', '2027-04-28', '2027-05-26'])
  fc.assert(
    fc.property(fc.date({ min: new Date('2026-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }), (date) => {
      const day = date.toISOString().slice(0, 10)
      const days = datesOf({ ...first, day, ends_day: day }, 'month', 12).map((one) => one.day)
      expect(new Set(days.map((one) => new Date(one).getUTCDay())).size).toBe(1)
      expect(new Set(days.map((one) => one.slice(0, 7))).size).toBe(12)
    }),
  )
})

test('an hour that is no later than the beginning is that of the next day', () => {
  expect(endDay({ day: '2027-12-31', hour: '22:00', ends_hour: '01:00' })).toBe('2028-01-01')
  expect(endDay({ day: '2027-06-01', hour: '18:00', ends_hour: '20:00' })).toBe('2027-06-01')
  expect(endDay({ day: '2027-06-01', hour: '18:00', ends_hour: '20:00', ends_day: '2027-06-03' })).toBe('2027-06-03')
})

test('clock time read back is what was typed, in every zone, but in the hour that spring skips', () => {
  for (const zone of ['Europe/Paris', 'America/Guadeloupe', 'Pacific/Auckland', 'Asia/Kathmandu']) {
    const clock = { day: '2027-07-05', hour: '23:30', ends_day: '2027-07-06', ends_hour: '01:15' }
    expect(clockOf(zone, spanIn(zone, clock)!)).toEqual(clock)
  }
  const skipped = spanIn('Europe/Paris', { day: '2027-03-28', hour: '02:30', ends_day: '2027-03-28', ends_hour: '04:00' })!
  expect(clockOf('Europe/Paris', skipped).hour).toBe('03:30')
})

test('the rest of a series moves by as many days, to the same hours', () => {
  const other = { day: '2027-03-21', hour: '18:00', ends_day: '2027-03-21', ends_hour: '20:00' }
  const after = { day: '2027-03-15', hour: '21:00', ends_day: '2027-03-16', ends_hour: '00:30' }
  expect(movedAlong(other, first, after)).toEqual({
    day: '2027-03-22',
    hour: '21:00',
    ends_day: '2027-03-23',
    ends_hour: '00:30',
  })
  expect(addDays('2028-02-28', 1)).toBe('2028-02-29')
})

const now = new Date('2027-03-01T12:00:00Z')
const at = (hours: number) => new Date(now.getTime() + hours * 3_600_000)
const life = (from: number, to: number) => ({
  starts_at: at(from),
  ends_at: at(to),
  published_at: now,
  cancelled_at: null,
  unlisted_at: null,
})

test('an event is coming, on, over; called off or taken off whatever the hour; unread until somebody looked', () => {
  expect([stateOf(life(1, 2), now), stateOf(life(-1, 1), now), stateOf(life(-2, -1), now)]).toEqual(['coming', 'on', 'over'])
  expect(stateOf({ ...life(1, 2), cancelled_at: now }, now)).toBe('cancelled')
  expect(stateOf({ ...life(1, 2), unlisted_at: now }, now)).toBe('unlisted')
  expect(stateOf({ ...life(1, 2), published_at: null }, now)).toBe('unread')
})

test('one signs up until it begins, for a shift until that does', () => {
  expect([isOpen(life(1, 2), undefined, now), isOpen(life(-1, 2), undefined, now)]).toEqual([true, false])
  expect([isOpen(life(-1, 4), { starts_at: at(1) }, now), isOpen(life(-3, 4), { starts_at: at(-1) }, now)]).toEqual([true, false])
  expect(isOpen({ ...life(1, 2), cancelled_at: now }, undefined, now)).toBe(false)
})

test('when an event may be set', () => {
  const span = (from: number, to: number) => ({ starts_at: at(from), ends_at: at(to) })
  expect(
    [span(1, 3), span(-1, 3), span(24 * 600, 24 * 600 + 1), span(3, 3), span(1, 24 * 20)].map((one) => whyNotThen(one, now)),
  ).toEqual([undefined, 'events.when.past', 'events.when.far', 'events.when.ends', 'events.when.long'])
})

test('who may hold what', () => {
  const supporter = { supporter: true, organiser: false, staff: false }
  const may = (holder: typeof supporter) => TYPES.filter((type) => mayHold(type, holder)).map(({ who }) => who)
  expect(new Set(may(supporter))).toEqual(new Set(['supporter']))
  expect(new Set(may({ ...supporter, organiser: true }))).toEqual(new Set(['supporter', 'organiser']))
  expect(may({ ...supporter, staff: true })).toHaveLength(TYPES.length)
})

/** Moments on both sides of a limit, that many hours from the beginning. */
const around = (hours: number) => [-1, 0, 1].map((ms) => new Date(at(hours).getTime() + ms))

test('a state begins at its very moment', () => {
  expect(around(1).map((moment) => stateOf(life(1, 3), moment))).toEqual(['coming', 'on', 'on'])
  expect(around(3).map((moment) => stateOf(life(1, 3), moment))).toEqual(['on', 'over', 'over'])
  expect(around(2).map((moment) => isOpen(life(1, 3), { starts_at: at(2) }, moment))).toEqual([true, false, false])
  expect(isOpen(life(-1, 3), { starts_at: null }, now)).toBe(false)
  // A shift to come opens nothing that does not take place.
  expect(isOpen({ ...life(-1, 3), cancelled_at: now }, { starts_at: at(2) }, now)).toBe(false)
})

test('places that fall free go to who waits until two hours before', () => {
  expect(around(8).map((moment) => promotes(life(10, 12), moment))).toEqual([true, false, false])
  expect(promotes({ ...life(10, 12), cancelled_at: now }, now)).toBe(false)
})

test('the door is spoken of from twelve hours before on, and afterwards too', () => {
  expect(around(8).map((moment) => isDoorNear(life(20, 22), moment))).toEqual([false, false, true])
  expect(isDoorNear(life(-20, -18), now)).toBe(true)
})

test('one is on her way from six hours before until the end of what takes place', () => {
  expect(around(4).map((moment) => canBeOnWay(life(10, 12), moment))).toEqual([false, false, true])
  expect(around(12).map((moment) => canBeOnWay(life(10, 12), moment))).toEqual([true, false, false])
  expect(canBeOnWay({ ...life(1, 12), cancelled_at: now }, now)).toBe(false)
})

test('shifts move with an event; when it gets another length, by whole days only', () => {
  const shift = (from: number, to: number) => shiftOf(life(10, 12), life(from, to)) / 3_600_000
  expect([shift(11, 13), shift(34, 36), shift(9, 11)]).toEqual([1, 24, -1])
  expect([shift(10, 15), shift(11, 12), shift(34, 40), shift(36, 40), shift(-14, -10)]).toEqual([0, 0, 24, 24, -24])
})

test('an event is set for what is to come, for a year and a half ahead at most, and lasts two weeks at most', () => {
  const why = (starts: Date, hours: number) =>
    whyNotThen({ starts_at: starts, ends_at: new Date(starts.getTime() + hours * 3_600_000) }, now)
  expect(around(0).map((starts) => why(starts, 2))).toEqual(['events.when.past', 'events.when.past', undefined])
  expect(around(550 * 24).map((starts) => why(starts, 2))).toEqual([undefined, undefined, 'events.when.far'])
  expect([why(at(1), 14 * 24), why(at(1), 14 * 24 + 0.001)]).toEqual([undefined, 'events.when.long'])
  expect([why(at(1), 0.001), why(at(1), -1)]).toEqual([undefined, 'events.when.ends'])
})

test('an end at the hour of the beginning is that of the next day', () => {
  expect(endDay({ day: '2027-06-01', hour: '18:00', ends_hour: '18:00' })).toBe('2027-06-02')
})

test('a series has twenty-six dates at most, a week, two weeks or a month apart, each as long as the first', () => {
  expect(datesOf(first, 'week', 99)).toHaveLength(26)
  expect(datesOf({ ...first, ends_day: '2027-03-15' }, 'fortnight', 3)).toEqual([
    { ...first, ends_day: '2027-03-15' },
    { ...first, day: '2027-03-28', ends_day: '2027-03-29' },
    { ...first, day: '2027-04-11', ends_day: '2027-04-12' },
  ])
  expect(datesOf(first, 'week', 2).map(({ ends_day }) => ends_day)).toEqual(['2027-03-14', '2027-03-21'])
  // The first Monday of each month, over the end of a year.
  expect(datesOf({ ...first, day: '2027-11-01', ends_day: '2027-11-01' }, 'month', 4).map(({ day }) => day)).toEqual([
    '2027-11-01',
    '2027-12-06',
    '2028-01-03',
    '2028-02-07',
  ])
})

test('a day or an hour that no calendar has is no span', () => {
  expect(spanIn('Europe/Paris', { ...first, day: '2027-02-30' })).toBeUndefined()
  expect(spanIn('Europe/Paris', { ...first, ends_hour: '25:00' })).toBeUndefined()
})

test('another date of a series keeps the hours that were not changed', () => {
  const other = { day: '2027-03-21', hour: '17:00', ends_day: '2027-03-21', ends_hour: '21:00' }
  const moved = (after: Partial<typeof first>) => movedAlong(other, first, { ...first, ...after })
  expect(moved({})).toEqual(other)
  expect(moved({ day: '2027-03-15', ends_day: '2027-03-15' })).toEqual({ ...other, day: '2027-03-22', ends_day: '2027-03-22' })
  expect(moved({ hour: '19:00' })).toEqual({ ...other, hour: '19:00' })
  expect(moved({ ends_hour: '22:00' })).toEqual({ ...other, ends_hour: '22:00' })
  // It lasts into the next day, at the same hour: so does the other.
  expect(moved({ ends_day: '2027-03-15' })).toEqual({ ...other, ends_day: '2027-03-22', ends_hour: '20:00' })
})

test('an organiser holds what organisers hold, staff that too, and only staff what is theirs', () => {
  const nobody = { supporter: false, organiser: false, staff: false }
  const may = (who: 'supporter' | 'organiser' | 'staff', holder: Partial<typeof nobody>) =>
    mayHold({ who }, { ...nobody, ...holder })
  expect([may('staff', { staff: true }), may('staff', { organiser: true, supporter: true })]).toEqual([true, false])
  expect([
    may('organiser', { organiser: true }),
    may('organiser', { staff: true }),
    may('organiser', { supporter: true }),
  ]).toEqual([true, true, false])
  expect([may('supporter', { supporter: true }), may('supporter', {})]).toEqual([true, false])
})
