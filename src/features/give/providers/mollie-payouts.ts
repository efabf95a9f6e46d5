import { ofDecimal } from '#platform/money'
import type { createMollieClient } from '@mollie/api-client'
import type { Payout, PayoutLine } from './port.ts'

type Client = ReturnType<typeof createMollieClient>
type Amount = { value: string; currency: string }

/** What Mollie sent to the bank since a day. Its fees are a line for each period, since it tells none of a single payment. */
export async function molliePayouts(mollie: Client, since: Date): Promise<Payout[]> {
  const found: Payout[] = []
  // The newest first; the transfer to come, and the open balance, have no day yet.
  for await (const settlement of mollie.settlements.iterate()) {
    const { id, amount, settledAt, createdAt, status, periods } = settlement
    if (new Date(settledAt ?? createdAt) < since) break
    if (status === 'open' || status === 'failed') continue
    found.push({
      ref: id,
      amount: cents(amount),
      currency: amount.currency,
      arrives_on: settledAt?.slice(0, 10) ?? null,
      lines: [...(await movesOf(mollie, id)), ...feesOf(id, periods)],
    })
  }
  return found
}

async function movesOf(mollie: Client, settlementId: string): Promise<PayoutLine[]> {
  const lines: PayoutLine[] = []
  for await (const { id, amount, settlementAmount, metadata } of mollie.settlementPayments.iterate({ settlementId }))
    lines.push(line('payment', id, { amount: settlementAmount ?? amount, payment: paymentIn(metadata) }))
  for await (const { id, amount, settlementAmount } of mollie.settlementRefunds.iterate({ settlementId }))
    lines.push(line('refund', id, { amount: settlementAmount ?? negative(amount) }))
  for await (const { id, settlementAmount } of mollie.settlementChargebacks.iterate({ settlementId }))
    lines.push(line('dispute', id, { amount: settlementAmount }))
  return lines
}

type Periods = Record<string, Record<string, { costs: { amountGross: Amount }[] }>>

function feesOf(ref: string, periods: Periods): PayoutLine[] {
  const months = Object.values(periods).flatMap((year) => Object.values(year))
  const fee = months.flatMap(({ costs }) => costs).reduce((sum, { amountGross }) => sum + cents(amountGross), 0)
  return fee === 0 ? [] : [{ kind: 'fee', ref, payment: undefined, amount: 0, fee, net: -fee }]
}

function line(
  kind: PayoutLine['kind'],
  ref: string,
  { amount, payment }: { amount: Amount; payment?: string | undefined },
): PayoutLine {
  const net = cents(amount)
  return { kind, ref, payment, amount: net, fee: 0, net }
}

const negative = ({ value, currency }: Amount): Amount => ({ value: value.startsWith('-') ? value : `-${value}`, currency })

const cents = ({ value, currency }: Amount) => ofDecimal(value, currency)

function paymentIn(metadata: unknown): string | undefined {
  const { payment } = (metadata ?? {}) as { payment?: unknown }
  return typeof payment === 'string' ? payment : undefined
}
