/** What Mollie's API v2 keeps, as far as it is used here: of the types of @mollie/api-client 4.6.0. */

export type Amount = { value: string; currency: string }
export type Part = {
  id: string
  amount: Amount
  status?: string
  metadata?: unknown
  reversedAt?: string | null
  settlementId?: string
}
export type Payment = {
  resource: 'payment'
  id: string
  mode: 'test'
  status: string
  amount: Amount
  createdAt: string
  metadata: unknown
  method: string
  details?: object
  settlementId?: string
  settlementAmount?: Amount
  sequenceType: string
  customerId?: string
  mandateId?: string
  _links: Record<string, { href: string; type: string }>
}
export type Settlement = {
  resource: 'settlement'
  id: string
  amount: Amount
  createdAt: string
  settledAt: string
  status: string
  periods: object
}
