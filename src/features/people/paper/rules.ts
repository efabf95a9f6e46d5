/** Lines that one page of paper has. */
export const LINES = 12

/** The first line that was not entered yet; undefined when the sheet is full. */
export function nextLine(entered: readonly number[]): number | undefined {
  const taken = new Set(entered)
  return Array.from({ length: LINES }, (_, n) => n + 1).find((line) => !taken.has(line))
}
