import qs from 'qs'
import type { Answer } from './http-fake.ts'
import { OF_INTENT, OF_SESSION, OF_SETUP, type Refund, refused, type Session } from './stripe-objects.ts'
import type { Store } from './stripe-store.ts'

/** What Stripe does when it is asked to make something. */
export function writesOf({ id, seconds, sessions, refunds, kept, bare, expand, withCharge, move, try_, charge }: Store) {
  const create = (raw: string): Answer => {
    const given = qs.parse(raw, { depth: 6 }) as Record<string, never>
    const setup = String(given.mode) === 'setup'
    const unknown = Object.keys(given).find((name) => !(setup ? OF_SETUP : OF_SESSION).includes(name))
    if (unknown) return refused('x', `Received unknown parameter: ${unknown}`, [400, 'parameter_unknown'])
    const nothing = [{ quantity: '0', price_data: { currency: given.currency, unit_amount: '0' } }]
    const [line] = (given.line_items ?? nothing) as unknown as {
      quantity: string
      price_data: { currency: string; unit_amount: string }
    }[]
    const { expires_at } = given as unknown as { expires_at: string }
    const life = Number(expires_at) - seconds()
    if (life < 1_800 || life > 86_400) return refused('x', '`expires_at` must be between 30 minutes and 24 hours', [400])
    const session: Session = {
      id: `cs_test_${id('a')}`,
      object: 'checkout.session',
      mode: setup ? 'setup' : 'payment',
      setup_intent: setup ? setupIntent(given.setup_intent_data) : null,
      status: 'open',
      payment_status: setup ? 'no_payment_required' : 'unpaid',
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
      keep: setup
        ? String(given.customer_creation) === 'always'
        : (given.payment_intent_data as { setup_future_usage?: string } | undefined)?.setup_future_usage === 'off_session',
      methods: Object.values(given.allowed_payment_method_types ?? {}),
      intentMetadata: (given.payment_intent_data as { metadata?: Record<string, string> } | undefined)?.metadata ?? {},
    }
    session.url = `https://checkout.stripe.example/c/pay/${session.id}`
    sessions.set(session.id, session)
    return { status: 200, body: expand(session, []) }
  }

  const setupIntent = (given: { metadata?: object } | undefined) => ({
    id: id('seti'),
    object: 'setup_intent' as const,
    status: 'requires_payment_method',
    payment_method: null,
    customer: null,
    metadata: given?.metadata ?? {},
  })

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

  return { create, refund, chargeKept }
}
