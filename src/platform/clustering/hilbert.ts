/** Bits of a side: finer than a metre over the whole earth. */
const BITS = 26

/**
 * How far along a Hilbert curve over the unit square a place lies, from 0 to 1: near on the curve is near on the ground (D. Hilbert, 1891).
 * `x` and `y` from 0 to 1.
 */
export function alongCurve(x: number, y: number): number {
  const side = 2 ** BITS
  const cell = (share: number) => Math.min(side - 1, Math.max(0, Math.floor(share * side)))
  let [column, row] = [cell(x), cell(y)]
  let at = 0
  for (let half = side / 2; half >= 1; half /= 2) {
    const [right, top] = [(column & half) > 0 ? 1 : 0, (row & half) > 0 ? 1 : 0]
    at = at * 4 + ((3 * right) ^ top)
    if (top === 1) continue
    if (right === 1) [column, row] = [side - 1 - column, side - 1 - row]
    ;[column, row] = [row, column]
  }
  return at / side ** 2
}
