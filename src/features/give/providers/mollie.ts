import { decimalOf, ofDecimal } from '#platform/money'
import {
  createMollieClient,
  Locale as MollieLocale,
  MollieApiError,
  type Payment,
  PaymentEmbed,
  PaymentMethod,
  PaymentStatus,
  RefundStatus,
} from '@mollie/api-client'
import type { Locale } from '#platform/i18n/locales'
import type { Keys } from './opening.ts'
import { molliePayouts } from './mollie-payouts.ts'
import { type Facts, type Parsed, type Provider, ProviderAway, ProviderRefused } from './port.ts'
import { type Part, type Reached } from './rules.ts'

const LOCALES = { fr: MollieLocale.fr_FR, en: MollieLocale.en_GB, es: MollieLocale.es_ES } as const satisfies Record<
  Locale,
  string
>

type Client = ReturnType<typeof createMollieClient>

/** Milliseconds. The library itself waits for ever (4.6.0, `NetworkClient.request`). */
const TIMEOUT = 20_000

/** Mollie, by its page of payment: cards. A debit there needs a mandate that was given before. */
export function mollieProvider({ key, token, at }: Keys): Provider {
  const where = at ? { apiEndpoint: at } : {}
  const mollie = createMollieClient({ apiKey: key, ...where })
  return {
    modes: ['card'],
    begin: (wanted, { returnUrl, webhookUrl, locale, description, idempotencyKey }) =>
      answered(async () => {
        const { id: payment, amount, currency } = wanted
        const made = await mollie.payments.create({
          amount: { currency, value: decimalOf(amount, currency) },
          description,
          redirectUrl: returnUrl,
          ...(webhookUrl ? { webhookUrl } : {}),
          locale: LOCALES[locale],
          metadata: { payment },
          method: [PaymentMethod.creditcard],
          idempotencyKey,
        })
        const url = made.getCheckoutUrl()
        if (!url) throw new ProviderRefused('no-url')
        return { ref: made.id, url }
      }),
    parse: (raw) => parsed(raw),
    fetch: (ref) =>
      answered(async () => {
        if (!REF.test(ref)) return undefined
        const found = await mollie.payments
          .get(ref, { embed: [PaymentEmbed.refunds, PaymentEmbed.chargebacks] })
          .catch((error: unknown) => {
            if (error instanceof MollieApiError && error.statusCode === 404) return undefined
            throw error
          })
        return found && factsOf(found)
      }),
    refund: ({ ref, amount, currency, idempotencyKey }) =>
      answered(async () =>
        refundOf(
          await mollie.paymentRefunds.create({
            paymentId: ref,
            amount: { currency, value: decimalOf(amount, currency) },
            metadata: { refund: idempotencyKey },
            idempotencyKey,
          }),
        ),
      ),
    made: (from, to) => answered(() => madeBetween(mollie, from, to)),
    payouts: (since) =>
      answered(() => {
        if (!token) throw new ProviderRefused('needs-token')
        return molliePayouts(createMollieClient({ accessToken: token, ...where }), since)
      }),
  }
}

async function madeBetween(mollie: Client, from: Date, to: Date): Promise<Map<string, string>> {
  const made = new Map<string, string>()
  // The newest first.
  for await (const { id, createdAt, metadata } of mollie.payments.iterate()) {
    const at = new Date(createdAt)
    if (at < from) break
    const payment = namedIn(metadata, 'payment')
    if (payment && at <= to) made.set(payment, id)
  }
  return made
}

async function answered<T>(work: () => Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new ProviderAway('No answer in time')), TIMEOUT)
  })
  try {
    return await Promise.race([work(), late])
  } catch (error) {
    if (!(error instanceof MollieApiError)) throw error
    const { statusCode: status, field } = error
    if (status === undefined || status >= 500 || status === 429 || status === 409)
      throw new ProviderAway(error.message, { cause: error })
    throw new ProviderRefused(field ?? String(status), error)
  } finally {
    clearTimeout(timer)
  }
}

const REF = /^tr_\w{4,40}$/

/** It holds the id of a payment and no signature: it is believed for nothing but that something may have changed. */
function parsed(raw: string): Parsed {
  const ref = new URLSearchParams(raw).get('id') ?? ''
  return REF.test(ref) ? { told: { event: undefined, kind: 'payment', ref } } : { refused: 'shape' }
}

const REACHED: Record<PaymentStatus, Reached> = {
  [PaymentStatus.open]: 'open',
  [PaymentStatus.pending]: 'pending',
  [PaymentStatus.authorized]: 'pending',
  [PaymentStatus.expired]: 'expired',
  [PaymentStatus.canceled]: 'cancelled',
  [PaymentStatus.failed]: 'failed',
  [PaymentStatus.paid]: 'paid',
}

function factsOf(found: Payment): Facts | undefined {
  const payment = namedIn(found.metadata, 'payment')
  if (!payment) return undefined
  const { currency, value } = found.amount
  const { refunds = [], chargebacks = [] } = found._embedded ?? {}
  // Of a card; other means have other details.
  const { cardCountryCode, cardAudience } = (found.details ?? {}) as { cardCountryCode?: string; cardAudience?: string | null }
  return {
    payment,
    ref: found.id,
    amount: ofDecimal(value, currency),
    currency,
    reached: REACHED[found.status] ?? 'pending',
    parts: [...refunds.map(refundOf), ...chargebacks.map(chargebackOf)],
    // Its fees stand in its invoices and transfers alone.
    fee: null,
    card_country: cardCountryCode ?? null,
    card_funding: cardAudience ?? null,
  }
}

type Amount = { value: string; currency: string }

const REFUNDS: Partial<Record<RefundStatus, 'done' | 'failed'>> = {
  [RefundStatus.refunded]: 'done',
  [RefundStatus.failed]: 'failed',
  [RefundStatus.canceled]: 'failed',
}

const refundOf = ({
  id,
  amount,
  status,
  metadata,
}: {
  id: string
  amount: Amount
  status: RefundStatus
  metadata: unknown
}): Part => ({
  kind: 'refund',
  ref: id,
  amount: ofDecimal(amount.value, amount.currency),
  state: REFUNDS[status] ?? 'sent',
  asked: namedIn(metadata, 'refund'),
})

/** The money is gone when it is told; it may come back. */
const chargebackOf = ({ id, amount, reversedAt }: { id: string; amount: Amount; reversedAt?: string | null }): Part => ({
  kind: 'dispute',
  ref: id,
  amount: ofDecimal(amount.value, amount.currency),
  state: reversedAt ? 'won' : 'lost',
})

/** What we wrote beside it; anything may stand there that was made elsewhere. */
function namedIn(metadata: unknown, name: string): string | undefined {
  const value = typeof metadata === 'object' && metadata !== null ? (metadata as Record<string, unknown>)[name] : undefined
  return typeof value === 'string' ? value : undefined
}
