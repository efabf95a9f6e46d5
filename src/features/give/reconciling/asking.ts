import type { App } from '#platform/app'
import { splitAmount } from '../books/index.ts'
import type { RecipientRecord } from '../core/index.ts'
import { booksOfPayments } from '../giving/index.ts'
import { payoutsOf } from '../payments/index.ts'
import { judgePayouts, type Line, type Verdict } from './judging.ts'
import type { Payout } from './payouts.ts'

/** Days before the first line at which the provider may have made its transfer. */
const BEFORE = 21 * 86_400_000

/** The provider is asked outside of any transaction. Where it does not answer, its lines are left to the treasurer, who may ask again. */
export async function payoutVerdicts<L extends Line>(app: App, recipient: RecipientRecord, lines: L[]): Promise<Verdict<L>[]> {
  const account = recipient.payment_account_id
  if (lines.length === 0) return []
  const open = () => lines.map((line): Verdict<L> => ({ line, is: 'open' }))
  if (account === null) return open()
  const since = new Date(Math.min(...lines.map(({ booked }) => Date.parse(booked))) - BEFORE)
  let payouts: Payout[]
  try {
    payouts = await payoutsOf(app, account, since)
  } catch (error) {
    app.log.warn({ err: error, account }, 'payouts could not be asked for')
    return open()
  }
  const named = payouts.flatMap((payout) => payout.lines.flatMap(({ payment }) => payment ?? []))
  const bookOf = await booksOfPayments(app.database.read, [...new Set(named)])
  return judgePayouts(lines, { payouts, account, bookOf, split: splitAmount })
}
