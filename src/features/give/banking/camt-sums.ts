import { decimalOf, readDecimal } from '#platform/money'
import { amountOf } from './camt-values.ts'
import { Refused } from './statement.ts'
import { type Element, find, textAt } from './xml.ts'

/** Whether the sums that a report says of itself are those of its entries, booked or all of them: banks count either. Throws Refused where neither; without sums nothing is proved. */
export function isSummedUp(
  { summary, entries, line }: { summary: Element | undefined; entries: Element[]; line: number },
  currency: string,
): void {
  const booked = entries.filter((one) => (textAt(one, 'Sts', 'Cd') ?? textAt(one, 'Sts') ?? 'BOOK') === 'BOOK')
  for (const [name, sign] of [
    ['TtlCdtNtries', 1],
    ['TtlDbtNtries', -1],
  ] as const) {
    const written = textAt(find(summary, name), 'Sum')
    const said = written === undefined ? undefined : readDecimal(written, currency)
    if (said === undefined) continue
    const of = (some: Element[]) =>
      some.map((one) => sign * amountOf(one, currency)).reduce((sum, amount) => sum + Math.max(0, amount), 0)
    const found = of(booked)
    if (said === found || said === of(entries)) continue
    throw new Refused('sum', summary?.line ?? line, {
      found: decimalOf(found, currency),
      said: decimalOf(said, currency),
      currency,
    })
  }
}
