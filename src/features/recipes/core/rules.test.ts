import fc from 'fast-check'
import { expect, test } from 'vitest'
import { COUNTS, fits, isOutOfDate, monthOf, PLACES, sayTime, SKILLS, slugOf, TASTES, TIMES } from './rules.ts'
import { readShipped } from './shipped.ts'

const recipe = fc.record({
  minutes: fc.constantFrom(...TIMES),
  least: fc.integer({ min: 1, max: 5 }),
  most: fc.integer({ min: 5, max: 20 }),
  tastes: fc.subarray([...TASTES], { minLength: 1, maxLength: 3 }),
  skills: fc.subarray([...SKILLS], { maxLength: 3 }),
})
const asked = fc.record(
  {
    minutes: fc.constantFrom(...TIMES),
    taste: fc.constantFrom(...TASTES),
    skill: fc.constantFrom(...SKILLS),
    together: fc.boolean(),
  },
  { requiredKeys: [] },
)

test('who asks nothing sees all; each wish only takes away; more time never takes any', () => {
  fc.assert(
    fc.property(recipe, asked, (one, wish) => {
      expect(fits(one, {})).toBe(true)
      for (const name of Object.keys(wish) as (keyof typeof wish)[])
        if (fits(one, wish)) expect(fits(one, { ...wish, [name]: undefined })).toBe(true)
      if (fits(one, wish)) expect(fits(one, { ...wish, minutes: 480 })).toBe(true)
    }),
  )
})

test('what takes longer, is not to her taste, or needs another skill or more people than she has is not what she looks for', () => {
  const stall = { minutes: 60, least: 2, most: 6, tastes: ['talk', 'outdoors'] as const, skills: ['music'] as const }
  expect([fits(stall, { minutes: 60 }), fits(stall, { minutes: 120 }), fits(stall, { minutes: 30 })]).toEqual([true, true, false])
  expect([fits(stall, { taste: 'outdoors' }), fits(stall, { taste: 'screen' })]).toEqual([true, false])
  expect([fits(stall, { skill: 'music' }), fits(stall, { skill: 'law' })]).toEqual([true, false])
  expect([fits(stall, { together: true }), fits(stall, { together: false })]).toEqual([true, false])
  const alone = { ...stall, least: 1, most: 1 }
  expect([fits(alone, { together: true }), fits(alone, { together: false })]).toEqual([false, true])
  // What one can do alone, and several together too.
  const either = { ...stall, least: 1 }
  expect([fits(either, { together: true }), fits(either, { together: false })]).toEqual([true, true])
  expect(fits(stall, { minutes: 60, taste: 'talk', skill: 'law', together: true })).toBe(false)
  expect(fits(stall, { minutes: 60, taste: 'talk', skill: 'music', together: true })).toBe(true)
})

test('a month begins at its first moment', () => {
  expect(monthOf(new Date('2026-11-22T18:30:00Z'))).toEqual(new Date('2026-11-01T00:00:00Z'))
  expect(monthOf(new Date('2027-01-01T00:00:00Z'))).toEqual(new Date('2027-01-01T00:00:00Z'))
})

test('a translation is out of date from the moment that its source has newer words; the source never', () => {
  expect([isOutOfDate({ of: 1 }, 1), isOutOfDate({ of: 1 }, 2), isOutOfDate({ of: null }, 9)]).toEqual([false, true, false])
})

test('an address is letters, digits and hyphens, whatever the title', () => {
  expect(slugOf('Écouter, à plusieurs : un discours')).toBe('ecouter-a-plusieurs-un-discours')
  expect(['—', 'A', 'ab', '¡Hola!', `${'mot '.repeat(9)}mots de trop`].map(slugOf)).toEqual([
    'recipe',
    'recipe',
    'ab',
    'hola',
    'mot-mot-mot-mot-mot-mot-mot-mot-mot-mots',
  ])
  expect(slugOf(`${'x'.repeat(39)} y`)).toBe('x'.repeat(39))
  fc.assert(fc.property(fc.string(), (title) => void expect(slugOf(title)).toMatch(/^[a-z0-9][a-z0-9-]*$/)))
})

test('times are said in minutes, hours or a day', () => {
  expect([15, 60, 90, 240, 480].map(sayTime)).toEqual([
    { unit: 'minutes', n: 15 },
    { unit: 'hours', n: 1 },
    { unit: 'hours', n: 1.5 },
    { unit: 'hours', n: 4 },
    { unit: 'day', n: 1 },
  ])
})

const ASKED_FOR =
  'listening-party door-to-door market-leafleting metro-table poster-round electoral-roll offline-visits phone-evening share-video write-to-press make-video sound-and-light cook-for-event car-sharing welcome-newcomers kitchen-table one-to-one translate-page'.split(
    ' ',
  )
const LISTS = ['steps', 'material', 'script', 'rules'] as const

test('the recipes of the program are whole in three languages', () => {
  const all = readShipped()
  expect(all.length).toBeGreaterThanOrEqual(24)
  expect(all.map(({ id }) => id)).toEqual(expect.arrayContaining(ASKED_FOR))
  for (const one of all) {
    expect(TIMES, one.id).toContain(one.minutes)
    expect(PLACES, one.id).toContain(one.place)
    expect(one.least <= one.most && one.tastes.length > 0, one.id).toBe(true)
    expect(TASTES, one.id).toEqual(expect.arrayContaining(one.tastes))
    expect(SKILLS, one.id).toEqual(expect.arrayContaining(one.skills))
    expect(COUNTS, one.id).toEqual(expect.arrayContaining(one.counts))
    for (const words of [one.fr, one.en, one.es]) {
      expect(words.title.length <= 60 && words.summary.length <= 160, `${one.id}: ${words.title}`).toBe(true)
      expect(words.why.length > 0 && words.report.length > 0, one.id).toBe(true)
      expect(LISTS.map((list) => words[list].length)).toEqual(LISTS.map((list) => one.fr[list].length))
      expect(LISTS.flatMap((list) => words[list]).filter((line) => line.length > 280)).toEqual([])
    }
  }
})
