/** The amount in the middle, and how many gifts are smaller. Null: there is none yet, or none any more. */
export type Walk = { median: number | null; below: number }

type Bin = { amount: number; n: number }
/** How many gifts are of the amount where one stands, and the amounts next to it. */
type Around = { lower: Bin | undefined; here: number; higher: Bin | undefined }

/** Which gift is the middle one of so many, counted from the smallest: of an even number the lower of the two (as `percentile_disc(0.5)`). */
export const rankOf = (gifts: number): number => Math.floor((gifts + 1) / 2)

/** One step towards the middle; the same again: this is it. */
export function walk(at: Walk, { rank, around: { lower, here, higher } }: { rank: number; around: Around }): Walk {
  if (rank === 0) return at.median === null && at.below === 0 ? at : { median: null, below: 0 }
  if (at.below >= rank) return { median: lower!.amount, below: at.below - lower!.n }
  if (at.below + here >= rank) return at
  return { median: higher!.amount, below: at.below + here }
}
