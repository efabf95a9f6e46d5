import type { App } from '#platform/app'
import type { Hand } from '#platform/auth/actor'
import type { AccountId } from '#platform/auth/session'
import type { Tx } from '#platform/db/handle'
import { Conflict } from '#platform/errors'
import { bookReceived } from '../booking.ts'
import { db, type LoanId } from '../tables.ts'
import { locked, receive } from './change.ts'

/** What a bank says of agreed loans. `at`: a moment of the day on which it booked the money. */
type Arrival = { id: LoanId; amount: number; at: Date }

/** Agreed loans whose very money came, as the bank says: each once, under lock, in one order. Gives those that came. */
export async function arriveByBank(
  tx: Tx,
  app: App,
  { arrivals, by }: { arrivals: readonly Arrival[]; by: AccountId | undefined },
): Promise<Set<LoanId>> {
  const came = new Set<LoanId>()
  for (const { id, amount, at } of arrivals.toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    const loan = await locked(tx, id)
    if (loan.state !== 'agreed' || loan.amount !== amount) continue
    await receive(tx, app, { loan, by, at })
    came.add(id)
  }
  return came
}

/** The treasurer says that what the bank tells of is this loan. Throws Conflict where it is not awaited, or is of another amount than the contract says. */
export async function takeArrival(tx: Tx, app: App, { hand, id, amount, at }: Arrival & { hand: Hand }): Promise<void> {
  const loan = await locked(tx, id)
  if (loan.state !== 'agreed' || loan.amount !== amount) throw new Conflict('reconciling.not-so')
  await receive(tx, app, { loan, by: hand.actor.account, at })
}

type Back = { id: LoanId; to: 'lost' | 'refunded' | 'promised'; at: Date; by: AccountId | undefined }

/**
 * The money is not there any more: what was sent back is owed no more, else it is awaited anew. Of a loan whose money has not come nothing changes. Throws Conflict where
 * an instalment was paid back already.
 */
export async function returnArrival(tx: Tx, app: App, { id, to, at, by }: Back): Promise<void> {
  const loan = await locked(tx, id)
  if (loan.state !== 'received' && loan.state !== 'repaid') return
  if (loan.instalments.some(({ repaid_on }) => repaid_on !== null)) throw new Conflict('reconciling.repaid-in-part')
  await bookReceived(tx, app, { loan, at, back: true })
  const set = {
    state: to === 'refunded' ? 'cancelled' : 'agreed',
    received_at: null,
    changed_at: app.now(),
    step: loan.step + 1,
  } as const
  await db(tx)
    .updateTable('loan')
    .set({ ...set, ...(by ? { decided_by: by } : {}) })
    .where('id', '=', id)
    .execute()
}
