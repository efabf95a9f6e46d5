import { expect, test } from 'vitest'
import { firstSteps, isLate, TICKED } from './rules.ts'

const NEW = { organisers: 1, size: 1, meets: false, reported: false, ticked: new Set<string>() }
const done = (life: Partial<typeof NEW>) => firstSteps({ ...NEW, ...life }).flatMap((step) => (step.done ? [step.step] : []))

test('steps that a group takes show themselves; others are ticked off', () => {
  expect(done({})).toEqual([])
  expect(done({ organisers: 2, size: 3, meets: true, reported: true })).toEqual(['meeting', 'organisers', 'three', 'report'])
  expect(done({ ticked: new Set(['hello', 'something of before']) })).toEqual(['hello'])
  expect(done({ organisers: 2, size: 12, reported: true, ticked: new Set(TICKED) })).toHaveLength(firstSteps(NEW).length)
})

test('a task is late the day after the one it was for', () => {
  expect(isLate({ due_on: '2026-11-22' }, '2026-11-22')).toBe(false)
  expect(isLate({ due_on: '2026-11-21' }, '2026-11-22')).toBe(true)
  expect(isLate({ due_on: null }, '2026-11-22')).toBe(false)
})

test('the steps stand in the order in which they help; a box stands beside those that somebody ticks off', () => {
  const steps = firstSteps(NEW)
  expect(steps.map(({ step }) => step)).toEqual([
    'meeting',
    'neighbours',
    'organisers',
    'three',
    'hello',
    'poster',
    'report',
    'paper',
    'outing',
  ])
  expect(
    steps
      .filter(({ ticked }) => ticked)
      .map(({ step }) => step)
      .toSorted(),
  ).toEqual([...TICKED].toSorted())
  expect(done({ organisers: 1, size: 2 })).toEqual([])
  expect([done({ meets: true }), done({ reported: true }), done({ size: 3 })]).toEqual([
    ['meeting'],
    ['meeting', 'report'],
    ['three'],
  ])
})
