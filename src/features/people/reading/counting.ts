import { type Flag, isFlag, type Told } from './flags.ts'
import type { AnswerCount } from './said.ts'

/** Values of a column that are named one by one; what is said otherwise is counted together. */
const NAMED = 20
/** Letters of a value that are shown. */
const SHOWN = 60

/** Counts what the cells of a file say, column by column, so that somebody reads before the import what each value was taken for. */
export class AnswerCounts {
  readonly #columns = new Map<string, Map<string, AnswerCount>>()

  /** Columns of a table, in its order. */
  expect(flags: Flag[]): void {
    for (const { column } of flags) if (!this.#columns.has(column)) this.#columns.set(column, new Map())
  }

  see({ column }: Flag, cell: string, { target, meaning }: Told): void {
    // Free text is told of where it refuses; of a column that is asked for this, every value is.
    if (cell === '' || (meaning === 'plain' && !isFlag(target))) return
    const values = this.#columns.get(column) ?? new Map<string, AnswerCount>()
    this.#columns.set(column, values)
    const value = cell.slice(0, SHOWN).toWellFormed()
    const name = `${meaning} ${value}`
    const fits = values.has(name) || values.size < NAMED
    const count = fits ? { column, value, meaning } : { column, meaning }
    const key = fits ? name : meaning
    const found = values.get(key)
    if (found) found.n += 1
    else values.set(key, { ...count, n: 1 })
  }

  /** By column in the order of the file, the most frequent first. */
  all(): AnswerCount[] {
    return [...this.#columns.values()].flatMap((values) => [...values.values()].toSorted((a, b) => b.n - a.n))
  }
}
