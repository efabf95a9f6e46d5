import type { Answer } from './http-fake.ts'

/** What it takes of a session; anything else it refuses, as Stripe does. From `SessionCreateParams` of stripe 23.1.0. */
export const OF_SESSION = [
  'mode submit_type allowed_payment_method_types line_items client_reference_id metadata payment_intent_data adaptive_pricing',
  'locale success_url cancel_url expires_at customer_creation',
]
  .join(' ')
  .split(' ')

/** The same where means are kept and nothing is paid (`mode: setup`): its words say which parameters are of which modes. */
export const OF_SETUP = [
  'mode allowed_payment_method_types client_reference_id metadata setup_intent_data currency locale success_url cancel_url expires_at customer_creation',
]
  .join(' ')
  .split(' ')

/** What it takes of an intent that is made without her. From `PaymentIntentCreateParams` of stripe 23.1.0. */
export const OF_INTENT = [
  'amount currency customer payment_method allowed_payment_method_types off_session confirm description metadata expand',
]
  .join(' ')
  .split(' ')

export type Session = {
  id: string
  object: 'checkout.session'
  mode: 'payment' | 'setup'
  status: 'open' | 'complete' | 'expired'
  payment_status: 'unpaid' | 'paid' | 'no_payment_required'
  amount_total: number
  currency: string
  setup_intent: SetupIntent | null
  created: number
  expires_at: number
  metadata: Record<string, string>
  client_reference_id: string
  payment_intent: string | null
  livemode: boolean
  url: string | null
  customer: string | null
  /** What the fake alone looks at. */
  methods: string[]
  keep: boolean
  intentMetadata: Record<string, string>
}
/** Of a page where means are kept alone. */
type SetupIntent = {
  id: string
  object: 'setup_intent'
  status: string
  payment_method: string | null
  customer: string | null
  metadata: object
}
export type Intent = {
  id: string
  object: 'payment_intent'
  status: string
  latest_charge: string | null
  metadata: Record<string, string>
  amount: number
  currency: string
  created: number
  customer: string | null
  payment_method: string | null
  setup_future_usage: 'off_session' | null
}
export type Charge = {
  id: string
  object: 'charge'
  amount: number
  payment_intent: string
  metadata: Record<string, string>
  payment_method_details: object
  balance_transaction: string
}
export type Move = {
  id: string
  object: 'balance_transaction'
  type: string
  amount: number
  fee: number
  net: number
  currency: string
  source: unknown
  payout?: string
}
export type Refund = {
  id: string
  object: 'refund'
  amount: number
  status: string
  payment_intent: string
  metadata: Record<string, string>
}
export type Dispute = {
  id: string
  object: 'dispute'
  amount: number
  status: string
  payment_intent: string
  balance_transactions: Move[]
  metadata: object
}
export type Payout = {
  id: string
  object: 'payout'
  amount: number
  currency: string
  status: string
  created: number
  arrival_date: number
}

/** With its status, and Stripe's word for why where it has one. */
export const refused = (type: string, message: string, [status, code]: [number, string?] = [400]): Answer => ({
  status,
  body: { error: { type: type === 'idempotency_error' || type === 'api_error' ? type : 'invalid_request_error', code, message } },
})

export const listOf = (data: object[], url: string) => ({ object: 'list', data, has_more: false, url })
