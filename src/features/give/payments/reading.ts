import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { openAccount } from './accounts.ts'
import { takeIn } from './commands/take.ts'
import { markRead } from './commands/hooks.ts'
import { type Facts, ProviderAway, ProviderRefused } from '../providers/index.ts'
import { providerOf } from './providers.ts'
import { findPayment, unreadRefs } from './queries/payments.ts'
import { WAITING } from './rules.ts'
import type { AccountId, PaymentId } from './tables.ts'

/** Objects read anew in one go, and calls to the provider at once. */
const SET = 50
const AT_ONCE = 5

type Answer = { ref: string; facts: Facts | undefined } | { ref: string; error: unknown }

/**
 * Asks the provider what is true of its objects, and takes it in: all that answered in one transaction, with the events that told of them. Gives those that
 * did not answer.
 */
export async function readAnew(app: App, id: AccountId, refs: string[]): Promise<Map<string, unknown>> {
  const started = app.now()
  const provider = await providerOf(app, await openAccount(app.database.read, app, id))
  const answers = await inParallel(refs, async (ref): Promise<Answer> => {
    try {
      return { ref, facts: await provider.fetch(ref) }
    } catch (error) {
      return { ref, error }
    }
  })
  const answered = answers.flatMap((answer) => ('error' in answer ? [] : [answer]))
  await app.database.transact(async (tx) => {
    await takeAll(tx, app, { id, facts: answered.flatMap(({ facts }) => facts ?? []) })
    await markRead(tx, id, { refs: answered.map(({ ref }) => ref), started, now: app.now() })
  })
  return new Map(answers.flatMap((answer) => ('error' in answer ? [[answer.ref, answer.error] as const] : [])))
}

/** In the order of the payments, as all lock them. */
async function takeAll(tx: Tx, app: App, { id, facts }: { id: AccountId; facts: Facts[] }): Promise<void> {
  for (const one of facts.toSorted((a, b) => (a.payment < b.payment ? -1 : 1))) {
    const taken = await takeIn(tx, id, { facts: one, now: app.now() })
    if (taken === 'other-amount')
      app.log.error(
        { payment: one.payment },
        'the provider knows the payment with another amount or currency: nothing was taken in',
      )
  }
}

async function inParallel<I, O>(items: I[], work: (item: I) => Promise<O>): Promise<O[]> {
  const results: O[] = []
  let next = 0
  const one = async () => {
    for (let i = next++; i < items.length; i = next++) results[i] = await work(items[i]!)
  }
  await Promise.all(Array.from({ length: Math.min(AT_ONCE, items.length) }, one))
  return results
}

const turns = new WeakMap<App, Map<AccountId, Promise<void>>>()

/** Reads all that was told of an account, one after the other: many tellings of one payment are one call. Throws when something did not answer. */
export async function readTold(app: App, id: AccountId): Promise<void> {
  const running = turns.get(app) ?? new Map<AccountId, Promise<void>>()
  turns.set(app, running)
  const before = running.get(id)
  const turn = (async () => {
    await before?.catch(() => {})
    await readAllTold(app, id)
  })()
  running.set(id, turn)
  try {
    await turn
  } finally {
    if (running.get(id) === turn) running.delete(id)
  }
}

async function readAllTold(app: App, id: AccountId): Promise<void> {
  const failed = new Map<string, unknown>()
  for (;;) {
    const unread = await unreadRefs(app.database.read, id, SET + failed.size)
    const refs = unread.filter((ref) => !failed.has(ref))
    if (refs.length === 0) break
    for (const [ref, error] of await readAnew(app, id, refs)) failed.set(ref, error)
  }
  const [first] = failed.values()
  if (first) throw first
}

/** Milliseconds that somebody who comes back from the provider waits for its answer. */
const PATIENCE = 4_000

/**
 * Asks the provider once more about a payment that is not settled, for who comes back from it before it told us. Where it does not answer, what is known
 * stands.
 */
export async function lookAgain(app: App, id: PaymentId): Promise<void> {
  const payment = await findPayment(app.database.read, id)
  if (!payment?.provider_ref || !WAITING.some((state) => state === payment.state)) return
  const timer = new Promise((resolve) => void setTimeout(resolve, PATIENCE).unref())
  await Promise.race([timer, readAnew(app, payment.account_id, [payment.provider_ref]).catch(unlessOfProvider)])
}

/** Its own silence is told by the payment, which stays as it was. */
function unlessOfProvider(error: unknown): void {
  if (!(error instanceof ProviderAway || error instanceof ProviderRefused)) throw error
}
