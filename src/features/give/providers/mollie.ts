import { decimalOf } from '#platform/money'
import {
  createMollieClient,
  Locale as MollieLocale,
  MollieApiError,
  PaymentEmbed,
  PaymentMethod,
  SequenceType,
} from '@mollie/api-client'
import type { Locale } from '#platform/i18n/locales'
import type { Keys } from './opening.ts'
import { molliePayouts } from './mollie-payouts.ts'
import { answered, factsOf, namedIn, refundOf } from './mollie-facts.ts'
import { mollieMeans } from './mollie-means.ts'
import { type Parsed, type Provider, ProviderRefused } from './port.ts'

const LOCALES = { fr: MollieLocale.fr_FR, en: MollieLocale.en_GB, es: MollieLocale.es_ES } as const satisfies Record<
  Locale,
  string
>

type Client = ReturnType<typeof createMollieClient>

/** Mollie, by its page of payment: cards. A debit there needs a mandate that was given before. */
export function mollieProvider({ key, token, at }: Keys): Provider {
  const where = at ? { apiEndpoint: at } : {}
  const mollie = createMollieClient({ apiKey: key, ...where })
  return {
    modes: ['card'],
    ...mollieMeans(mollie),
    begin: (wanted, { returnUrl, webhookUrl, locale, description, idempotencyKey, keep = false }) =>
      answered(async () => {
        const { id: payment, amount, currency } = wanted
        // Of her it is told nothing: what it keeps hangs on a number.
        const asked = keep ? { metadata: { payment }, idempotencyKey: `${idempotencyKey} customer` } : undefined
        const customer = asked && (await mollie.customers.create(asked))
        const made = await mollie.payments.create({
          amount: { currency, value: decimalOf(amount, currency) },
          description,
          redirectUrl: returnUrl,
          ...(webhookUrl ? { webhookUrl } : {}),
          locale: LOCALES[locale],
          metadata: { payment },
          method: [PaymentMethod.creditcard],
          ...(customer ? { customerId: customer.id, sequenceType: SequenceType.first } : {}),
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

const REF = /^tr_\w{4,40}$/

/** It holds the id of a payment and no signature: it is believed for nothing but that something may have changed. */
function parsed(raw: string): Parsed {
  const ref = new URLSearchParams(raw).get('id') ?? ''
  return REF.test(ref) ? { told: { event: undefined, kind: 'payment', ref } } : { refused: 'shape' }
}
