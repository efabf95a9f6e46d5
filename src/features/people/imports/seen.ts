import { hash } from 'node:crypto'
import { sortName } from '#platform/text/names'
import type { Incoming } from '../bringing/index.ts'

/**
 * Tells of each row whether an earlier one of the file names the same person: a trial writes nobody in whom the next row would find. Keeps 48 bits of
 * a hash for each address, number with name, and foreign id, so that a million rows fit.
 */
export function createSeen(): (row: Incoming) => boolean {
  const seen = new Set<number>()
  return (row) => {
    const marks = marksOf(row)
    const again = marks.some((mark) => seen.has(mark))
    for (const mark of marks) seen.add(mark)
    return again
  }
}

/** By what the next row would find her, as `bringing.ts` matches. */
function marksOf(row: Incoming): number[] {
  const phones = row.emails.length === 0 ? row.phones.map(({ value }) => `${value} ${sortName(row)}`) : []
  const foreign = row.foreign ? [`${row.foreign.system} ${row.foreign.value}`] : []
  return [...foreign, ...row.emails.map(({ value }) => value), ...phones].map((text) =>
    hash('sha1', text, 'buffer').readUIntBE(0, 6),
  )
}
