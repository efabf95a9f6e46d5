import { isForbidden } from './targets.ts'
import type { Mapping } from './said.ts'

/** Where the cells of each target stand. */
export type Places = {
  at(target: string): number[]
  of(prefix: string): { key: string; at: number }[]
  column(name: string): number
}

type Text = (at: number | undefined) => string
export type First = (target: string) => string

/** The cells of a row, and where those of each target stand. */
export type Cells = { places: Places; text: Text }

/** Finds where the columns of each target stand. */
export function placesOf(header: string[], mapping: Mapping): Places {
  const at = new Map<string, number[]>()
  header.forEach((column, index) => {
    const target = isForbidden(column) ? 'ignore' : (mapping[column] ?? 'ignore')
    at.set(target, [...(at.get(target) ?? []), index])
  })
  const keyed = [...at].filter(([target]) => target.includes(':'))
  const columns = new Map(header.map((column, index) => [column.trim().toLowerCase(), index]))
  return {
    at: (target) => at.get(target) ?? [],
    of: (prefix) =>
      keyed
        .filter(([target]) => target.startsWith(`${prefix}:`))
        .flatMap(([target, indexes]) => indexes.map((index) => ({ key: target.slice(prefix.length + 1), at: index }))),
    column: (name) => columns.get(name.toLowerCase()) ?? -1,
  }
}
