import type { BankBatch, BankLine } from '../banking/index.ts'

/** A line that is kept and is the sum of several, undecided. */
type Sum = { id: string; booked: string; amount: number; bank: string | undefined }

/** Which kept sum each batch is the details of: of its day and amount, and of its reference where both say one. Of several that look alike, in their order. */
export function pairBatches<B extends Pick<BankBatch, 'booked' | 'amount' | 'bank'>>(
  batches: readonly B[],
  kept: readonly Sum[],
): { batch: B; id: string }[] {
  const free = new Set(kept)
  const take = (batch: B, mayBe: (one: Sum) => boolean) => {
    const found = [...free].find((one) => one.booked === batch.booked && one.amount === batch.amount && mayBe(one))
    if (found) free.delete(found)
    return found ? [{ batch, id: found.id }] : []
  }
  const sure = batches.flatMap((batch) => (batch.bank === undefined ? [] : take(batch, ({ bank }) => bank === batch.bank)))
  const left = batches.filter((batch) => !sure.some((one) => one.batch === batch))
  return [...sure, ...left.flatMap((batch) => take(batch, ({ bank }) => bank === undefined || batch.bank === undefined))]
}

type Told = Pick<BankLine, 'key' | 'booked' | 'amount' | 'count' | 'references'>
type Kept = { id: string; booked: string; amount: number; references: { bank?: string } }

/** Sums of which all details are kept already: the bank's reference of the booking stands in each of them. By key, the first of them. */
export function knownSums(told: readonly Told[], kept: readonly Kept[]): Map<string, string> {
  const groups = Map.groupBy(
    kept.filter(({ references: { bank } }) => bank !== undefined),
    ({ booked, references: { bank } }) => `${booked} ${bank}`,
  )
  return new Map(
    told.flatMap(({ key, booked, amount, count, references: { bank } }) => {
      const details = count > 1 && bank !== undefined ? (groups.get(`${booked} ${bank}`) ?? []) : []
      const isWhole = details.length > 1 && details.reduce((sum, one) => sum + one.amount, 0) === amount
      return isWhole ? [[key, details[0]!.id] as const] : []
    }),
  )
}
