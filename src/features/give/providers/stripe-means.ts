import { Stripe } from 'stripe'
import { type Provider, ProviderRefused } from './port.ts'
import { answered, CHARGE, factsIn, METHODS } from './stripe-facts.ts'

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
