import { Stripe } from 'stripe'
import type { Locale } from '#platform/i18n/locales'
import type { Keys } from './opening.ts'
import { type How, type Parsed, type Provider, ProviderRefused, type Wanted } from './port.ts'
import { OPEN_FOR } from './rules.ts'
import { readSigned } from './signature.ts'
import { answered, CHARGE, factsOf, factsOfIntent, idOf, METHODS, PAGE, refundOf } from './stripe-facts.ts'
import { factsOfSetup, isSetup, stripeMeans } from './stripe-means.ts'
import { stripePayouts } from './stripe-payouts.ts'

/** The version of the API that this was written for; what the account is set to does not matter. */
const API_VERSION = '2026-10-28.endive'
/** Milliseconds. The library tries twice more after what may pass. */
const TIMEOUT = 20_000
const RETRIES = 2

const LOCALES = { fr: 'fr', en: 'en', es: 'es' } as const satisfies Record<Locale, string>

const clients = new Map<string, Stripe>()

/** One for each key and place: to make one takes as long as to ask it something. */
function clientOf({ key, at }: Keys): Stripe {
  const name = `${key} ${at ?? ''}`
  const client =
    clients.get(name) ??
    new Stripe(key, {
      apiVersion: API_VERSION,
      timeout: TIMEOUT,
      maxNetworkRetries: RETRIES,
      telemetry: false,
      ...hostOf(at),
    })
  clients.set(name, client)
  return client
}

/** Stripe, by its page of payment (Checkout): cards, and SEPA direct debit, which stays pending for days. */
export function stripeProvider(keys: Keys, { live }: { live: boolean }): Provider {
  const stripe = clientOf(keys)
  return {
    modes: ['card', 'debit'],
    ...stripeMeans(stripe),
    begin: (wanted, { idempotencyKey, ...how }) =>
      answered(async () => {
        const asked = wanted.amount === 0 ? askingMeans(wanted, how) : asking(wanted, how)
        const session = await stripe.checkout.sessions.create(asked, { idempotencyKey })
        if (!session.url) throw new ProviderRefused('no-url')
        return { ref: session.id, url: session.url }
      }),
    parse: (raw, headers, at) => parsed(raw, headers['stripe-signature'], { ...at, live }),
    fetch: (ref) =>
      answered(async () => {
        const session = await sessionOf(stripe, ref)
        if (session) return isSetup(session) ? factsOfSetup(session) : factsOf(stripe, session)
        // What was taken by means that are kept had no page.
        return ref.startsWith('pi_') ? factsOfIntent(stripe, ref) : undefined
      }),
    refund: ({ ref, amount, idempotencyKey: refund }) =>
      answered(async () => {
        const intent = ref.startsWith('pi_') ? ref : idOf((await sessionOf(stripe, ref))?.payment_intent ?? null)
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
        for await (const { id, metadata } of stripe.paymentIntents.list({ created, limit: PAGE }))
          if (metadata.payment) made.set(metadata.payment, id)
        // The page, where there is one, is its name: it is there before anything is paid.
        for await (const { id, metadata } of stripe.checkout.sessions.list({ created, limit: PAGE }))
          if (metadata?.payment) made.set(metadata.payment, id)
        return made
      }),
    payouts: (since) => answered(() => stripePayouts(stripe, since)),
  }
}

type Asking = Omit<How, 'idempotencyKey'>

/** What every page of Stripe's is asked with. The same at each try, or the key is refused. */
const askingAny = ({ id: payment, mode, created_at }: Wanted, { returnUrl, locale }: Asking) =>
  ({
    // `payment_method_types` is no more (stripe 23.0.0 of 2026-09-30). This one filters what the account takes.
    allowed_payment_method_types: [METHODS[mode]],
    client_reference_id: payment,
    metadata: { payment },
    locale: LOCALES[locale],
    success_url: returnUrl,
    cancel_url: returnUrl,
    expires_at: Math.floor((created_at.getTime() + OPEN_FOR) / 1000),
  }) satisfies Stripe.Checkout.SessionCreateParams

/** A page of payment. */
function asking(wanted: Wanted, how: Asking): Stripe.Checkout.SessionCreateParams {
  const { id: payment, amount: unit_amount, currency: code } = wanted
  const { description: name, keep = false } = how
  const price_data = { currency: code.toLowerCase(), unit_amount, product_data: { name } }
  return {
    ...askingAny(wanted, how),
    mode: 'payment',
    submit_type: 'donate',
    line_items: [{ quantity: 1, price_data }],
    // Of a charge Stripe keeps a copy, and tells it with payouts.
    payment_intent_data: { metadata: { payment }, ...(keep ? { setup_future_usage: 'off_session' } : {}) },
    // What it keeps hangs on a customer of its own; none is made otherwise.
    ...(keep ? { customer_creation: 'always' } : {}),
    // What she agreed to give is what is asked of her, in no other currency.
    adaptive_pricing: { enabled: false },
  }
}

/** A page where means are kept and nothing is paid, with a customer of their own. It takes neither lines nor `submit_type`; wants a currency, and may not tell it. */
const askingMeans = (wanted: Wanted, how: Asking): Stripe.Checkout.SessionCreateParams => ({
  ...askingAny(wanted, how),
  mode: 'setup',
  currency: wanted.currency.toLowerCase(),
  customer_creation: 'always',
  setup_intent_data: { metadata: { payment: wanted.id }, description: how.description },
})

function hostOf(at: string | undefined) {
  if (!at) return {}
  const { protocol, hostname, port } = new URL(at)
  return { host: hostname, port, protocol: protocol === 'http:' ? ('http' as const) : ('https' as const) }
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

/** The session of a payment, by its own id or by that of its intent. */
async function sessionOf(stripe: Stripe, ref: string): Promise<Stripe.Checkout.Session | undefined> {
  if (!ref.startsWith('cs_')) {
    const { data } = await stripe.checkout.sessions.list({
      payment_intent: ref,
      limit: 1,
      expand: [`data.payment_intent.${CHARGE}`],
    })
    return data[0]
  }
  try {
    return await stripe.checkout.sessions.retrieve(ref, { expand: [`payment_intent.${CHARGE}`, 'setup_intent'] })
  } catch (error) {
    if (error instanceof Stripe.errors.StripeInvalidRequestError && error.statusCode === 404) return undefined
    throw error
  }
}
