import type { Kin } from './queries.ts'

/** One of a family with what came of it. */
export type Branch = Kin & { children: Branch[] }

/** The tree of a family, from its oldest. Undefined when nobody is in it. */
export function treeOf(kin: Kin[]): Branch | undefined {
  const branches = new Map(kin.map((one): [string, Branch] => [one.id, { ...one, children: [] }]))
  let root: Branch | undefined
  for (const branch of branches.values()) {
    const parent = branch.parent_id ? branches.get(branch.parent_id) : undefined
    if (parent) parent.children.push(branch)
    else root = branch
  }
  return root
}

/** What came of a group: how many groups that live today, and how many people are in them. The group itself is not counted. */
export function offspring(branch: Branch): { groups: number; people: number } {
  return branch.children.reduce(
    (sum, child) => {
      const below = offspring(child)
      const own = child.closed ? 0 : 1
      return { groups: sum.groups + own + below.groups, people: sum.people + child.size + below.people }
    },
    { groups: 0, people: 0 },
  )
}
