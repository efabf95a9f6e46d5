import { Stripe } from 'stripe'
import { type Facts, type Means, ProviderAway, ProviderRefused } from './port.ts'
import type { Mode, Part, Reached } from './rules.ts'

export const METHODS = { card: 'card', debit: 'sepa_debit' } as const satisfies Record<Mode, string>

/** Objects of a list that one call gives at most. */
export const PAGE = 100

/** What is read with an intent: by what it was paid, and what that cost. */
export const CHARGE = 'latest_charge.balance_transaction'

/** Says of what the library throws whether the provider is away or will not. */
export async function answered<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error
    const { statusCode: status, code, type } = error
    // No answer, too many at once (429), another call with the same key under way (409): it may be asked again.
    if (status === undefined || status >= 500 || status === 429 || status === 409) throw new ProviderAway(type, { cause: error })
    throw new ProviderRefused(code ?? type, error)
  }
}

export async function factsOf(stripe: Stripe, session: Stripe.Checkout.Session): Promise<Facts | undefined> {
  const { id: ref, metadata, amount_total: amount, currency, payment_intent: intent } = session
  const payment = metadata?.payment
  if (!payment || amount === null || currency === null) return undefined
  const paid = chargeOf(intent)
  return {
    payment,
    ref,
    amount,
    currency: currency.toUpperCase(),
    reached: reachedBy(session),
    parts: paid ? await partsOf(stripe, idOf(intent)!) : [],
    fee: feeOf(paid, currency),
    ...cardOf(paid),
    means: meansOf(session, intent),
  }
}

/** Of a payment that has no page: what was taken by means that are kept. */
export async function factsOfIntent(stripe: Stripe, ref: string): Promise<Facts | undefined> {
  try {
    return await factsIn(stripe, await stripe.paymentIntents.retrieve(ref, { expand: [CHARGE] }))
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode === 404) return undefined
    throw error
  }
}

export async function factsIn(stripe: Stripe, intent: Stripe.PaymentIntent): Promise<Facts | undefined> {
  const { id: ref, metadata, amount, currency, status } = intent
  const { payment } = metadata
  if (!payment) return undefined
  const paid = chargeOf(intent)
  const parts = paid ? await partsOf(stripe, ref) : []
  const reached = OF_INTENT[status] ?? 'failed'
  return { payment, ref, amount, currency: currency.toUpperCase(), reached, parts, fee: feeOf(paid, currency), ...cardOf(paid) }
}

/** Whatever asks her to do something has failed: she is not there. */
const OF_INTENT: Record<string, Reached> = { succeeded: 'paid', processing: 'pending', canceled: 'cancelled' }

/** What was kept, once it has paid. */
function meansOf({ customer }: Stripe.Checkout.Session, intent: Stripe.Checkout.Session['payment_intent']): Means | undefined {
  if (typeof intent !== 'object' || intent?.status !== 'succeeded' || intent.setup_future_usage !== 'off_session')
    return undefined
  const [who, method] = [idOf(customer), idOf(intent.payment_method)]
  return who && method ? { customer: who, method } : undefined
}

/** The charge by which it was paid. */
function chargeOf(intent: Stripe.Checkout.Session['payment_intent']): Stripe.Charge | null {
  const charge = typeof intent === 'object' && intent?.status === 'succeeded' ? intent.latest_charge : null
  return typeof charge === 'object' ? charge : null
}

function cardOf(charge: Stripe.Charge | null) {
  const card = charge?.payment_method_details?.card
  return { card_country: card?.country ?? null, card_funding: card?.funding ?? null }
}

/** Done at the page is not paid: a debit is on its way for days, and may come back. */
function reachedBy({ status, payment_status, payment_intent }: Stripe.Checkout.Session): Reached {
  const intent = typeof payment_intent === 'object' ? payment_intent?.status : undefined
  if (intent === 'succeeded' || payment_status === 'paid') return 'paid'
  if (status === 'expired') return 'expired'
  if (status === 'open') return 'open'
  return intent === 'requires_payment_method' || intent === 'canceled' ? 'failed' : 'pending'
}

function feeOf(charge: Stripe.Charge | null, currency: string): number | null {
  const transaction = charge?.balance_transaction
  // One that was changed into another currency has its fee in that.
  return typeof transaction === 'object' && transaction?.currency === currency ? transaction.fee : null
}

async function partsOf(stripe: Stripe, payment_intent: string): Promise<Part[]> {
  const [refunds, disputes] = await Promise.all([
    stripe.refunds.list({ payment_intent, limit: PAGE }),
    stripe.disputes.list({ payment_intent, limit: PAGE }),
  ])
  return [...refunds.data.map(refundOf), ...disputes.data.flatMap((dispute) => disputeOf(dispute) ?? [])]
}

const REFUNDS: Record<string, 'sent' | 'done' | 'failed'> = { succeeded: 'done', failed: 'failed', canceled: 'failed' }

export const refundOf = ({ id, amount, status, metadata }: Stripe.Refund): Part => ({
  kind: 'refund',
  ref: id,
  amount,
  state: REFUNDS[status ?? ''] ?? 'sent',
  asked: metadata?.refund,
})

/** An inquiry (`warning_…`) takes nothing. Of what it does not say whether it took, the balance does. */
function disputeOf({ id: ref, amount, status, balance_transactions }: Stripe.Dispute): Part | undefined {
  const taken = balance_transactions.reduce((sum, one) => sum + one.amount, 0) < 0
  if (status.startsWith('warning_') && !taken) return undefined
  const dispute = { kind: 'dispute', ref, amount } as const
  if (status === 'needs_response' || status === 'under_review') return { ...dispute, state: 'open' }
  return { ...dispute, state: status === 'won' || (status === 'prevented' && !taken) ? 'won' : 'lost' }
}

export const idOf = (one: string | { id: string } | null): string | undefined => (typeof one === 'string' ? one : one?.id)
