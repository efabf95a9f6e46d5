import type { Criterion } from './criterion.ts'
import { peopleCriteria } from './people-criteria.ts'

/** What can be asked about people: ours, and what slices above add. */
const registry = new Map<string, Criterion>(peopleCriteria.map((criterion) => [criterion.name, criterion]))

/** Adds what another slice can ask of a person. Two of one name are a mistake. */
export function addCriteria(criteria: Criterion[]): void {
  for (const criterion of criteria) {
    if (registry.has(criterion.name)) throw new Error(`Two criteria are called ${criterion.name}`)
    registry.set(criterion.name, criterion)
  }
}

export function findCriterion(name: string): Criterion | undefined {
  return registry.get(name)
}

export function allCriteria(): Criterion[] {
  return [...registry.values()]
}
