import { Stripe } from 'stripe'
import { type Facts, type Provider, ProviderRefused } from './port.ts'
import type { Reached } from './rules.ts'
import { answered, CHARGE, factsIn, idOf, METHODS } from './stripe-facts.ts'

/** What Stripe keeps for later: a customer of its own with the means that Checkout saved (`setup_future_usage`), charged without her (`off_session`). */
export const stripeMeans = (stripe: Stripe): Pick<Provider, 'charge' | 'forget'> => ({
  charge: (wanted, { customer, method }, { description, idempotencyKey }) =>
    answered(async () => {
      const { id: payment, amount, currency, mode } = wanted
      const intent = await refusedToo(
        stripe.paymentIntents.create(
          {
            amount,
            currency: currency.toLowerCase(),
            customer,
            payment_method: method,
            allowed_payment_method_types: [METHODS[mode]],
            off_session: true,
            confirm: true,
            description,
            metadata: { payment },
            expand: [CHARGE],
          },
          { idempotencyKey },
        ),
      )
      const facts = await factsIn(stripe, intent)
      if (!facts) throw new ProviderRefused('no-name')
      return facts
    }),
  forget: ({ customer }) =>
    answered(async () => {
      try {
        await stripe.customers.del(customer)
      } catch (error) {
        if (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode === 404) return
        throw error
      }
    }),
})

/** A card that is refused is told as an error (402), with the intent that it left. */
async function refusedToo(asked: Promise<Stripe.PaymentIntent>): Promise<Stripe.PaymentIntent> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Stripe.errors.StripeCardError && error.payment_intent) return error.payment_intent
    throw error
  }
}

/** Whether that page keeps means and takes nothing. */
export const isSetup = ({ mode }: Stripe.Checkout.Session): boolean => mode === 'setup'

/** What is true of it: paid is kept, of an amount of 0. */
export function factsOfSetup(session: Stripe.Checkout.Session): Facts | undefined {
  const { id: ref, metadata, currency, customer, setup_intent: intent } = session
  const payment = metadata?.payment
  if (!payment) return undefined
  const kept = typeof intent === 'object' && intent?.status === 'succeeded' ? intent : undefined
  const [who, method] = [idOf(customer ?? kept?.customer ?? null), idOf(kept?.payment_method ?? null)]
  const means = who && method ? { customer: who, method } : undefined
  const nothing = { amount: 0, parts: [], fee: null, card_country: null, card_funding: null }
  return { payment, ref, currency: currency?.toUpperCase() ?? '', reached: reachedBy(session), ...nothing, means }
}

function reachedBy({ status, setup_intent }: Stripe.Checkout.Session): Reached {
  const kept = typeof setup_intent === 'object' ? setup_intent?.status : undefined
  if (kept === 'succeeded') return 'paid'
  if (status === 'expired') return 'expired'
  if (status === 'open') return 'open'
  // A debit's mandate may take a while.
  return kept === 'requires_payment_method' || kept === 'canceled' ? 'failed' : 'pending'
}
