/** A tree of questions. `all` of nothing is everybody; `any` of nothing is nobody; `none`: no one of them. */
export type Rule = { op: 'all' | 'any' | 'none'; of: Node[] }
export type Values = Record<string, string>
export type Asked = { is: string; with: Values }
export type Node = Rule | Asked

export const OPS = ['all', 'any', 'none'] as const
/** Of an audience of its own: which other one. */
export const IN_AUDIENCE = 'audience'

/** More than this, and nobody could read the rule, nor the database run it. */
export const MOST_NODES = 60
export const MOST_LEVELS = 6

export function isRule(node: Node): node is Rule {
  return 'op' in node
}

export const everybody: Rule = { op: 'all', of: [] }

/** Every node below a rule, the rule itself first. */
export function nodesOf(rule: Node): Node[] {
  return isRule(rule) ? [rule, ...rule.of.flatMap(nodesOf)] : [rule]
}

export function levelsOf(node: Node): number {
  return isRule(node) ? 1 + Math.max(0, ...node.of.map(levelsOf)) : 0
}

/** Audiences that a rule stands on. */
export function audiencesIn(rule: Rule): string[] {
  return nodesOf(rule).flatMap((node) => (!isRule(node) && node.is === IN_AUDIENCE ? [node.with.audience ?? ''] : []))
}

/** The questions that a rule asks, and the audiences that stand in it, however far down. */
export function criteriaIn(rule: Rule, rules: ReadonlyMap<string, Rule>, seen = new Set<string>()): Set<string> {
  const asked = nodesOf(rule).flatMap((node) => (isRule(node) || node.is === IN_AUDIENCE ? [] : [node.is]))
  const inner = audiencesIn(rule).flatMap((id) => {
    const found = seen.has(id) ? undefined : rules.get(id)
    seen.add(id)
    return found ? [...criteriaIn(found, rules, seen)] : []
  })
  return new Set([...asked, ...inner])
}

/** The same rule with the audiences that stand in it in their places, as they are now: nothing that is changed later changes it. */
export function spelledOut(rule: Rule, rules: ReadonlyMap<string, Rule>): Rule {
  const inPlace = (node: Node): Node => {
    if (isRule(node)) return spelledOut(node, rules)
    if (node.is !== IN_AUDIENCE) return node
    const inner = rules.get(node.with.audience ?? '')
    return inner ? spelledOut(inner, rules) : { op: 'any', of: [] }
  }
  return { ...rule, of: rule.of.map(inPlace) }
}

/** Most conditions that a rule may come to, with all that stands in it. */
export const MOST_EXPANDED = 300

/** How many conditions a rule comes to with the audiences that stand in it, each counted as often as it is named. */
export function expandedSize(rule: Rule, rules: ReadonlyMap<string, Rule>, known = new Map<string, number>()): number {
  return nodesOf(rule).reduce((sum, node) => {
    if (isRule(node) || node.is !== IN_AUDIENCE) return sum + 1
    const id = node.with.audience ?? ''
    const inner = rules.get(id)
    if (!known.has(id)) known.set(id, inner ? expandedSize(inner, rules, known.set(id, 1)) : 1)
    return sum + known.get(id)!
  }, 0)
}

/** Whether `from` would stand on itself, however far down, if it stood on what `rules` say. */
export function isCyclic(from: string, rules: ReadonlyMap<string, Rule>): boolean {
  const seen = new Set<string>()
  const visit = (id: string): boolean => {
    if (seen.has(id)) return false
    seen.add(id)
    const rule = rules.get(id)
    return rule !== undefined && audiencesIn(rule).some((next) => next === from || visit(next))
  }
  return visit(from)
}

/** A node of the tree by its path, such as `0.2`; the empty path is the rule itself. */
export function nodeAt(rule: Rule, path: string): Node | undefined {
  return path === ''
    ? rule
    : path.split('.').reduce<Node | undefined>((node, at) => (node && isRule(node) ? node.of[Number(at)] : undefined), rule)
}

/** The same tree with one more node at the end of the group at `path`. */
export function withAdded(rule: Rule, path: string, node: Node): Rule {
  return changed(rule, path, (group) => ({ ...group, of: [...group.of, node] }))
}

/** The same tree without the node at `path`. */
export function withRemoved(rule: Rule, path: string): Rule {
  const parts = path.split('.')
  const at = Number(parts.pop())
  return changed(rule, parts.join('.'), (group) => ({ ...group, of: group.of.filter((_, i) => i !== at) }))
}

function changed(rule: Rule, path: string, change: (group: Rule) => Rule): Rule {
  if (path === '') return change(rule)
  const [at, ...rest] = path.split('.')
  const next = (one: Node) => (isRule(one) ? changed(one, rest.join('.'), change) : one)
  return { ...rule, of: rule.of.map((one, i) => (i === Number(at) ? next(one) : one)) }
}
