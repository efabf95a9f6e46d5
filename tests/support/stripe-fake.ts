import qs from 'qs'
import { Stripe } from 'stripe'
import { type Answer, type Call, type HttpFake, startFake } from './http-fake.ts'

/** What it takes of a session; anything else it refuses, as Stripe does. From `SessionCreateParams` of stripe 23.1.0. */
const OF_SESSION = [
  'mode submit_type allowed_payment_method_types line_items client_reference_id metadata payment_intent_data adaptive_pricing',
  'locale success_url cancel_url expires_at',
]
  .join(' ')
  .split(' ')

type Session = {
  id: string
  object: 'checkout.session'
  status: 'open' | 'complete' | 'expired'
  payment_status: 'unpaid' | 'paid'
  amount_total: number
  currency: string
  created: number
  expires_at: number
  metadata: Record<string, string>
  client_reference_id: string
  payment_intent: string | null
  livemode: boolean
  url: string | null
  /** What the fake alone looks at. */
  methods: string[]
  intentMetadata: Record<string, string>
}
type Intent = {
  id: string
  object: 'payment_intent'
  status: string
  latest_charge: string | null
  metadata: Record<string, string>
}
type Charge = {
  id: string
  object: 'charge'
  amount: number
  payment_intent: string
  metadata: Record<string, string>
  payment_method_details: object
  balance_transaction: string
}
type Move = {
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
type Refund = {
  id: string
  object: 'refund'
  amount: number
  status: string
  payment_intent: string
  metadata: Record<string, string>
}
type Dispute = {
  id: string
  object: 'dispute'
  amount: number
  status: string
  payment_intent: string
  balance_transactions: Move[]
  metadata: object
}
type Payout = {
  id: string
  object: 'payout'
  amount: number
  currency: string
  status: string
  created: number
  arrival_date: number
}

export type StripeFake = HttpFake & ReturnType<typeof stateOf> & { url: string }

/** Stripe's API as far as it is used here, with a memory: written from the types and the manual's words in stripe 23.1.0 (API 2026-10-28.endive). */
export async function startStripe({
  now,
  version = '2026-10-28.endive',
}: {
  now(): Date
  version?: string
}): Promise<StripeFake> {
  const state = stateOf(now)
  const respond = (call: Call): Answer => {
    if (call.headers['stripe-version'] !== version)
      return refused('version', `Asked in version ${call.headers['stripe-version']}`)
    if (!/^Bearer (sk|rk)_(test|live)_/.test(call.headers.authorization ?? '')) return refused('api_key', 'No key', [401])
    return state.respond(call)
  }
  const fake = await startFake(respond, {
    conflict: refused('idempotency_error', 'Keys for idempotent requests can only be used with the same parameters'),
    broken: (status) => refused('api_error', 'Broken', [status]).body,
  })
  return Object.assign(fake, state, { url: `http://127.0.0.1:${fake.port}` })
}

/** With its status, and Stripe's word for why where it has one. */
const refused = (type: string, message: string, [status, code]: [number, string?] = [400]): Answer => ({
  status,
  body: { error: { type: type === 'idempotency_error' || type === 'api_error' ? type : 'invalid_request_error', code, message } },
})

const listOf = (data: object[], url: string) => ({ object: 'list', data, has_more: false, url })

function stateOf(now: () => Date) {
  let n = 0
  const id = (prefix: string) => `${prefix}_${(n += 1).toString(36).padStart(14, '0')}`
  const seconds = () => Math.floor(now().getTime() / 1000)
  const sessions = new Map<string, Session>()
  const intents = new Map<string, Intent>()
  const charges = new Map<string, Charge>()
  const moves: Move[] = []
  const refunds: Refund[] = []
  const disputes: Dispute[] = []
  const payouts: Payout[] = []

  /** An id, or what it is of when the caller asked for that to be expanded. */
  const expand = (session: Session, asked: string[], prefix = '') => {
    const has = (path: string) => asked.some((one) => one === prefix + path || one.startsWith(`${prefix}${path}.`))
    const { methods: _methods, intentMetadata: _metadata, ...shown } = session
    const intent = session.payment_intent && intents.get(session.payment_intent)
    if (!intent || !has('payment_intent')) return shown
    const charge = intent.latest_charge && charges.get(intent.latest_charge)
    if (!charge || !has('payment_intent.latest_charge')) return { ...shown, payment_intent: intent }
    const move = moves.find((one) => one.id === charge.balance_transaction)!
    const { source: _source, ...fee } = move
    const whole = has('payment_intent.latest_charge.balance_transaction') ? { ...charge, balance_transaction: fee } : charge
    return { ...shown, payment_intent: { ...intent, latest_charge: whole } }
  }

  const move = (
    type: string,
    { amount, fee = 0, currency, source }: Pick<Move, 'amount' | 'currency' | 'source'> & { fee?: number },
  ): Move => {
    const made: Move = { id: id('txn'), object: 'balance_transaction', type, amount, fee, net: amount - fee, currency, source }
    moves.push(made)
    return made
  }

  const respond = ({ method, path, query, raw }: Call): Answer => {
    const asked = [...query].flatMap(([name, value]) => (name.startsWith('expand[') ? [value] : []))
    const of = query.get('payment_intent')
    if (method === 'POST' && path === '/v1/checkout/sessions') return create(raw)
    if (method === 'POST' && path === '/v1/refunds') return refund(raw)
    const one = /^\/v1\/checkout\/sessions\/(\w+)$/.exec(path)?.[1]
    if (one) {
      const session = sessions.get(one)
      return session
        ? { status: 200, body: expand(session, asked) }
        : refused('x', `No such session: ${one}`, [404, 'resource_missing'])
    }
    if (path === '/v1/checkout/sessions') {
      const [from, to] = [Number(query.get('created[gte]') ?? 0), Number(query.get('created[lte]') ?? Infinity)]
      const found = [...sessions.values()].filter((s) => (of ? s.payment_intent === of : s.created >= from && s.created <= to))
      return { status: 200, body: listOf(found.map((s) => expand(s, asked, 'data.')).toReversed(), path) }
    }
    if (path === '/v1/refunds')
      return {
        status: 200,
        body: listOf(
          refunds.filter((r) => r.payment_intent === of),
          path,
        ),
      }
    if (path === '/v1/disputes')
      return {
        status: 200,
        body: listOf(
          disputes.filter((d) => d.payment_intent === of),
          path,
        ),
      }
    if (path === '/v1/payouts')
      return {
        status: 200,
        body: listOf(
          payouts.filter(({ created }) => created >= Number(query.get('created[gte]') ?? 0)),
          path,
        ),
      }
    if (path === '/v1/balance_transactions') {
      const found = moves.filter(({ payout }) => payout === query.get('payout'))
      const whole = asked.includes('data.source')
      return {
        status: 200,
        body: listOf(
          found.map((m) => (whole ? m : { ...m, source: (m.source as { id: string }).id })),
          path,
        ),
      }
    }
    return refused('x', `Unrecognized request URL (${method}: ${path})`, [404])
  }

  const create = (raw: string): Answer => {
    const given = qs.parse(raw, { depth: 6 }) as Record<string, never>
    const unknown = Object.keys(given).find((name) => !OF_SESSION.includes(name))
    if (unknown) return refused('x', `Received unknown parameter: ${unknown}`, [400, 'parameter_unknown'])
    const [line] = given.line_items as unknown as { quantity: string; price_data: { currency: string; unit_amount: string } }[]
    const { expires_at } = given as unknown as { expires_at: string }
    const life = Number(expires_at) - seconds()
    if (life < 1_800 || life > 86_400) return refused('x', '`expires_at` must be between 30 minutes and 24 hours', [400])
    const session: Session = {
      id: `cs_test_${id('a')}`,
      object: 'checkout.session',
      status: 'open',
      payment_status: 'unpaid',
      amount_total: Number(line!.price_data.unit_amount) * Number(line!.quantity),
      currency: line!.price_data.currency,
      created: seconds(),
      expires_at: Number(expires_at),
      metadata: given.metadata ?? {},
      client_reference_id: given.client_reference_id ?? '',
      payment_intent: null,
      livemode: false,
      url: null,
      methods: Object.values(given.allowed_payment_method_types ?? {}),
      intentMetadata: (given.payment_intent_data as { metadata?: Record<string, string> } | undefined)?.metadata ?? {},
    }
    session.url = `https://checkout.stripe.example/c/pay/${session.id}`
    sessions.set(session.id, session)
    return { status: 200, body: expand(session, []) }
  }

  const refund = (raw: string): Answer => {
    const {
      payment_intent,
      amount,
      metadata = {},
    } = qs.parse(raw) as { payment_intent: string; amount: string; metadata?: Record<string, string> }
    const session = [...sessions.values()].find((one) => one.payment_intent === payment_intent)
    const gone = refunds
      .filter((r) => r.payment_intent === payment_intent && r.status !== 'failed')
      .reduce((sum, r) => sum + r.amount, 0)
    if (!session || session.payment_status !== 'paid') return refused('x', 'Not paid', [400])
    if (gone + Number(amount) > session.amount_total)
      return refused('x', 'Greater than unrefunded amount', [400, 'charge_already_refunded'])
    const made: Refund = { id: id('re'), object: 'refund', amount: Number(amount), status: 'succeeded', payment_intent, metadata }
    refunds.push(made)
    move('refund', { amount: -made.amount, currency: session.currency, source: made })
    return { status: 200, body: made }
  }

  const session = (ref: string) => sessions.get(ref)!
  const intentOf = (ref: string) => intents.get(session(ref).payment_intent!)!
  const try_ = (ref: string): Intent => {
    const one = session(ref)
    const made: Intent = {
      id: id('pi'),
      object: 'payment_intent',
      status: 'processing',
      latest_charge: null,
      metadata: one.intentMetadata,
    }
    intents.set(made.id, made)
    one.payment_intent = made.id
    return made
  }
  const charge = (ref: string, details: object) => {
    const [one, intent] = [session(ref), intentOf(ref)]
    const made: Charge = {
      id: id('ch'),
      object: 'charge',
      amount: one.amount_total,
      payment_intent: intent.id,
      metadata: intent.metadata,
      payment_method_details: details,
      balance_transaction: '',
    }
    const fee = Math.round(one.amount_total * 0.015) + 25
    made.balance_transaction = move('charge', { amount: one.amount_total, fee, currency: one.currency, source: made }).id
    charges.set(made.id, made)
    intent.status = 'succeeded'
    intent.latest_charge = made.id
    one.status = 'complete'
    one.payment_status = 'paid'
  }

  return {
    respond,
    refs: () => sessions.keys(),
    /** Has made a payment of that name. Gives its own. */
    have: ({ payment, amount }: { payment: string; amount: number }): string => {
      const given = {
        line_items: [{ quantity: 1, price_data: { currency: 'eur', unit_amount: amount } }],
        metadata: { payment },
        payment_intent_data: { metadata: { payment } },
        expires_at: seconds() + 3_600,
      }
      return (create(qs.stringify(given)).body as { id: string }).id
    },
    /** How many payments it made. */
    made: () => sessions.size,
    methodsOf: (ref: string) => session(ref).methods,
    pay: (ref: string, card: { country?: string; funding?: string } = {}) => {
      try_(ref)
      charge(ref, { type: 'card', card: { country: 'FR', funding: 'debit', ...card } })
    },
    /** She signed the mandate; the bank takes days. */
    wait: (ref: string) => {
      try_(ref)
      session(ref).status = 'complete'
    },
    arrive: (ref: string) => charge(ref, { type: 'sepa_debit', sepa_debit: { country: 'FR' } }),
    bounce: (ref: string) => void (intentOf(ref).status = 'requires_payment_method'),
    /** A card is refused, and the page stays open until it is over. */
    decline: (ref: string) => void (try_(ref).status = 'requires_payment_method'),
    expire: (ref: string) => void Object.assign(session(ref), { status: 'expired', url: null }),
    dispute: (ref: string, status = 'needs_response') => {
      const one = session(ref)
      const made: Dispute = {
        id: id('du'),
        object: 'dispute',
        amount: one.amount_total,
        status,
        payment_intent: one.payment_intent!,
        balance_transactions: [],
        metadata: {},
      }
      if (!status.startsWith('warning')) {
        const { source: _source, ...taken } = move('adjustment', {
          amount: -one.amount_total,
          fee: 2000,
          currency: one.currency,
          source: made,
        })
        made.balance_transactions.push(taken as Move)
      }
      disputes.push(made)
    },
    settleDispute: (ref: string, status: string) => {
      const found = disputes.find((one) => one.payment_intent === session(ref).payment_intent)!
      found.status = status
      if (status !== 'won') return
      const { source: _source, ...back } = move('adjustment', { amount: found.amount, currency: 'eur', source: found })
      found.balance_transactions.push(back as Move)
    },
    refundElsewhere: (ref: string, amount: number) =>
      void refund(qs.stringify({ payment_intent: session(ref).payment_intent, amount })),
    /** The donor's bank sends a refund back. */
    failRefunds: () => void refunds.forEach((one) => (one.status = 'failed')),
    /** All that moved and was not sent yet goes to the bank. */
    payOut: () => {
      const open = moves.filter(({ payout }) => payout === undefined)
      const made: Payout = {
        id: id('po'),
        object: 'payout',
        amount: open.reduce((sum, { net }) => sum + net, 0),
        currency: 'eur',
        status: 'paid',
        created: seconds(),
        arrival_date: seconds() + 86_400,
      }
      for (const one of open) one.payout = made.id
      moves.push({
        id: id('txn'),
        object: 'balance_transaction',
        type: 'payout',
        amount: -made.amount,
        fee: 0,
        net: -made.amount,
        currency: 'eur',
        source: made,
        payout: made.id,
      })
      payouts.push(made)
      return made
    },
    /** What it sends of a payment now: the session, or what hangs on its intent. */
    event: (ref: string, type = 'checkout.session.completed', extra: object = {}): object => {
      const one = session(ref)
      const object = type.startsWith('checkout.')
        ? expand(one, [])
        : { id: id('x'), object: type.startsWith('refund') ? 'refund' : type.split('.')[1], payment_intent: one.payment_intent }
      return {
        id: id('evt'),
        object: 'event',
        type,
        api_version: '2026-10-28.endive',
        livemode: false,
        created: seconds(),
        data: { object },
        ...extra,
      }
    },
  }
}

/** Signs a body as Stripe does. */
export function signed(payload: string, { secret, at, scheme }: { secret: string; at: Date; scheme?: string }): string {
  return Stripe.webhooks.generateTestHeaderString({
    payload,
    secret,
    timestamp: Math.floor(at.getTime() / 1000),
    ...(scheme ? { scheme } : {}),
  } as Parameters<typeof Stripe.webhooks.generateTestHeaderString>[0])
}
