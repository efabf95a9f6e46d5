import type { App } from '#platform/app'
import { openAccount } from './accounts.ts'
import { forgetReleased } from './charging.ts'
import { forgetEvents } from './commands/hooks.ts'
import { endUnmade } from './commands/take.ts'
import { providerOf } from './providers.ts'
import { accountsUnread, duePayments } from './queries/payments.ts'
import { EVENTS_KEPT, LOST_AFTER } from './rules.ts'
import { readAnew, readTold } from './reading.ts'
import type { AccountId } from './tables.ts'

/** Payments asked about in one run. Those that are left come first in the next. */
const MOST = 500
const SET = 50
/** Milliseconds after which what was told and not read is read here: its own job did not come to it. */
const UNREAD_FOR = 5 * 60_000

type Due = Awaited<ReturnType<typeof duePayments>>[number]

/**
 * Asks providers about what nobody told of for too long, account by account; one that is away keeps no other from being asked. This is the only place that
 * asks by itself.
 */
export async function reconcile(app: App): Promise<void> {
  const { read, transact } = app.database
  const now = app.now()
  const due = Map.groupBy(await duePayments(read, { now, most: MOST }), ({ account_id }) => account_id)
  for (const [account, payments] of due) await tried(app, account, () => askAbout(app, account, payments))
  for (const account of await accountsUnread(read, new Date(now.getTime() - UNREAD_FOR)))
    await tried(app, account, () => readTold(app, account))
  await forgetReleased(app)
  await transact((tx) => forgetEvents(tx, new Date(now.getTime() - EVENTS_KEPT)))
}

/** What a provider does not answer today it is asked the next time. */
async function tried(app: App, account: AccountId, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    app.log.error({ err: error, account }, 'payments could not be reconciled')
  }
}

async function askAbout(app: App, account: AccountId, payments: Due[]): Promise<void> {
  const made = await findMade(
    app,
    account,
    payments.filter(({ provider_ref }) => provider_ref === null),
  )
  const refs = [...payments.flatMap(({ provider_ref }) => provider_ref ?? []), ...made]
  for (let i = 0; i < refs.length; i += SET) {
    const [failed] = await readAnew(app, account, refs.slice(i, i + SET))
    if (failed) throw failed[1]
  }
}

/**
 * The provider's names of payments that we asked for and whose answer we never had: the process was killed, the line was cut. What it never made, and
 * nobody can ask for any more, is over.
 */
async function findMade(app: App, account: AccountId, begun: Due[]): Promise<string[]> {
  if (begun.length === 0) return []
  const provider = await providerOf(app, await openAccount(app.database.read, app, account))
  const times = begun.map(({ created_at }) => created_at.getTime())
  const made = await provider.made(new Date(Math.min(...times) - 60_000), new Date(Math.max(...times) + LOST_AFTER))
  const now = app.now()
  const unmade = begun.filter(({ id, created_at }) => !made.has(id) && now.getTime() - created_at.getTime() > LOST_AFTER)
  await app.database.transact((tx) =>
    endUnmade(
      tx,
      unmade.map(({ id }) => id),
      now,
    ),
  )
  return begun.flatMap(({ id }) => made.get(id) ?? [])
}
