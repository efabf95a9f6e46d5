import type { App } from '#platform/app'
import type { Scope } from '#platform/auth/actor'
import type { FieldErrors } from '#platform/http/forms'
import { criteriaOf } from './criteria.ts'
import type { Reading } from './criterion.ts'
import {
  type Asked,
  IN_AUDIENCE,
  isRule,
  levelsOf,
  MOST_LEVELS,
  MOST_NODES,
  type Node,
  nodesOf,
  OPS,
  type Rule,
} from './rules.ts'

/** A rule as a form sends it: `r.op`, `r.0.is`, `r.0.with.tag`, flat, by path. */
export type Sent = Record<string, string>

/** Prefix of the fields of a node. */
export const fieldOf = (path: string) => (path === '' ? 'r' : `r.${path}`)

/** The tree that a form says, values unread. What is no tree of ours is left out. */
export function treeOf(sent: Sent, path = ''): Rule {
  const name = fieldOf(path)
  const op = OPS.find((one) => one === sent[`${name}.op`]) ?? 'all'
  const of: Node[] = []
  for (let at = 0; at < MOST_NODES; at++) {
    const below = path === '' ? String(at) : `${path}.${at}`
    const child = nodeIn(sent, below)
    if (!child) break
    of.push(child)
  }
  return { op, of }
}

function nodeIn(sent: Sent, path: string): Node | undefined {
  const name = fieldOf(path)
  if (path.split('.').length > MOST_LEVELS + 1) return undefined
  if (sent[`${name}.op`] !== undefined) return treeOf(sent, path)
  const is = sent[`${name}.is`]
  if (is === undefined) return undefined
  const prefix = `${name}.with.`
  const values = Object.entries(sent).filter(([key]) => key.startsWith(prefix))
  return { is, with: Object.fromEntries(values.map(([key, value]) => [key.slice(prefix.length), value])) }
}

/** Reads every value of a tree: what is kept, or a message by field for all that is wrong at once. */
export async function readRule(app: App, rule: Rule, scope: Scope): Promise<{ rule: Rule } | { errors: FieldErrors }> {
  if (nodesOf(rule).length > MOST_NODES || levelsOf(rule) > MOST_LEVELS) return { errors: { r: 'audiences.too-much' } }
  const errors: FieldErrors = {}
  const criteria = criteriaOf(app)
  const readAsked = async ({ is, with: values }: Asked): Promise<Reading> => {
    if (is === IN_AUDIENCE) return readAudience(values)
    const criterion = criteria.get(is)
    if (!criterion) return { errors: { is: 'audiences.off-criterion' } }
    return (await criterion.read?.(app, values, scope)) ?? { values: {} }
  }
  const read = async (node: Node, path: string): Promise<Node> => {
    if (isRule(node)) return readGroup(node, path)
    const answer = await readAsked(node)
    if ('values' in answer) return { is: node.is, with: answer.values }
    for (const [name, key] of Object.entries(answer.errors)) errors[`${fieldOf(path)}.with.${name}`] = key
    return node
  }
  const readGroup = async (group: Rule, path: string): Promise<Rule> => {
    const of: Node[] = []
    for (const [at, one] of group.of.entries()) of.push(await read(one, path === '' ? String(at) : `${path}.${at}`))
    return { op: group.op, of }
  }
  const kept = await readGroup(rule, '')
  return Object.keys(errors).length > 0 ? { errors } : { rule: kept }
}

function readAudience({ audience = '' }: Record<string, string>): Reading {
  return /^[0-9a-f-]{36}$/.test(audience) ? { values: { audience } } : { errors: { audience: 'audiences.choose' } }
}
