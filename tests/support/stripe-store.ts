import { type Charge, type Dispute, type Intent, type Move, type Payout, type Refund, type Session } from './stripe-objects.ts'
import { keptMeans } from './stripe-kept.ts'

export type Store = ReturnType<typeof storeOf>

/** What Stripe knows of payments, and how one comes to be paid. */
export function storeOf(now: () => Date) {
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
    const { methods: _methods, intentMetadata: _metadata, keep: _keep, ...rest } = session
    const { setup_intent } = rest
    const shown = {
      ...rest,
      // Nothing is paid on a page of setup: neither an amount nor a currency is told.
      ...(setup_intent ? { amount_total: null, currency: null } : {}),
      setup_intent: setup_intent && !has('setup_intent') ? setup_intent.id : setup_intent,
    }
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

  const session = (ref: string) => sessions.get(ref) ?? bare.get(ref)!
  const intentOf = (ref: string) => intents.get(session(ref).payment_intent!)!
  /** Her means are kept, and nothing is taken. */
  const keepAlone = (one: Session, status = 'succeeded') => {
    Object.assign(one.setup_intent!, { status })
    if (status !== 'requires_payment_method') one.status = 'complete'
    if (status !== 'succeeded') return
    const { ids } = kept.add(one.methods[0]!)
    if (one.keep) one.customer = ids.customer
    // Without a customer the means are nobody's: they cannot be charged later.
    Object.assign(one.setup_intent!, { payment_method: ids.payment_method, customer: one.keep ? ids.customer : null })
  }
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
    id,
    seconds,
    sessions,
    intents,
    moves,
    refunds,
    disputes,
    payouts,
    kept,
    bare,
    expand,
    withCharge,
    move,
    session,
    keepAlone,
    intentOf,
    try_,
    charge,
  }
}
