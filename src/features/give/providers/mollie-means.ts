import { decimalOf } from '#platform/money'
import { type createMollieClient, MollieApiError, SequenceType } from '@mollie/api-client'
import { answered, factsOf } from './mollie-facts.ts'
import { type Provider, ProviderRefused } from './port.ts'

type Client = ReturnType<typeof createMollieClient>

/** What Mollie keeps for later: a mandate of a customer, which a first payment gives and `recurring` ones use. */
export const mollieMeans = (mollie: Client): Pick<Provider, 'charge' | 'forget'> => ({
  charge: (wanted, { customer: customerId, method: mandateId }, { webhookUrl, description, idempotencyKey }) =>
    answered(async () => {
      const { id: payment, amount, currency } = wanted
      const made = await mollie.payments.create({
        amount: { currency, value: decimalOf(amount, currency) },
        description,
        customerId,
        mandateId,
        sequenceType: SequenceType.recurring,
        ...(webhookUrl ? { webhookUrl } : {}),
        metadata: { payment },
        idempotencyKey,
      })
      const facts = factsOf(made)
      if (!facts) throw new ProviderRefused('no-name')
      return facts
    }),
  forget: ({ customer }) =>
    answered(async () => {
      try {
        await mollie.customers.delete(customer)
      } catch (error) {
        // Gone already.
        if (error instanceof MollieApiError && (error.statusCode === 404 || error.statusCode === 410)) return
        throw error
      }
    }),
})
