import http, { type RequestOptions } from 'node:http'
import https from 'node:https'
import { decimalOf, ofDecimal } from '../../src/platform/money.ts'
import type { Amount, Part, Payment, Settlement } from './mollie-objects.ts'
import { type Answer, type Call, type HttpFake, startFake } from './http-fake.ts'

export type MollieFake = HttpFake & ReturnType<typeof stateOf> & { url: string }

/** Mollie's API v2 as far as it is used here, with a memory: written from the types and the words of @mollie/api-client 4.6.0. */
export async function startMollie({ now }: { now(): Date }): Promise<MollieFake> {
  const state = stateOf(now)
  const fake = await startFake((call) => (authorised(call) ? state.respond(call) : problem(401, 'Missing authentication')), {
    conflict: problem(409, 'The idempotency key was used for another request'),
    broken: (status) => problem(status, 'Broken').body,
  })
  const port = String(fake.port)
  overHttp.add(port)
  const close = fake.close
  return Object.assign(fake, state, {
    url: `https://127.0.0.1:${port}/v2/`,
    close: async () => {
      overHttp.delete(port)
      await close()
    },
  })
}

/**
 * The library asks by https alone, and trusts the roots that it brings and no other (4.6.0: `agent` in `NetworkClient`, `caCertificates`), so that it cannot be
 * pointed to a server of one's own. Its calls to the ports of fakes are let through to http; all else of it stays.
 */
const overHttp = new Set<string>()
const real = https.request
https.request = ((options: RequestOptions, ...rest: unknown[]) => {
  const ours = options.hostname === '127.0.0.1' && overHttp.has(String(options.port))
  const send = (ours ? http.request : real) as (...given: unknown[]) => unknown
  return send(ours ? { ...options, protocol: 'http:', agent: undefined } : options, ...rest)
}) as typeof https.request

const authorised = ({ headers }: Call) => /^Bearer (test_|live_|access_)/.test(headers.authorization ?? '')

const problem = (status: number, detail: string, field?: string): Answer => ({
  status,
  body: {
    status,
    title: 'Error',
    detail,
    ...(field ? { field } : {}),
    _links: { documentation: { href: 'https://docs.mollie.com', type: 'text/html' } },
  },
})

const listOf = (name: string, of: object[]) => ({
  status: 200,
  body: {
    count: of.length,
    _embedded: { [name]: of },
    _links: { self: { href: '', type: 'application/hal+json' }, previous: null, next: null },
  },
})

const OF_PAYMENT = [
  'amount',
  'description',
  'redirectUrl',
  'webhookUrl',
  'locale',
  'metadata',
  'method',
  'customerId',
  'mandateId',
  'sequenceType',
]

function stateOf(now: () => Date) {
  let n = 0
  const id = (prefix: string) => `${prefix}_${(n += 1).toString(36).padStart(10, '0')}`
  const payments = new Map<string, Payment>()
  const refunds = new Map<string, Part[]>()
  const chargebacks = new Map<string, Part[]>()
  const settlements: Settlement[] = []
  /** Customers, each with its mandate once a first payment was paid. */
  const customers = new Map<string, { mandate?: string; refuses: boolean }>()
  const stamp = () => now().toISOString()

  const respond = (call: Call): Answer => {
    const { method, path, raw } = call
    if (method === 'DELETE')
      return customers.delete(path.split('/').at(-1)!) ? { status: 204, body: {} } : problem(404, 'No such customer')
    if (method !== 'POST') return read(call)
    if (path === '/v2/customers') return register(JSON.parse(raw) as object)
    if (path === '/v2/payments') return create(JSON.parse(raw) as Asked)
    const [, ref] = /^\/v2\/payments\/(tr_\w+)\/refunds$/.exec(path) ?? []
    return ref ? refund(ref, JSON.parse(raw) as { amount: Amount; metadata?: unknown }) : problem(404, `POST ${path}`)
  }

  const read = ({ path, query }: Call): Answer => {
    if (path === '/v2/payments') return listOf('payments', [...payments.values()].toReversed())
    if (path === '/v2/settlements') return listOf('settlements', settlements.toReversed())
    const [, ref] = /^\/v2\/payments\/(tr_\w+)$/.exec(path) ?? []
    if (ref) {
      const payment = payments.get(ref)
      if (!payment) return problem(404, `No payment exists with token ${ref}.`)
      const embed = query.get('embed')?.split(',') ?? []
      const parts = { refunds: refunds.get(ref), chargebacks: chargebacks.get(ref) }
      const _embedded = Object.fromEntries(Object.entries(parts).filter(([name, of]) => of && embed.includes(name)))
      return { status: 200, body: { ...payment, _embedded } }
    }
    const [, settlement, kind = ''] = /^\/v2\/settlements\/(stl_\w+)\/(\w+)$/.exec(path) ?? []
    const all = {
      payments: [...payments.values()],
      refunds: [...refunds.values()].flat(),
      chargebacks: [...chargebacks.values()].flat(),
    }
    const of = all[kind as keyof typeof all]
    return settlement && of
      ? listOf(
          kind,
          of.filter((one) => one.settlementId === settlement),
        )
      : problem(404, `GET ${path}`)
  }

  type Asked = {
    webhookUrl?: string
    amount: Amount
    metadata: unknown
    method?: string[]
    customerId?: string
    mandateId?: string
    sequenceType?: string
  }

  /** Why it makes no such payment. */
  const against = (given: Asked): Answer | undefined => {
    const unknown = Object.keys(given).find((name) => !OF_PAYMENT.includes(name))
    if (unknown) return problem(422, `Non-existent body parameter "${unknown}"`, unknown)
    const { webhookUrl, amount, customerId, mandateId, sequenceType } = given
    if (webhookUrl && !webhookUrl.startsWith('https:'))
      return problem(422, 'The webhook URL is invalid because it is unreachable', 'webhookUrl')
    // Of a card, a first payment may be of nothing: its mandate alone is wanted (help.mollie.com, 214072489).
    const alone = sequenceType === 'first' && given.method?.join() === 'creditcard' && amount.value === '0.00'
    if (ofDecimal(amount.value, amount.currency) <= 0 && !alone)
      return problem(422, 'The amount is lower than the minimum', 'amount')
    const customer = customers.get(customerId ?? '')
    if (customerId && !customer) return problem(422, 'The customer id is invalid', 'customerId')
    if (sequenceType === 'recurring' && (!customer?.mandate || customer.mandate !== mandateId))
      return problem(422, 'The customer has no valid mandate', 'mandateId')
    return undefined
  }

  const create = (given: Asked): Answer => {
    const refused = against(given)
    if (refused) return refused
    const { amount, metadata, method, customerId, mandateId, sequenceType = 'oneoff' } = given
    const ref = id('tr')
    const checkout = { href: `https://www.mollie.example/checkout/select-method/${ref}`, type: 'text/html' }
    const payment: Payment = {
      resource: 'payment',
      id: ref,
      mode: 'test',
      status: 'open',
      amount,
      createdAt: stamp(),
      metadata,
      method: method?.[0] ?? 'creditcard',
      sequenceType,
      ...(customerId ? { customerId } : {}),
      ...(mandateId ? { mandateId } : {}),
      _links: { checkout },
    }
    payments.set(ref, payment)
    if (sequenceType === 'recurring') {
      payment._links = {}
      payment.status = customers.get(customerId!)!.refuses ? 'failed' : 'paid'
      payment.details = { cardCountryCode: 'FR', cardAudience: 'consumer' }
    }
    return { status: 201, body: payment }
  }

  const register = (given: object): Answer => {
    const customer = id('cst')
    customers.set(customer, { refuses: false })
    return { status: 201, body: { resource: 'customer', id: customer, mode: 'test', ...given, createdAt: stamp(), _links: {} } }
  }

  /** A first payment that is paid gives a mandate. */
  const mandate = (ref: string) => {
    const { sequenceType, customerId } = payment(ref)
    if (sequenceType !== 'first') return
    const customer = customers.get(customerId!)!
    customer.mandate ??= id('mdt')
    payment(ref).mandateId = customer.mandate
  }

  const refund = (ref: string, { amount, metadata }: { amount: Amount; metadata?: unknown }): Answer => {
    const payment = payments.get(ref)!
    const cents = (of: Amount) => ofDecimal(of.value, of.currency)
    const gone = (refunds.get(ref) ?? [])
      .filter(({ status }) => status !== 'failed')
      .reduce((sum, one) => sum + cents(one.amount), 0)
    if (payment.status !== 'paid') return problem(422, 'The payment is not paid', 'status')
    if (gone + cents(amount) > cents(payment.amount)) return problem(422, 'The specified amount cannot be refunded', 'amount')
    const made = {
      resource: 'refund',
      id: id('re'),
      amount,
      status: 'pending',
      metadata,
      createdAt: stamp(),
      description: '',
      paymentId: ref,
      _links: {},
    }
    refunds.set(ref, [...(refunds.get(ref) ?? []), made])
    return { status: 201, body: made }
  }

  const payment = (ref: string) => payments.get(ref)!
  const become = (ref: string, status: string, details?: object) =>
    void Object.assign(payment(ref), { status, ...(details ? { details } : {}), _links: {} })

  return {
    respond,
    made: () => payments.size,
    pay: (ref: string, { country = 'FR', audience = 'consumer' }: { country?: string; audience?: string } = {}) => {
      become(ref, 'paid', { cardCountryCode: country, cardAudience: audience })
      mandate(ref)
    },
    refuseLater: (ref: string, refuses = true) => void (customers.get(payment(ref).customerId!)!.refuses = refuses),
    keeps: () => customers.size,
    wait: (ref: string) => become(ref, 'pending'),
    refuse: (ref: string) => become(ref, 'failed'),
    expire: (ref: string) => become(ref, 'expired'),
    dispute: (ref: string) => {
      const { amount } = payment(ref)
      const taken = { value: `-${amount.value}`, currency: amount.currency }
      const made = {
        resource: 'chargeback',
        id: id('chb'),
        amount,
        settlementAmount: taken,
        createdAt: stamp(),
        paymentId: ref,
        reversedAt: null,
        _links: {},
      }
      chargebacks.set(ref, [made])
    },
    win: (ref: string) => void (chargebacks.get(ref)![0]!.reversedAt = stamp()),
    refundElsewhere: (ref: string, amount: number) =>
      void refund(ref, { amount: { currency: 'EUR', value: decimalOf(amount, 'EUR') } }),
    /** Refunds that were on their way have arrived, or came back. */
    settleRefunds: (status: 'refunded' | 'failed') => void [...refunds.values()].flat().forEach((one) => (one.status = status)),
    payOut: () => {
      const fee = { value: '0.39', currency: 'EUR' }
      const settlementId = id('stl')
      let sum = -39
      for (const one of payments.values()) {
        if (one.status !== 'paid' || one.settlementId) continue
        Object.assign(one, { settlementId, settlementAmount: one.amount })
        sum += ofDecimal(one.amount.value, 'EUR')
      }
      const [year, month] = stamp().split('-') as [string, string]
      const costs = [{ description: 'Cards', method: 'creditcard', count: 1, amountNet: fee, amountVat: null, amountGross: fee }]
      const amount = { value: decimalOf(sum, 'EUR'), currency: 'EUR' }
      settlements.push({
        resource: 'settlement',
        id: settlementId,
        amount,
        createdAt: stamp(),
        settledAt: stamp(),
        status: 'paidout',
        periods: { [year]: { [month]: { revenue: [], costs } } },
      })
      return { id: settlementId, amount: sum }
    },
  }
}
