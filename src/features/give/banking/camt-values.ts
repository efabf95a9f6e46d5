import { isDay } from '#platform/text/day'
import { readDecimal } from '#platform/money'
import { Refused } from './statement.ts'
import { type Element, find, textAt } from './xml.ts'

/** The amount of an element with its sign: what is debited is below zero. A sign of its own is no amount of a bank. */
export function amountOf(element: Element, currency: string, otherwise?: Element): number {
  const written = find(element, 'Amt')
  const size = /^[\d.]+$/.test(written?.text.trim() ?? '') ? readDecimal(written!.text.trim(), currency) : undefined
  const mark = textAt(element, 'CdtDbtInd') ?? textAt(otherwise, 'CdtDbtInd')
  if (size === undefined || (mark !== 'CRDT' && mark !== 'DBIT')) throw new Refused('amount', element.line)
  return mark === 'DBIT' && size !== 0 ? -size : size
}

/** A date, or the date of a moment as the bank wrote it, in its own zone. */
export function dayAt(element: Element | undefined, line: number): string {
  const day = (textAt(element, 'Dt') ?? textAt(element, 'DtTm') ?? '').slice(0, 10)
  if (!isDay(day)) throw new Refused('date', line)
  return day
}
