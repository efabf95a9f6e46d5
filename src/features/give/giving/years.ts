import { clockIn } from '#platform/i18n/moments'
import type { GiftRecord } from './queries/gifts.ts'

export type Year = { year: string; currency: string; sum: number }

/** What came and stayed, by the year in which it came, the latest first. Smallest units; years end by the clocks of the zone. */
export function yearsOf(
  gifts: Pick<GiftRecord, 'state' | 'paid_at' | 'amount' | 'refunded' | 'currency'>[],
  zone: string,
): Year[] {
  const sums = new Map<string, Year>()
  for (const { state, paid_at, amount, refunded, currency } of gifts) {
    if (state !== 'paid' || !paid_at) continue
    const year = clockIn(zone, paid_at).day.slice(0, 4)
    const before = sums.get(`${year} ${currency}`) ?? { year, currency, sum: 0 }
    sums.set(`${year} ${currency}`, { ...before, sum: before.sum + amount - refunded })
  }
  return [...sums.values()].toSorted((a, b) => (a.year < b.year ? 1 : -1))
}
