/** Where a file may come from, and where it may not (CNIL, "Les fichiers de communication politique", 21 October 2025). */
export const ORIGINS = ['own-tool', 'members', 'event', 'paper', 'petition', 'allied'] as const
export const FORBIDDEN_ORIGINS = ['bought', 'professional', 'public-service', 'roll', 'scraped'] as const

/** On what ground the movement may hold these people (GDPR art. 9(2)(a) and (d)). */
export const BASES = ['consent', 'members-and-regular-contacts'] as const

export function isForbiddenOrigin(origin: string): boolean {
  return FORBIDDEN_ORIGINS.some((one) => one === origin)
}

/**
 * Rows of a batch. Of a thousand, two batches on their way and one that is being read are gone before the memory of what is young is
 * full, so that little is kept to be collected later; those of the embedded database keep its one connection for a moment only.
 */
export const BATCH = { server: 1_000, embedded: 400 }

/** Batches that are under way at once: while one is being matched or waits for its commit, the other is being written. */
export const FLIGHT = { server: 2, embedded: 1 }

/** Largest upload, and largest that a compressed one may become. Bytes. */
export const LARGEST_FILE = 4 * 1024 ** 3
export const LARGEST_SHEET = 200 * 1024 ** 2
/** How many times larger than its file a workbook may unfold, past a size that harms nobody: those of office programs fold to a tenth or so. */
export const LARGEST_RATIO = 100
export const SMALL_SHEET = 16 * 1024 ** 2
/** Megabytes of memory and seconds that reading a workbook may take. */
export const READING = { megabytes: 2_048, seconds: 180 }
/** Largest row: past it the file is broken, or made to harm. */
export const LARGEST_ROW = 1024 ** 2
/** How much of a file is looked at to tell its separator. */
export const HEAD = 64 * 1024

/** What a file says of it in a first line, as one spreadsheet writes it for itself. */
const SAID = /^"?sep=([^\r\n"])"?\r?\n/i

/**
 * The separator that cuts most lines of the beginning into the same number of columns. Titles above a table have none.
 */
export function separatorOf(head: string): string {
  const said = SAID.exec(head)?.[1]
  if (said) return said
  const lines = head
    .split(/\r\n|\r|\n/)
    .filter((line) => line.trim() !== '')
    .slice(0, 20)
  const scored = [',', ';', '\t', '|'].map((separator) => {
    const counts = lines.map((line) => cellsIn(line, separator))
    const cut = Map.groupBy(
      counts.filter((count) => count > 1),
      (count) => count,
    )
    return { separator, score: Math.max(0, ...[...cut].map(([count, same]) => same.length * 1000 + count)) }
  })
  return scored.toSorted((a, b) => b.score - a.score)[0]!.separator
}

/** Cells of a line, not cut inside quotes. */
function cellsIn(line: string, separator: string): number {
  let quoted = false
  let cells = 1
  for (const letter of line) {
    if (letter === '"') quoted = !quoted
    else if (letter === separator && !quoted) cells += 1
  }
  return cells
}

/** Columns of the same name are told apart: the second is `Name (2)`, unless another is called so. Empty ones get their place. */
export function uniqueHeader(cells: string[]): string[] {
  const names = cells.map((cell, at) => cell.trim() || `#${at + 1}`)
  const taken = new Set(names)
  const times = new Map<string, number>()
  return names.map((name) => {
    let n = (times.get(name) ?? 0) + 1
    const numbered = () => (n === 1 ? name : `${name} (${n})`)
    while (n > 1 && taken.has(numbered())) n += 1
    times.set(name, n)
    taken.add(numbered())
    return numbered()
  })
}
