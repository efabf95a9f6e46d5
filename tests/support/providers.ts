import { addAccount } from '../../src/features/give/payments/commands/accounts.ts'
import { addPart, playLater, playSandbox } from '../../src/features/give/payments/commands/sandbox.ts'
import { sandboxPayment } from '../../src/features/give/payments/queries/sandbox.ts'
import type { Credentials } from '../../src/features/give/payments/accounts.ts'
import type { ProviderName } from '../../src/features/give/payments/tables.ts'
import { actorOf } from '../../src/platform/auth/actor.ts'
import { startMollie } from './mollie-fake.ts'
import type { TestProgram } from './program.ts'
import { signed, startStripe } from './stripe-fake.ts'

export const SECRET = 'whsec_c0ffee00c0ffee00c0ffee00'

type Hook = { payload: string; headers: Record<string, string> }

/** A provider as tests play it: what donors, banks and its own staff do there. */
export type World = {
  name: ProviderName
  account: string
  /** Payments that it made. */
  made(): Promise<number>
  pay(ref: string): Promise<void>
  /** The bank takes days. */
  wait(ref: string): Promise<void>
  arrive(ref: string): Promise<void>
  bounce(ref: string): Promise<void>
  refuse(ref: string): Promise<void>
  dispute(ref: string): Promise<void>
  win(ref: string): Promise<void>
  lose(ref: string): Promise<void>
  refundElsewhere(ref: string, amount: number): Promise<void>
  payOut(): Promise<void>
  /** What it kept of that payment it refuses when money is taken by it; or no more. */
  refuseLater(ref: string, refuses?: boolean): Promise<void>
  /** Of how many it keeps means; undefined: it plays. */
  keeps(): number | undefined
  /** What it sends now of that payment; the same event each time that it is sent. */
  hook(ref: string, kind?: 'session' | 'dispute' | 'refund'): Hook
  /** Its line: undefined where there is none. */
  line: { fail(times: number, status?: number): void; calm(): void; cut(times?: number): void; calls: string[] } | undefined
  close(): Promise<void>
}

/** Writes down an account, as an administrator does on the page of accounts. */
export async function anAccount(
  program: TestProgram,
  account: Partial<Parameters<typeof addAccount>[2]['account']> = {},
): Promise<string> {
  const { app, clock } = program
  const by = await app.auth.accountFor('payments@example.org')
  const session = { id: by, account: by, email: '', strongAt: clock.now, hasTotp: true, since: clock.now, speaksFor: null }
  const actor = actorOf(
    session,
    { held: { roles: ['administrator'], grants: new Map() }, person: undefined, undecided: false },
    clock.now,
  )
  const given = {
    name: 'Le compte',
    provider: 'sandbox',
    currency: 'EUR',
    credentials: {} as Credentials,
    secret: SECRET,
    ...account,
  } as const
  return app.database.transact((tx) => addAccount(tx, app, { hand: { actor, now: clock.now }, account: given }))
}

export async function stripeWorld(program: TestProgram): Promise<World & { fake: Awaited<ReturnType<typeof startStripe>> }> {
  const fake = await startStripe({ now: () => program.clock.now })
  const account = await anAccount(program, { provider: 'stripe', credentials: { key: 'sk_test_0123456789abcdef', at: fake.url } })
  const KINDS = { session: 'checkout.session.completed', dispute: 'charge.dispute.created', refund: 'refund.created' }
  return {
    name: 'stripe',
    account,
    fake,
    made: async () => fake.made(),
    pay: async (ref) => fake.pay(ref),
    wait: async (ref) => fake.wait(ref),
    arrive: async (ref) => fake.arrive(ref),
    bounce: async (ref) => fake.bounce(ref),
    refuse: async (ref) => {
      fake.decline(ref)
      fake.expire(ref)
    },
    dispute: async (ref) => fake.dispute(ref),
    win: async (ref) => fake.settleDispute(ref, 'won'),
    lose: async (ref) => fake.settleDispute(ref, 'lost'),
    refundElsewhere: async (ref, amount) => fake.refundElsewhere(ref, amount),
    payOut: async () => void fake.payOut(),
    refuseLater: async (ref, refuses) => fake.refuseLater(ref, refuses),
    keeps: () => fake.keeps(),
    hook: (ref, kind = 'session') => {
      const payload = JSON.stringify(fake.event(ref, KINDS[kind]))
      const signature = signed(payload, { secret: SECRET, at: program.clock.now })
      return { payload, headers: { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': signature } }
    },
    line: fake,
    close: () => fake.close(),
  }
}

export async function mollieWorld(program: TestProgram): Promise<World & { fake: Awaited<ReturnType<typeof startMollie>> }> {
  const fake = await startMollie({ now: () => program.clock.now })
  const credentials = { key: 'test_0123456789abcdef0123456789abcd', token: 'access_0123456789', at: fake.url }
  const account = await anAccount(program, { provider: 'mollie', credentials, secret: undefined })
  return {
    name: 'mollie',
    account,
    fake,
    made: async () => fake.made(),
    pay: async (ref) => fake.pay(ref),
    wait: async (ref) => fake.wait(ref),
    arrive: async (ref) => fake.pay(ref),
    bounce: async (ref) => fake.refuse(ref),
    refuse: async (ref) => fake.refuse(ref),
    dispute: async (ref) => fake.dispute(ref),
    win: async (ref) => fake.win(ref),
    // What is gone is gone: it tells no more.
    lose: async () => {},
    refundElsewhere: async (ref, amount) => fake.refundElsewhere(ref, amount),
    payOut: async () => void fake.payOut(),
    refuseLater: async (ref, refuses) => fake.refuseLater(ref, refuses),
    keeps: () => fake.keeps(),
    hook: (ref) => ({ payload: `id=${ref}`, headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    line: fake,
    close: () => fake.close(),
  }
}

export async function sandboxWorld(program: TestProgram): Promise<World> {
  const { app, clock } = program
  const account = await anAccount(program)
  const { read, transact } = app.database
  const play = async (ref: string, state: 'paid' | 'pending' | 'failed') =>
    void (await transact((tx) => playSandbox(tx, ref, { state, now: clock.now })))
  const dispute = async (ref: string, state: 'open' | 'won' | 'lost') => {
    const { amount } = (await sandboxPayment(read, ref))!
    await transact((tx) => addPart(tx, ref, { part: { kind: 'dispute', ref: `${ref}_d`, amount, state }, now: clock.now }))
  }
  let events = 0
  return {
    name: 'sandbox',
    account,
    made: async () => (await program.rows('select 1 from sandbox_payment')).length,
    pay: (ref) => play(ref, 'paid'),
    wait: (ref) => play(ref, 'pending'),
    arrive: (ref) => play(ref, 'paid'),
    bounce: (ref) => play(ref, 'failed'),
    refuse: (ref) => play(ref, 'failed'),
    dispute: (ref) => dispute(ref, 'open'),
    win: (ref) => dispute(ref, 'won'),
    lose: (ref) => dispute(ref, 'lost'),
    refundElsewhere: async (ref, amount) => {
      const part = { kind: 'refund', ref: `${ref}_elsewhere`, amount, state: 'done' } as const
      await transact((tx) => addPart(tx, ref, { part, now: clock.now }))
    },
    payOut: async () => {},
    refuseLater: (ref, refuses = true) => transact((tx) => playLater(tx, ref, refuses ? 'failed' : 'paid')),
    keeps: () => undefined,
    hook: (ref, kind = 'session') => {
      const payload = JSON.stringify({ id: `event ${(events += 1)}`, kind, ref })
      return {
        payload,
        headers: { 'content-type': 'application/json', 'sandbox-signature': signed(payload, { secret: SECRET, at: clock.now }) },
      }
    },
    line: undefined,
    close: async () => {},
  }
}

/** Empties what payments left: they are of no person, so that nobody else does. */
export async function emptyPayments({ rows }: TestProgram): Promise<void> {
  await rows(
    'truncate payment_account, payment, payment_part, payment_refund, payment_event, payment_means, sandbox_payment cascade',
  )
}
