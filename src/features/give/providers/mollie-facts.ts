import { ofDecimal } from '#platform/money'
import { MollieApiError, type Payment, PaymentStatus, RefundStatus, SequenceType } from '@mollie/api-client'
import { type Facts, type Means, ProviderAway, ProviderRefused } from './port.ts'
import type { Part, Reached } from './rules.ts'

/** Milliseconds. The library itself waits for ever (4.6.0, `NetworkClient.request`). */
const TIMEOUT = 20_000

/** Says of what the library throws whether the provider is away or will not. */
export async function answered<T>(work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new ProviderAway('No answer in time')), TIMEOUT)
  })
  try {
    return await Promise.race([work(), late])
  } catch (error) {
    if (!(error instanceof MollieApiError)) throw error
    const { statusCode: status, field } = error
    if (status === undefined || status >= 500 || status === 429 || status === 409)
      throw new ProviderAway(error.message, { cause: error })
    throw new ProviderRefused(field ?? String(status), error)
  } finally {
    clearTimeout(timer)
  }
}

const REACHED: Record<PaymentStatus, Reached> = {
  [PaymentStatus.open]: 'open',
  [PaymentStatus.pending]: 'pending',
  [PaymentStatus.authorized]: 'pending',
  [PaymentStatus.expired]: 'expired',
  [PaymentStatus.canceled]: 'cancelled',
  [PaymentStatus.failed]: 'failed',
  [PaymentStatus.paid]: 'paid',
}

export function factsOf(found: Payment): Facts | undefined {
  const payment = namedIn(found.metadata, 'payment')
  if (!payment) return undefined
  const { currency, value } = found.amount
  const { refunds = [], chargebacks = [] } = found._embedded ?? {}
  // Of a card; other means have other details.
  const { cardCountryCode, cardAudience } = (found.details ?? {}) as { cardCountryCode?: string; cardAudience?: string | null }
  return {
    payment,
    ref: found.id,
    amount: ofDecimal(value, currency),
    currency,
    reached: REACHED[found.status] ?? 'pending',
    parts: [...refunds.map(refundOf), ...chargebacks.map(chargebackOf)],
    // Its fees stand in its invoices and transfers alone.
    fee: null,
    card_country: cardCountryCode ?? null,
    card_funding: cardAudience ?? null,
    means: meansOf(found),
  }
}

/** What was kept, once it has paid. */
const meansOf = ({ sequenceType, status, customerId: customer, mandateId: method }: Payment): Means | undefined =>
  sequenceType === SequenceType.first && status === PaymentStatus.paid && customer && method ? { customer, method } : undefined

type Amount = { value: string; currency: string }

const REFUNDS: Partial<Record<RefundStatus, 'done' | 'failed'>> = {
  [RefundStatus.refunded]: 'done',
  [RefundStatus.failed]: 'failed',
  [RefundStatus.canceled]: 'failed',
}

export const refundOf = ({
  id,
  amount,
  status,
  metadata,
}: {
  id: string
  amount: Amount
  status: RefundStatus
  metadata: unknown
}): Part => ({
  kind: 'refund',
  ref: id,
  amount: ofDecimal(amount.value, amount.currency),
  state: REFUNDS[status] ?? 'sent',
  asked: namedIn(metadata, 'refund'),
})

/** The money is gone when it is told; it may come back. */
const chargebackOf = ({ id, amount, reversedAt }: { id: string; amount: Amount; reversedAt?: string | null }): Part => ({
  kind: 'dispute',
  ref: id,
  amount: ofDecimal(amount.value, amount.currency),
  state: reversedAt ? 'won' : 'lost',
})

/** What we wrote beside it; anything may stand there that was made elsewhere. */
export function namedIn(metadata: unknown, name: string): string | undefined {
  const value = typeof metadata === 'object' && metadata !== null ? (metadata as Record<string, unknown>)[name] : undefined
  return typeof value === 'string' ? value : undefined
}
