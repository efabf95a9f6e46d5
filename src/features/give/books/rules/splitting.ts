/**
 * An amount in parts by weight, to the unit: the parts are whole and make up the amount, each less than one unit off its share. What is
 * left over goes to the largest remainders, of equal ones to the first. An amount below zero is split as its opposite.
 */
export function splitAmount(amount: number, weights: readonly number[]): number[] {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`${amount} is no whole amount`)
  if (!weights.every((weight) => Number.isSafeInteger(weight) && weight >= 0)) throw new RangeError('A weight is no whole number')
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n)
  if (total === 0n) throw new RangeError('Nothing weighs anything')
  const size = BigInt(Math.abs(amount))
  const shares = weights.map((weight, at) => {
    const exact = size * BigInt(weight)
    return { at, part: exact / total, rest: exact % total }
  })
  let left = Number(size - shares.reduce((sum, { part }) => sum + part, 0n))
  const more = new Set<number>()
  for (const { at } of shares.toSorted((a, b) => compare(b.rest, a.rest) || a.at - b.at)) if (left-- > 0) more.add(at)
  const sign = amount < 0 ? -1 : 1
  return shares.map(({ at, part }) => (Number(part) + (more.has(at) ? 1 : 0)) * sign || 0)
}

const compare = (a: bigint, b: bigint) => (a < b ? -1 : a > b ? 1 : 0)
