import type { App } from '#platform/app'
import { type Facts, type Parsed, type Payout, type Provider, ProviderRefused, signatureReader } from '../providers/index.ts'
import { beginSandbox, chargeSandbox, refundInSandbox } from './commands/sandbox.ts'
import { sandboxMade, sandboxPaid, sandboxPayment } from './queries/sandbox.ts'
import type { AccountId } from './tables.ts'

/** Where the page is that plays the provider. */
export const sandboxPath = (payment: string) => `/give/sandbox/${payment}`

/** A provider that we play ourselves: no money moves. Its page says what happens, and the payment hears of it as of any other. */
export async function sandboxProvider(app: App, account: AccountId): Promise<Provider> {
  const { read, transact } = app.database
  const readSigned = await signatureReader()
  return {
    modes: ['card', 'debit'],
    begin: async ({ id }) => {
      const ref = await transact((tx) => beginSandbox(tx, id, app.now()))
      return { ref, url: `${app.config.publicUrl}${sandboxPath(id)}` }
    },
    charge: async (wanted, { method }) => {
      const ref = await transact((tx) => chargeSandbox(tx, wanted, { method, now: app.now() }))
      return (await factsOf(app, ref))!
    },
    forget: async () => {},
    parse: (raw, headers, at) => parsed(readSigned(raw, headers['sandbox-signature'], at)),
    fetch: (ref) => factsOf(app, ref),
    refund: async ({ ref, amount, idempotencyKey }) => {
      const part = await transact((tx) => refundInSandbox(tx, { ref, amount, asked: idempotencyKey, now: app.now() }))
      if (!part) throw new ProviderRefused('not-paid')
      return part
    },
    made: (from, to) => sandboxMade(read, account, { from, to }),
    payouts: async (since) => payoutsOf(await sandboxPaid(read, account, since)),
  }
}

type Signed = ReturnType<Awaited<ReturnType<typeof signatureReader>>>

function parsed(read: Signed): Parsed {
  if ('refused' in read) return read
  const { id, kind, ref } = read.body as { id?: unknown; kind?: unknown; ref?: unknown }
  const whole = typeof id === 'string' && typeof kind === 'string' && typeof ref === 'string'
  return whole ? { told: { event: id, kind, ref } } : { refused: 'shape' }
}

async function factsOf(app: App, ref: string): Promise<Facts | undefined> {
  const found = await sandboxPayment(app.database.read, ref)
  if (!found) return undefined
  const { payment_id: payment, amount, currency, mode, state, parts, keep } = found
  const card = state === 'paid' && mode === 'card'
  return {
    payment,
    ref,
    amount,
    currency,
    reached: state,
    parts,
    fee: state === 'paid' ? 0 : null,
    card_country: card ? app.movement.current.country : null,
    card_funding: card ? 'debit' : null,
    means: keep && state === 'paid' ? { customer: `sandbox_${payment}`, method: ref } : undefined,
  }
}

/** As if all of a day left the next. */
function payoutsOf(paid: { ref: string; payment_id: string; amount: number; currency: string; day: string }[]): Payout[] {
  return [...Map.groupBy(paid, ({ day, currency }) => `${day} ${currency}`)].map(([ref, all]) => ({
    ref: `sandbox ${ref}`,
    amount: all.reduce((sum, { amount }) => sum + amount, 0),
    currency: all[0]!.currency,
    arrives_on: all[0]!.day,
    lines: all.map(({ ref, payment_id: payment, amount }) => ({ kind: 'payment', ref, payment, amount, fee: 0, net: amount })),
  }))
}
