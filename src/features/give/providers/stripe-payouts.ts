import type { Stripe } from 'stripe'
import type { Payout, PayoutLine } from './port.ts'

/** Payouts looked at in one go: a year of daily ones. */
const MOST = 400
const MOST_LINES = 10_000

/** What Stripe sent to the bank since a day, each with the movements of its balance that it is made of. */
export async function stripePayouts(stripe: Stripe, since: Date): Promise<Payout[]> {
  const created = { gte: Math.floor(since.getTime() / 1000) }
  const payouts = await stripe.payouts.list({ created, limit: 100 }).autoPagingToArray({ limit: MOST })
  const found: Payout[] = []
  for (const { id, amount, currency, arrival_date, status } of payouts) {
    if (status === 'failed' || status === 'canceled') continue
    const moves = await stripe.balanceTransactions
      .list({ payout: id, limit: 100, expand: ['data.source'] })
      .autoPagingToArray({ limit: MOST_LINES })
    found.push({
      ref: id,
      amount,
      currency: currency.toUpperCase(),
      arrives_on: new Date(arrival_date * 1000).toISOString().slice(0, 10),
      // The payout stands among its own movements.
      lines: moves.filter(({ type }) => type !== 'payout').map(lineOf),
    })
  }
  return found
}

const KINDS: Record<string, PayoutLine['kind']> = {
  charge: 'payment',
  payment: 'payment',
  refund: 'refund',
  payment_refund: 'refund',
  refund_failure: 'refund',
  // A debit that the bank sent back.
  payment_failure_refund: 'dispute',
  payment_reversal: 'dispute',
  stripe_fee: 'fee',
  tax_fee: 'fee',
}

function lineOf({ id, type, source, amount, fee, net }: Stripe.BalanceTransaction): PayoutLine {
  const of = typeof source === 'object' ? source : undefined
  const dispute = of?.object === 'dispute'
  const metadata = of && 'metadata' in of ? of.metadata : undefined
  return {
    kind: dispute ? 'dispute' : (KINDS[type] ?? 'other'),
    ref: of?.id ?? id,
    payment: metadata?.payment,
    amount,
    fee,
    net,
  }
}
