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
    const again = marksOf(row, row.emails.length === 0).some((mark) => seen.has(mark))
    for (const mark of marksOf(row, true)) seen.add(mark)
    return again
  }
}

/** By what the next row would find her, as `bringing` matches: by a number only where it has no address. */
function marksOf(row: Incoming, byPhone: boolean): number[] {
  const phones = byPhone ? row.phones.map(({ value }) => `${value} ${sortName(row)}`) : []
  const foreign = row.foreign ? [`${row.foreign.system} ${row.foreign.value}`] : []
  return [...foreign, ...row.emails.map(({ value }) => value), ...phones].map((text) =>
    hash('sha1', text, 'buffer').readUIntBE(0, 6),
  )
}
