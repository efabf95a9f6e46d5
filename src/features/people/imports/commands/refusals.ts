import type { Fate } from '../../bringing/index.ts'
import type { RefusalCount } from '../tables.ts'
import type { Read } from './batches.ts'

/** Rows of a reason that are named one by one. */
const NAMED = 20

/** Gathers why rows do not come in, or not whole: each reason with its rows, so that somebody reads it before the import. */
export class RefusalCounts {
  readonly #reasons = new Map<string, RefusalCount>()

  see(batch: Read[], fates: Fate[]): void {
    const unread = new Map(batch.flatMap((read) => ('unread' in read && read.unread ? [[read.line, read.unread] as const] : [])))
    for (const { line, fate, reason } of fates.toSorted((a, b) => a.line - b.line)) {
      const why = fate === 'refused' ? reason : unread.get(line)
      if (!why) continue
      const count = this.#reasons.get(why) ?? { reason: why, n: 0, lines: [] }
      this.#reasons.set(why, count)
      count.n += 1
      if (count.lines.length < NAMED) count.lines.push(line)
    }
  }

  /** The most frequent first. */
  all(): RefusalCount[] {
    return [...this.#reasons.values()].toSorted((a, b) => b.n - a.n)
  }
}
