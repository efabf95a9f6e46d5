/** What stands between several addresses or numbers in one cell. A slash within a number stays: 06/12/34/56/78. */
const BETWEEN = /[;|\n]|,(?!\d)|\s+(?:et|ou|and|or|und|oder|y|o|&|\+(?=\s))\s+|\s+\/\s+/i
/** Of addresses a blank or a slash is enough. */
const BETWEEN_ADDRESSES = /[;|,\n/]|\s+/

/** The addresses in a cell, one or several, as they are typed. A name before one in angle brackets goes with it. */
export function addressesIn(cell: string): string[] {
  const many = cell.split('@').length > 2
  if (!many) return [cell]
  return (
    cell
      .split(BETWEEN)
      .flatMap((part) => (part.split('@').length > 2 ? part.split(BETWEEN_ADDRESSES) : [part]))
      // What stands between two, and is none: «et», a name.
      .filter((part) => part.includes('@'))
      .map((part) => part.trim())
  )
}

/** The least digits of a number that can be called: those of Saint-Pierre-et-Miquelon have six. */
const DIGITS = 6

/** The numbers in a cell, one or several, as they are typed. */
export function numbersIn(cell: string): string[] {
  const parts = cell.split(BETWEEN).flatMap(slashed)
  const numbers = parts.map((part) => part.trim()).filter((part) => part.replace(/\D/g, '').length >= DIGITS)
  return numbers.length > 1 ? numbers : [cell]
}

/** Two whole numbers with a slash between them. */
function slashed(part: string): string[] {
  const sides = part.split('/')
  return sides.length === 2 && sides.every((side) => side.replace(/\D/g, '').length >= DIGITS) ? sides : [part]
}
