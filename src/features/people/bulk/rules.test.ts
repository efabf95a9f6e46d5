import { expect, test } from 'vitest'
import { BEGIN_WITHIN, PERMISSION, takesTwo } from './rules.ts'

test('erasing takes a second person however few they are; merging from a hundred and one pairs on', () => {
  const takes = (kind: 'erase' | 'merge', targets: number) => takesTwo({ kind, targets })
  expect([takes('erase', 1), takes('erase', 101), takes('merge', 1), takes('merge', 100), takes('merge', 101)]).toEqual([
    true,
    true,
    false,
    false,
    true,
  ])
})

test('an act is begun within a day, by who may do the same to one person', () => {
  expect(BEGIN_WITHIN).toBe(86_400_000)
  expect(PERMISSION).toEqual({ erase: 'people.erase', merge: 'people.merge' })
})
