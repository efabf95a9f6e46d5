import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type Asked,
  audiencesIn,
  criteriaIn,
  everybody,
  expandedSize,
  isCyclic,
  isRule,
  levelsOf,
  type Node,
  nodeAt,
  nodesOf,
  type Rule,
  spelledOut,
  withAdded,
  withRemoved,
} from './rules.ts'

const tag = (name: string): Asked => ({ is: 'tag', with: { tag: name } })
const inside = (audience: string): Asked => ({ is: 'audience', with: { audience } })
const all = (...of: Node[]): Rule => ({ op: 'all', of })
const any = (...of: Node[]): Rule => ({ op: 'any', of })

const rule: fc.Arbitrary<Rule> = fc.letrec<{ node: Node; rule: Rule }>((tie) => ({
  node: fc.oneof({ maxDepth: 3, withCrossShrink: true }, fc.constantFrom(tag('a'), tag('b'), inside('x')), tie('rule')),
  rule: fc.record({ op: fc.constantFrom('all', 'any', 'none'), of: fc.array(tie('node'), { maxLength: 4 }) }),
})).rule

test('everybody is asked nothing', () => expect(everybody).toEqual({ op: 'all', of: [] }))

test('nodes come from the top, and levels count groups in groups', () => {
  const inner = any(tag('b'), all())
  const tree = all(tag('a'), inner)
  expect(nodesOf(tree)).toEqual([tree, tag('a'), inner, tag('b'), all()])
  expect([levelsOf(tag('a')), levelsOf(all()), levelsOf(all(tag('a'))), levelsOf(tree)]).toEqual([0, 1, 1, 3])
})

test('the audiences that a rule stands on, each time that it names them', () => {
  expect(audiencesIn(all(inside('x'), any(tag('a'), inside('y')), inside('x')))).toEqual(['x', 'y', 'x'])
  expect(audiencesIn(all({ is: 'audience', with: {} }, { is: 'tag', with: { audience: 'z' } }))).toEqual([''])
})

test('a rule asks what stands in it, and what stands in the audiences in it, however far down', () => {
  const ask = (is: string): Asked => ({ is, with: {} })
  const rules = new Map([
    ['x', any(ask('born'), none(inside('y')))],
    ['y', all(ask('language'), inside('x'))],
    ['z', all(ask('attended'))],
  ])
  expect(criteriaIn(all(), rules)).toEqual(new Set())
  expect(criteriaIn(all(tag('a'), any(tag('b'), ask('town'))), rules)).toEqual(new Set(['tag', 'town']))
  expect(criteriaIn(all(ask('town'), inside('x')), rules)).toEqual(new Set(['town', 'born', 'language']))
  // Two that stand on each other have an end; one named twice counts once; one that is gone asks nothing.
  expect(criteriaIn(all(inside('y'), inside('y'), inside('gone')), rules)).toEqual(new Set(['born', 'language']))
})

test('spelled out, a rule holds what it stood on; what is gone is nobody', () => {
  const rules = new Map([
    ['x', any(tag('a'), inside('y'))],
    ['y', all(tag('b'))],
    ['', all(tag('c'))],
  ])
  expect(spelledOut(all(inside('x'), any(inside('gone'))), rules)).toEqual(all(any(tag('a'), all(tag('b'))), any(any())))
  expect(spelledOut(all({ is: 'audience', with: {} }), rules)).toEqual(all(all(tag('c'))))
  fc.assert(fc.property(rule, (one) => void expect(audiencesIn(spelledOut(one, rules))).toEqual([])))
})

test('a rule is as large as what it comes to: each audience as often as it is named', () => {
  const rules = new Map([
    ['x', any(tag('a'), tag('b'))],
    ['y', all(inside('x'), inside('x'))],
  ])
  expect(expandedSize(all(), rules)).toBe(1)
  expect(expandedSize(all(tag('a')), rules)).toBe(2)
  expect(expandedSize(all(inside('x')), rules)).toBe(4)
  expect(expandedSize(all(inside('y'), inside('y')), rules)).toBe(15)
  expect(expandedSize(all(inside('gone')), rules)).toBe(2)
  expect(expandedSize(all(tag('a')), new Map([['', any(tag('a'), tag('b'))]]))).toBe(2)
  expect(expandedSize(all({ is: 'audience', with: {} }), new Map([['', any(tag('a'), tag('b'))]]))).toBe(4)
})

test('what stands on itself has an end all the same', () => {
  const around = new Map([
    ['x', all(inside('y'))],
    ['y', all(inside('x'))],
  ])
  expect(expandedSize(all(inside('x')), around)).toBeLessThan(10)
})

test('a cycle is seen however long, and only by who is in it', () => {
  const rules = new Map([
    ['a', all(inside('b'))],
    ['b', all(tag('a'), inside('e'), inside('c'))],
    ['c', all(inside('a'))],
    ['d', all(inside('a'))],
    ['e', all()],
  ])
  expect(['a', 'b', 'c', 'd', 'e', 'gone'].map((from) => isCyclic(from, rules))).toEqual([true, true, true, false, false, false])
  expect(isCyclic('a', new Map([['a', all(inside('a'))]]))).toBe(true)
})

test('a node is found by its path; beside the tree there is none', () => {
  const inner = any(tag('b'), tag('c'))
  const tree = all(tag('a'), inner)
  expect(['', '0', '1', '1.1', '2', '0.0', '1.1.0', '7.1'].map((path) => nodeAt(tree, path))).toEqual([
    tree,
    tag('a'),
    inner,
    tag('c'),
    ...Array(4).fill(undefined),
  ])
})

test('adding and removing touch the place that is named, and nothing else', () => {
  const tree = all(tag('a'), any(tag('b'), none(tag('c'))), tag('d'))
  expect(withAdded(tree, '', tag('e'))).toEqual(all(tag('a'), any(tag('b'), none(tag('c'))), tag('d'), tag('e')))
  expect(withAdded(tree, '1', tag('e'))).toEqual(all(tag('a'), any(tag('b'), none(tag('c')), tag('e')), tag('d')))
  expect(withAdded(tree, '1.1', tag('e'))).toEqual(all(tag('a'), any(tag('b'), none(tag('c'), tag('e'))), tag('d')))
  expect(withRemoved(tree, '1.1.0')).toEqual(all(tag('a'), any(tag('b'), none()), tag('d')))
  expect(withRemoved(tree, '1.0')).toEqual(all(tag('a'), any(none(tag('c'))), tag('d')))
  expect(withRemoved(tree, '0')).toEqual(all(any(tag('b'), none(tag('c'))), tag('d')))
  expect(withAdded(all(any(none(all(), all()))), '0.0.1', tag('e'))).toEqual(all(any(none(all(), all(tag('e'))))))
  // A question has nothing in it.
  for (const path of ['0', '0.1', '9']) expect(withAdded(tree, path, tag('e'))).toEqual(tree)
  expect(withRemoved(tree, '0.0')).toEqual(tree)
})

test('whatever the tree, what is added last can be taken away again', () => {
  fc.assert(
    fc.property(rule, fc.nat(), (one, pick) => {
      const groups = pathsOf(one)
      const path = groups[pick % groups.length]!
      const at = (nodeAt(one, path) as Rule).of.length
      const added = withAdded(one, path, tag('new'))
      const last = path === '' ? String(at) : `${path}.${at}`
      expect(nodeAt(added, last)).toEqual(tag('new'))
      expect(withRemoved(added, last)).toEqual(one)
    }),
  )
})

function none(...of: Node[]): Rule {
  return { op: 'none', of }
}

/** Paths of the groups of a tree. */
function pathsOf(node: Rule, path = ''): string[] {
  return [path, ...node.of.flatMap((one, n) => (isRule(one) ? pathsOf(one, path === '' ? String(n) : `${path}.${n}`) : []))]
}
