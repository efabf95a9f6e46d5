type Balances = { opening: number | null; opened_on: string | null; closing: number | null; closed_on: string | null }

/** Statements that do not begin where the one before ended: something is missing between them, or overlaps. */
export function gapsOf<S extends Balances>(statements: readonly S[]): { before: S; after: S }[] {
  const ordered = statements.toSorted((a, b) =>
    `${a.closed_on} ${a.opened_on}` < `${b.closed_on} ${b.opened_on}`
      ? -1
      : `${a.closed_on} ${a.opened_on}` > `${b.closed_on} ${b.opened_on}`
        ? 1
        : 0,
  )
  const chains = new Set(ordered.map(({ closing }) => closing))
  return ordered.slice(1).flatMap((after, at) => {
    const before = ordered[at]!
    // One that lies within another, or begins with any balance at which another ended, is whole.
    if (after.opening === before.closing || chains.has(after.opening) || after.opened_on! < before.closed_on!) return []
    return [{ before, after }]
  })
}
