import type { Id } from '#platform/db/id'
import type { Locale } from '#platform/i18n/locales'
import type { Known, Mode, Part } from './rules.ts'

type PaymentId = Id<'payment'>

/** A payment as a provider is asked for it. `amount` 0, with `keep`: nothing is taken, and what she would pay with is kept alone. */
export type Wanted = { id: PaymentId; amount: number; currency: string; mode: Mode; created_at: Date }

/** Means that a provider keeps, by its names: of who pays, and of the card or account. */
export type Means = { customer: string; method: string }

/** `webhookUrl`: where the provider tells what befalls it; undefined: it could not reach it. */
export type How = {
  returnUrl: string
  webhookUrl: string | undefined
  locale: Locale
  description: string
  idempotencyKey: string
  /** She lets what she pays with be kept, for payments that come later without her. */
  keep?: boolean
}

/** What is true of a payment at the provider, read anew. `payment`: as we called it when we asked; `means`: what it kept of it, where that was asked. */
export type Facts = Known & { payment: PaymentId; ref: string; amount: number; currency: string; means?: Means | undefined }

/** What a provider told. `ref`: its object to read anew; `event`: its name for the telling, undefined: it has none. */
type Told = { event: string | undefined; kind: string; ref: string }

/** Why what came is not taken. `thin`: of the kind that holds no object, which another setting of the provider sends. */
export type Refusal = 'signature' | 'future' | 'shape' | 'thin' | 'mode'

/** `ignored`: it is the provider's, and about nothing that we follow. */
export type Parsed = { told: Told } | { refused: Refusal } | { ignored: true }

type Headers = Record<string, string | string[] | undefined>

/** A transfer of the provider to the bank, and what it is made of. Amounts are signed, of the account's currency: `net` is `amount - fee`. */
export type Payout = {
  ref: string
  amount: number
  currency: string
  /** The day on which the bank has it, YYYY-MM-DD; null: not known yet. */
  arrives_on: string | null
  lines: PayoutLine[]
}

export type PayoutLine = {
  kind: 'payment' | 'refund' | 'dispute' | 'fee' | 'other'
  /** The provider's name of the payment, refund or dispute. */
  ref: string
  /** As we called it, where the provider says so. */
  payment: PaymentId | undefined
  amount: number
  fee: number
  net: number
}

/** What all providers can do. Each call may throw ProviderAway or ProviderRefused; none is made inside a transaction. */
export type Provider = {
  modes: readonly Mode[]
  /** Makes a payment, or of an amount of 0 a page where means are kept alone, and says where. With the same key it makes none again. */
  begin(wanted: Wanted, how: How): Promise<{ ref: string; url: string }>
  /** Takes money by means that it kept, without her. That they are refused is a fact, and no error. With the same key it takes it once. */
  charge(wanted: Wanted, means: Means, how: Omit<How, 'returnUrl' | 'keep'>): Promise<Facts>
  /** Keeps these means no more. Those that it does not know are forgotten already. */
  forget(means: Means): Promise<void>
  /** Reads what came to our address, believed for its signature alone. `raw`: as it came, to the byte. */
  parse(raw: string, headers: Headers, at: { secrets: string[]; now: Date }): Parsed
  /** What is true now of the payment that an object of the provider is about; undefined: it has none, or not one of ours. */
  fetch(ref: string): Promise<Facts | undefined>
  refund(wanted: { ref: string; amount: number; currency: string; idempotencyKey: string }): Promise<Part>
  /** Payments of ours that were made between two moments, by our name for them. */
  made(from: Date, to: Date): Promise<Map<string, string>>
  payouts(since: Date): Promise<Payout[]>
}

/** It does not answer, or says that it cannot now. What was asked may have been done all the same. */
export class ProviderAway extends Error {
  override readonly name = 'ProviderAway'
}

/** It understood, and will not. `code`: its own word for why. */
export class ProviderRefused extends Error {
  override readonly name = 'ProviderRefused'
  readonly code: string

  constructor(code: string, cause?: unknown) {
    super(`The provider refused: ${code}`, { cause })
    this.code = code
  }
}
