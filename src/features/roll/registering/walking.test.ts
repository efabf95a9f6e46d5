import fc from 'fast-check'
import { expect, test } from 'vitest'
import { everyRule } from '../core/index.ts'
import { treeOf } from './trees.ts'
import { type Known, type Stage, walk } from './walking.ts'

const tree = treeOf('FR')!
const STAGES: Stage[] = ['ordinary', 'late', 'over']

/** Every way through the tree, by answers that are there. */
function* ways(
  known: Known,
  answers: Record<string, string> = {},
): Generator<{ answers: Record<string, string>; outcome: string }> {
  const at = walk(tree, answers, known)
  if (at.outcome !== undefined) return yield { answers, outcome: at.outcome }
  for (const answer of at.answers ?? ['Lyon']) yield* ways(known, { ...answers, [at.question]: answer })
}

test('every way ends, at an outcome that there is, after nine questions at most', () => {
  for (const stage of STAGES)
    for (const { answers, outcome } of ways({ stage, area: 'FR-69' })) {
      expect(tree.outcomes[outcome], outcome).toBeDefined()
      expect(Object.keys(answers).length).toBeLessThanOrEqual(9)
    }
})

test('every question and every outcome is reached by somebody', () => {
  const all = STAGES.flatMap((stage) => [...ways({ stage, area: null })])
  expect([...new Set(all.map(({ outcome }) => outcome))].toSorted()).toEqual(Object.keys(tree.outcomes).toSorted())
  const asked = new Set(all.flatMap(({ answers }) => Object.keys(answers)))
  const questions = Object.entries(tree.questions).filter(([, question]) => !('stage' in question))
  expect([...asked].toSorted()).toEqual(questions.map(([name]) => name).toSorted())
})

test('answers that are none lead nowhere: one is asked again, whatever was sent', () => {
  fc.assert(
    fc.property(fc.dictionary(fc.constantFrom(...Object.keys(tree.questions)), fc.string()), (answers) => {
      const at = walk(tree, answers, { stage: 'ordinary', area: null })
      expect(at.said.every(({ question, answer }) => answers[question] === answer)).toBe(true)
      if (at.question !== undefined && at.answers) expect(at.answers).not.toContain(answers[at.question])
    }),
  )
})

test('a word that every object has is no answer to any question', () => {
  for (const [name, question] of Object.entries(tree.questions)) {
    if (!('ask' in question)) continue
    for (const word of ['constructor', 'toString', 'hasOwnProperty', '__proto__'])
      expect(walk({ ...tree, start: name }, { [name]: word }, { stage: 'ordinary', area: null }), name).toMatchObject({
        said: [],
        question: name,
      })
  }
})

test('what one no longer says changes nothing of what was said before it', () => {
  for (const { answers } of ways({ stage: 'ordinary', area: null })) {
    const names = Object.keys(answers)
    const last = names.at(-1)!
    const { [last]: _, ...before } = answers
    expect(walk(tree, before, { stage: 'ordinary', area: null })).toMatchObject({ question: last })
  }
})

test('after the end the exceptions alone are open, and only while theirs runs', () => {
  const outcomes = (stage: Stage) => new Set([...ways({ stage, area: null })].map(({ outcome }) => outcome))
  expect(outcomes('ordinary').has('home')).toBe(true)
  expect(outcomes('late').has('home')).toBe(false)
  expect(outcomes('late').has('late-work')).toBe(true)
  expect(outcomes('over').has('late-work')).toBe(false)
  expect(outcomes('over').has('over')).toBe(true)
})

test('in Polynesia there is no list for boat people nor for those without a home (art. L388)', () => {
  const to = { town: 'Papeete', nation: 'french', age: 'adult', rights: 'no', live: 'here', known: 'no', recent: 'no' }
  const there = walk(tree, to, { stage: 'ordinary', area: 'FR-987' })
  expect(there.question !== undefined && there.answers).not.toContain('boat')
  expect(walk(tree, { ...to, tie: 'boat' }, { stage: 'ordinary', area: 'FR-987' }).question).toBe('tie')
  expect(walk(tree, { ...to, tie: 'boat' }, { stage: 'ordinary', area: 'FR-69' }).outcome).toBe('boat')
})

test('every rule that an outcome names has been read', () => {
  const read = new Set(everyRule().map(({ country, key }) => `${country} ${key}`))
  for (const [name, { rules }] of Object.entries(tree.outcomes))
    for (const rule of rules) expect(read.has(`FR ${rule}`), `${name}: ${rule}`).toBe(true)
})
