import { Stripe } from 'stripe'
import type { Locale } from '#platform/i18n/locales'
import type { Keys } from './opening.ts'
import { type Facts, type How, type Parsed, type Provider, ProviderAway, ProviderRefused, type Wanted } from './port.ts'
import { type Mode, OPEN_FOR, type Part, type Reached } from './rules.ts'
import { readSigned } from './signature.ts'
import { stripePayouts } from './stripe-payouts.ts'

/** The version of the API that this was written for; what the account is set to does not matter. */
const API_VERSION = '2026-10-28.endive'
/** Milliseconds. The library tries twice more after what may pass. */
const TIMEOUT = 20_000
const RETRIES = 2
/** Objects of a list that one call gives at most. */
const PAGE = 100

const METHODS = { card: 'card', debit: 'sepa_debit' } as const satisfies Record<Mode, string>
const LOCALES = { fr: 'fr', en: 'en', es: 'es' } as const satisfies Record<Locale, string>

/** Stripe, by its page of payment (Checkout): cards, and SEPA direct debit, which stays pending for days. */
export function stripeProvider({ key, at }: Keys, { live }: { live: boolean }): Provider {
  const stripe = new Stripe(key, {
    apiVersion: API_VERSION,
    timeout: TIMEOUT,
    maxNetworkRetries: RETRIES,
    telemetry: false,
    ...hostOf(at),
  })
  return {
    modes: ['card', 'debit'],
    begin: (wanted, { idempotencyKey, ...how }) =>
      answered(async () => {
        const session = await stripe.checkout.sessions.create(asking(wanted, how), { idempotencyKey })
        if (!session.url) throw new ProviderRefused('no-url')
        return { ref: session.id, url: session.url }
      }),
    parse: (raw, headers, at) => parsed(raw, headers['stripe-signature'], { ...at, live }),
    fetch: (ref) =>
      answered(async () => {
        const session = await sessionOf(stripe, ref)
        return session && factsOf(stripe, session)
      }),
    refund: ({ ref, amount, idempotencyKey: refund }) =>
      answered(async () => {
        const session = await sessionOf(stripe, ref)
        const intent = session && idOf(session.payment_intent)
        if (!intent) throw new ProviderRefused('not-paid')
        const made = await stripe.refunds.create(
          { payment_intent: intent, amount, metadata: { refund } },
          { idempotencyKey: refund },
        )
        return refundOf(made)
      }),
    made: (from, to) =>
      answered(async () => {
        const created = { gte: Math.floor(from.getTime() / 1000), lte: Math.ceil(to.getTime() / 1000) }
        const made = new Map<string, string>()
        for await (const { id, metadata } of stripe.checkout.sessions.list({ created, limit: PAGE }))
          if (metadata?.payment) made.set(metadata.payment, id)
        return made
      }),
    payouts: (since) => answered(() => stripePayouts(stripe, since)),
  }
}

/** A page of payment. The same at each try, or the key is refused. */
function asking(
  wanted: Wanted,
  { returnUrl, locale, description: name }: Omit<How, 'idempotencyKey'>,
): Stripe.Checkout.SessionCreateParams {
  const { id: payment, amount: unit_amount, currency: code, mode, created_at } = wanted
  const price_data = { currency: code.toLowerCase(), unit_amount, product_data: { name } }
  return {
    mode: 'payment',
    submit_type: 'donate',
    // `payment_method_types` is no more (stripe 23.0.0 of 2026-09-30). This one filters what the account takes.
    allowed_payment_method_types: [METHODS[mode]],
    line_items: [{ quantity: 1, price_data }],
    client_reference_id: payment,
    metadata: { payment },
    // Of a charge Stripe keeps a copy, and tells it with payouts.
    payment_intent_data: { metadata: { payment } },
    // What she agreed to give is what is asked of her, in no other currency.
    adaptive_pricing: { enabled: false },
    locale: LOCALES[locale],
    success_url: returnUrl,
    cancel_url: returnUrl,
    expires_at: Math.floor((created_at.getTime() + OPEN_FOR) / 1000),
  }
}

function hostOf(at: string | undefined) {
  if (!at) return {}
  const { protocol, hostname, port } = new URL(at)
  return { host: hostname, port, protocol: protocol === 'http:' ? ('http' as const) : ('https' as const) }
}

/** Says of what the library throws whether the provider is away or will not. */
async function answered<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof Stripe.errors.StripeError)) throw error
    const { statusCode: status, code, type } = error
    // No answer, too many at once (429), another call with the same key under way (409): it may be asked again.
    if (status === undefined || status >= 500 || status === 429 || status === 409) throw new ProviderAway(type, { cause: error })
    throw new ProviderRefused(code ?? type, error)
  }
}

/** What tells of a payment; all else that Stripe sends is taken and forgotten. */
const KINDS =
  /^(checkout\.session\.|payment_intent\.(succeeded|processing|payment_failed|canceled)$|charge\.(refund|dispute)|refund\.)/

type Signed = { secrets: string[]; now: Date; live: boolean }

function parsed(raw: string, signature: string | string[] | undefined, { live, ...at }: Signed): Parsed {
  const read = readSigned(raw, signature, at)
  if ('refused' in read) return read
  const { id, type, livemode, data } = read.body as Partial<Stripe.Event>
  const object = data?.object as { id?: unknown; object?: unknown; payment_intent?: unknown } | undefined
  if (typeof id !== 'string' || typeof type !== 'string' || !object) return { refused: 'shape' }
  if (livemode !== live) return { refused: 'mode' }
  if (!KINDS.test(type)) return { ignored: true }
  const whole = object.object === 'checkout.session' || object.object === 'payment_intent' ? object.id : object.payment_intent
  return typeof whole === 'string' ? { told: { event: id, kind: type, ref: whole } } : { ignored: true }
}

const EXPANDED = 'payment_intent.latest_charge.balance_transaction'

/** The session of a payment, by its own id or by that of its intent. */
async function sessionOf(stripe: Stripe, ref: string): Promise<Stripe.Checkout.Session | undefined> {
  if (!ref.startsWith('cs_')) {
    const { data } = await stripe.checkout.sessions.list({ payment_intent: ref, limit: 1, expand: [`data.${EXPANDED}`] })
    return data[0]
  }
  try {
    return await stripe.checkout.sessions.retrieve(ref, { expand: [EXPANDED] })
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode === 404) return undefined
    throw error
  }
}

async function factsOf(stripe: Stripe, session: Stripe.Checkout.Session): Promise<Facts | undefined> {
  const { id: ref, metadata, amount_total: amount, currency, payment_intent: intent } = session
  const payment = metadata?.payment
  if (!payment || amount === null || currency === null) return undefined
  const paid = chargeOf(intent)
  return {
    payment,
    ref,
    amount,
    currency: currency.toUpperCase(),
    reached: reachedBy(session),
    parts: paid ? await partsOf(stripe, idOf(intent)!) : [],
    fee: feeOf(paid, currency),
    ...cardOf(paid),
  }
}

/** The charge by which it was paid. */
function chargeOf(intent: Stripe.Checkout.Session['payment_intent']): Stripe.Charge | null {
  const charge = typeof intent === 'object' && intent?.status === 'succeeded' ? intent.latest_charge : null
  return typeof charge === 'object' ? charge : null
}

function cardOf(charge: Stripe.Charge | null) {
  const card = charge?.payment_method_details?.card
  return { card_country: card?.country ?? null, card_funding: card?.funding ?? null }
}

/** Done at the page is not paid: a debit is on its way for days, and may come back. */
function reachedBy({ status, payment_status, payment_intent }: Stripe.Checkout.Session): Reached {
  const intent = typeof payment_intent === 'object' ? payment_intent?.status : undefined
  if (intent === 'succeeded' || payment_status === 'paid') return 'paid'
  if (status === 'expired') return 'expired'
  if (status === 'open') return 'open'
  return intent === 'requires_payment_method' || intent === 'canceled' ? 'failed' : 'pending'
}

function feeOf(charge: Stripe.Charge | null, currency: string): number | null {
  const transaction = charge?.balance_transaction
  // One that was changed into another currency has its fee in that.
  return typeof transaction === 'object' && transaction?.currency === currency ? transaction.fee : null
}

async function partsOf(stripe: Stripe, payment_intent: string): Promise<Part[]> {
  const [refunds, disputes] = await Promise.all([
    stripe.refunds.list({ payment_intent, limit: PAGE }),
    stripe.disputes.list({ payment_intent, limit: PAGE }),
  ])
  return [...refunds.data.map(refundOf), ...disputes.data.flatMap((dispute) => disputeOf(dispute) ?? [])]
}

const REFUNDS: Record<string, 'sent' | 'done' | 'failed'> = { succeeded: 'done', failed: 'failed', canceled: 'failed' }

const refundOf = ({ id, amount, status, metadata }: Stripe.Refund): Part => ({
  kind: 'refund',
  ref: id,
  amount,
  state: REFUNDS[status ?? ''] ?? 'sent',
  asked: metadata?.refund,
})

/** An inquiry (`warning_…`) takes nothing. Of what it does not say whether it took, the balance does. */
function disputeOf({ id: ref, amount, status, balance_transactions }: Stripe.Dispute): Part | undefined {
  const taken = balance_transactions.reduce((sum, one) => sum + one.amount, 0) < 0
  if (status.startsWith('warning_') && !taken) return undefined
  const dispute = { kind: 'dispute', ref, amount } as const
  if (status === 'needs_response' || status === 'under_review') return { ...dispute, state: 'open' }
  return { ...dispute, state: status === 'won' || (status === 'prevented' && !taken) ? 'won' : 'lost' }
}

const idOf = (one: string | { id: string } | null): string | undefined => (typeof one === 'string' ? one : one?.id)
