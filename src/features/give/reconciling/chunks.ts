import type { BankLine } from '../banking/index.ts'

/** The database keeps no sign of the value zero. */
export const storable = (line: BankLine): BankLine => ({
  ...line,
  text: line.text.replaceAll('\0', ''),
  name: line.name?.replaceAll('\0', '') ?? null,
  references: Object.fromEntries(Object.entries(line.references).map(([name, value]) => [name, value.replaceAll('\0', '')])),
})

/** Lines in the order of their days, cut between days, of so many at least. */
export function chunksOf(lines: readonly BankLine[], least: number): BankLine[][] {
  const chunks: BankLine[][] = []
  const ordered = lines.toSorted((a, b) => (a.booked < b.booked ? -1 : a.booked > b.booked ? 1 : a.line - b.line))
  for (const line of ordered) {
    const last = chunks.at(-1)
    if (last && (last.length < least || last.at(-1)!.booked === line.booked)) last.push(line)
    else chunks.push([line])
  }
  return chunks
}
