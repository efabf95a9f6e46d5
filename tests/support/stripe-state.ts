import qs from 'qs'
import type { Answer, Call } from './http-fake.ts'
import {
  type Charge,
  type Dispute,
  type Intent,
  listOf,
  type Move,
  OF_INTENT,
  OF_SESSION,
  type Payout,
  type Refund,
  refused,
  type Session,
} from './stripe-objects.ts'
import { keptMeans } from './stripe-kept.ts'

/** What Stripe knows, and what befalls it. */
export function stateOf(now: () => Date) {
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
  const kept = keptMeans(id)
  /** Payments without a page, by their intent. */
  const bare = new Map<string, Session>()

  /** An id, or what it is of when the caller asked for that to be expanded. */
  const expand = (session: Session, asked: string[], prefix = '') => {
    const has = (path: string) => asked.some((one) => one === prefix + path || one.startsWith(`${prefix}${path}.`))
    const { methods: _methods, intentMetadata: _metadata, keep: _keep, ...shown } = session
    const intent = session.payment_intent && intents.get(session.payment_intent)
    if (!intent || !has('payment_intent')) return shown
    return { ...shown, payment_intent: has('payment_intent.latest_charge') ? withCharge(intent) : intent }
  }

  /** With its charge, and what that cost. */
  const withCharge = (intent: Intent) => {
    const charge = intent.latest_charge && charges.get(intent.latest_charge)
    if (!charge) return intent
    const { source: _source, ...fee } = moves.find((one) => one.id === charge.balance_transaction)!
    return { ...intent, latest_charge: { ...charge, balance_transaction: fee } }
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
    if (method === 'POST' && path === '/v1/payment_intents') return chargeKept(raw)
    if (method === 'DELETE') return kept.forget(path)
    if (path === '/v1/payment_intents') {
      const [from, to] = [Number(query.get('created[gte]') ?? 0), Number(query.get('created[lte]') ?? Infinity)]
      const found = [...intents.values()].filter(({ created }) => created >= from && created <= to)
      return { status: 200, body: listOf(found.toReversed(), path) }
    }
    const intent = /^\/v1\/payment_intents\/(\w+)$/.exec(path)?.[1]
    if (intent) {
      const found = intents.get(intent)
      return found
        ? { status: 200, body: withCharge(found) }
        : refused('x', `No such payment_intent: ${intent}`, [404, 'resource_missing'])
    }
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
      customer: null,
      keep: (given.payment_intent_data as { setup_future_usage?: string } | undefined)?.setup_future_usage === 'off_session',
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
    const session = [...sessions.values(), ...bare.values()].find((one) => one.payment_intent === payment_intent)
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

  /** Takes money by what is kept: there is no page, and a card answers at once. */
  const chargeKept = (raw: string): Answer => {
    const given = qs.parse(raw, { depth: 6 }) as Record<string, string> & { metadata: Record<string, string> }
    const unknown = Object.keys(given).find((name) => !OF_INTENT.includes(name))
    if (unknown) return refused('x', `Received unknown parameter: ${unknown}`, [400, 'parameter_unknown'])
    const means = kept.find(given)
    if (!means) return refused('x', `No such PaymentMethod: ${given.payment_method}`, [400, 'resource_missing'])
    const one = {
      amount_total: Number(given.amount),
      currency: given.currency!,
      payment_intent: null,
      intentMetadata: given.metadata,
      keep: false,
      livemode: false,
    } as unknown as Session
    const intent = Object.assign(try_(one), means.ids)
    bare.set(intent.id, one)
    if (means.refuses) {
      intent.status = 'requires_payment_method'
      const error = { type: 'card_error', code: 'card_declined', decline_code: 'insufficient_funds', payment_intent: intent }
      return { status: 402, body: { error } }
    }
    if (means.type === 'card') charge(intent.id, { type: 'card', card: { country: 'FR', funding: 'debit' } })
    return { status: 200, body: withCharge(intent) }
  }

  const session = (ref: string) => sessions.get(ref) ?? bare.get(ref)!
  const intentOf = (ref: string) => intents.get(session(ref).payment_intent!)!
  const try_ = (one: Session): Intent => {
    const made: Intent = {
      id: id('pi'),
      object: 'payment_intent',
      status: 'processing',
      latest_charge: null,
      metadata: one.intentMetadata,
      amount: one.amount_total,
      currency: one.currency,
      created: seconds(),
      customer: null,
      payment_method: null,
      setup_future_usage: null,
    }
    if (one.keep) {
      const { ids, setup_future_usage } = kept.add(one.methods[0]!)
      Object.assign(made, ids, { setup_future_usage })
      one.customer = ids.customer
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
    made: () => sessions.size + bare.size,
    methodsOf: (ref: string) => session(ref).methods,
    pay: (ref: string, card: { country?: string; funding?: string } = {}) => {
      try_(session(ref))
      charge(ref, { type: 'card', card: { country: 'FR', funding: 'debit', ...card } })
    },
    /** She signed the mandate; the bank takes days. */
    wait: (ref: string) => {
      try_(session(ref))
      session(ref).status = 'complete'
    },
    arrive: (ref: string) => charge(ref, { type: 'sepa_debit', sepa_debit: { country: 'FR' } }),
    bounce: (ref: string) => void (intentOf(ref).status = 'requires_payment_method'),
    /** A card is refused, and the page stays open until it is over. */
    decline: (ref: string) => void (try_(session(ref)).status = 'requires_payment_method'),
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
    /** What was kept of that payment is refused when it is charged. */
    refuseLater: (ref: string, refuses = true) => kept.refuse(intentOf(ref), refuses),
    /** How many customers it keeps means of. */
    keeps: () => kept.size(),
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
      const bareIntent = bare.has(ref)
      const object =
        bareIntent && type.startsWith('checkout.')
          ? intents.get(ref)!
          : type.startsWith('checkout.')
            ? expand(one, [])
            : {
                id: id('x'),
                object: type.startsWith('refund') ? 'refund' : type.split('.')[1],
                payment_intent: one.payment_intent,
              }
      return {
        id: id('evt'),
        object: 'event',
        type: bareIntent && type.startsWith('checkout.') ? 'payment_intent.succeeded' : type,
        api_version: '2026-10-28.endive',
        livemode: false,
        created: seconds(),
        data: { object },
        ...extra,
      }
    },
  }
}
