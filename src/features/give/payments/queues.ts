import { defineEvent, defineQueue } from '#platform/jobs/queue'
import type { State } from './rules.ts'
import type { PaymentId } from './tables.ts'

/**
 * What became of a payment is another thing than before. `refunded`, `disputed`: amounts, as the payment stands now; `elsewhere`: what of the refunds nobody
 * asked for here. Of two that are told late, the payment itself says which is true.
 */
export const paymentChanged = defineEvent<{
  payment: PaymentId
  subject: { kind: string; id: string }
  state: State
  amount: number
  refunded: number
  disputed: number
  elsewhere: number
  at: string
}>('payments.changed')

/** Something was told of payments of an account: they are read anew. */
export const reading = defineQueue<{ account: string }>('payments.reading', { expires: 300 })
/** A payment is taken by means that the provider keeps. Tried again for as long as its key is good. */
export const charging = defineQueue<{ payment: string }>('payments.charging')
export const refunding = defineQueue<{ refund: string }>('payments.refunding')
/** Asks about what nobody told of for too long. */
export const reconciling = defineQueue<object>('payments.reconciling', { retries: 3, expires: 900 })
