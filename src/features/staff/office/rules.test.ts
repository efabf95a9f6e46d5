import { expect, test } from 'vitest'
import { answersTo } from '#platform/text/answering'
import { mayOpen } from './rules.ts'

test.each([
  ['Les Voisins de la Croix-Rousse', 'croix rousse', true],
  ['Les Voisins de la Croix-Rousse', 'ROUSS vois', true],
  ['Les Voisins de la Croix-Rousse', 'rousse lyon', false],
  ['Énergie à Nîmes', 'energie nim', true],
  ['Énergie à Nîmes', 'ime', false],
  ['Saint-Étienne debout', 'st etienne', true],
  ['St-Étienne debout', 'saint etienne', true],
  ['Cœur de ville', 'coeur', true],
  ['Groupe', '', false],
  ['Groupe', '  ', false],
  ['100 % nous', '%', false],
  ['A.B', '.', false],
])('«%s» answers to «%s»: %s', (name, typed, expected) => {
  expect(answersTo(name, typed)).toBe(expected)
})

test.each([
  [{}, ['x', 'everywhere'], true],
  [{ permission: 'x' }, ['x', ['FR-69']], true],
  [{ permission: 'x', everywhere: true }, ['x', ['FR-69']], false],
  [{ permission: 'x', everywhere: true }, ['x', 'everywhere'], true],
  [{ permission: 'y' }, ['x', 'everywhere'], false],
] as const)('%j is opened by %j: %s', (opened, [permission, scope], expected) => {
  const grants = new Map([[permission, scope === 'everywhere' ? scope : [...scope]]] as const)
  expect(mayOpen({ grants }, opened)).toBe(expected)
})
