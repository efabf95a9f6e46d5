import qs from 'qs'
import type { Answer, Call } from './http-fake.ts'
import type { Dispute, Move, Payout } from './stripe-objects.ts'
import { readsOf } from './stripe-reads.ts'
import { storeOf } from './stripe-store.ts'
import { writesOf } from './stripe-writes.ts'

/** Stripe: what it knows, what it answers, and what befalls it. */
export function stateOf(now: () => Date) {
  const store = storeOf(now)
  const {
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
    move,
    session,
    keepAlone,
    intentOf,
    try_,
    charge,
  } = store
  const { create, refund, chargeKept } = writesOf(store)
  const read = readsOf(store)

  const respond = (call: Call): Answer => {
    const { method, path, raw } = call
    if (method === 'DELETE') return kept.forget(path)
    if (method !== 'POST') return read(call)
    if (path === '/v1/checkout/sessions') return create(raw)
    if (path === '/v1/payment_intents') return chargeKept(raw)
    return path === '/v1/refunds' ? refund(raw) : read(call)
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
      if (session(ref).mode === 'setup') return keepAlone(session(ref))
      try_(session(ref))
      charge(ref, { type: 'card', card: { country: 'FR', funding: 'debit', ...card } })
    },
    /** She signed the mandate; the bank takes days. */
    wait: (ref: string) => {
      if (session(ref).mode === 'setup') return keepAlone(session(ref), 'processing')
      try_(session(ref))
      session(ref).status = 'complete'
    },
    arrive: (ref: string) =>
      session(ref).mode === 'setup'
        ? keepAlone(session(ref))
        : charge(ref, { type: 'sepa_debit', sepa_debit: { country: 'FR' } }),
    bounce: (ref: string) => void (intentOf(ref).status = 'requires_payment_method'),
    /** A card is refused, and the page stays open until it is over. */
    decline: (ref: string) =>
      session(ref).mode === 'setup'
        ? keepAlone(session(ref), 'requires_payment_method')
        : void (try_(session(ref)).status = 'requires_payment_method'),
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
    refuseLater: (ref: string, refuses = true) => kept.refuse(session(ref).setup_intent ?? intentOf(ref), refuses),
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
