import { sql } from 'kysely'
import type { App, ErasedMailbox } from '#platform/app'
import type { Hand } from '#platform/auth/actor'
import type { AccountId } from '#platform/auth/session'
import type { Tx } from '#platform/db/handle'
import { Conflict, NotFound } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { mailboxHashOf } from '#people'
import { record } from '#staff'
import { forgetDonors } from '../../giving/index.ts'
import { bookReceived, bookRepaid } from '../booking.ts'
import { dayThere } from '../lending.ts'
import { findLoan, type LoanRecord } from '../queries.ts'
import { loanMail } from '../queues.ts'
import { db, type LoanId } from '../tables.ts'

type Act = { hand: Hand; loan: LoanId }

/** The money came: a debt from now on. Once. */
export async function receiveLoan(tx: Tx, app: App, { hand, loan: id }: Act): Promise<void> {
  const loan = await locked(tx, id)
  if (loan.state !== 'agreed') throw new Conflict('loans.not-awaited')
  await receive(tx, app, { loan, by: hand.actor.account, at: hand.now })
  await record(tx, hand, { action: 'receive', object: 'loan', id })
}

/** `at`: when the money came. */
export async function receive(
  tx: Tx,
  app: App,
  { loan, by, at }: { loan: LoanRecord; by: AccountId | undefined; at: Date },
): Promise<void> {
  await db(tx)
    .updateTable('loan')
    .set({ state: 'received', received_at: at, changed_at: app.now(), ...(by ? { decided_by: by } : {}) })
    .where('id', '=', loan.id)
    .execute()
  await bookReceived(tx, app, { loan, at })
  enqueue(tx, loanMail, { loan: loan.id, kind: 'received', n: 0 })
}

/** The money will not come: it is owed no more. */
export async function cancelLoan(tx: Tx, _app: App, { hand, loan: id }: Act): Promise<void> {
  const loan = await locked(tx, id)
  if (loan.state !== 'agreed') throw new Conflict('loans.not-awaited')
  await db(tx)
    .updateTable('loan')
    .set({ state: 'cancelled', changed_at: hand.now, decided_by: hand.actor.account })
    .where('id', '=', id)
    .execute()
  enqueue(tx, loanMail, { loan: id, kind: 'cancelled', n: 0 })
  await record(tx, hand, { action: 'end', object: 'loan', id })
}

/** An instalment was paid back: the treasurer says so. Once each, one after the other. */
export async function repayInstalment(tx: Tx, app: App, { hand, loan: id, n }: Act & { n: number }): Promise<void> {
  const loan = await locked(tx, id)
  const first = loan.instalments.find(({ repaid_on }) => repaid_on === null)
  if (loan.state !== 'received' || first?.n !== n) throw new Conflict('loans.not-due')
  const repaid_on = dayThere(app, { country: loan.country, kind: loan.recipient_kind })
  await db(tx)
    .updateTable('loan_instalment')
    .set({ repaid_at: hand.now, repaid_on, repaid_by: hand.actor.account })
    .where('loan_id', '=', id)
    .where('n', '=', n)
    .execute()
  if (n === loan.instalments.at(-1)!.n)
    await db(tx).updateTable('loan').set({ state: 'repaid', changed_at: hand.now }).where('id', '=', id).execute()
  await bookRepaid(tx, app, { loan, instalment: first })
  enqueue(tx, loanMail, { loan: id, kind: 'instalment', n })
  await record(tx, hand, { action: 'repay', object: 'loan', id, fields: [String(n)], count: 0 })
}

/** One after the other changes a loan. */
export async function locked(tx: Tx, id: LoanId): Promise<LoanRecord> {
  await db(tx).selectFrom('loan').select('id').where('id', '=', id).forUpdate().execute()
  const found = await findLoan(tx, id)
  if (!found) throw new NotFound('loans.gone')
  return found
}

/** How long the money is awaited before what was agreed is owed no more. */
const AWAITED = 60 * 86_400_000

/** Loans whose money never came are over. Gives how many. */
export async function forgetAwaited(tx: Tx, app: App, limit: number): Promise<number> {
  const before = new Date(app.now().getTime() - AWAITED)
  const { rows } = await sql`update loan set state = 'expired', changed_at = ${app.now()}::timestamptz where id in (
    select id from loan where state = 'agreed' and changed_at < ${before}::timestamptz order by id limit ${limit} for update skip locked)
    returning id`.execute(db(tx))
  return rows.length
}

/** Forgets loans of erased mailboxes whose money never came. What came is owed, and stays with who lent it; a mailbox that others read too says nothing of her. */
export async function forgetMailboxes(tx: Tx, app: App, erased: ErasedMailbox[]): Promise<void> {
  const hashes = erased.filter(({ shared }) => !shared).map(({ email }) => mailboxHashOf(app)(email))
  if (hashes.length === 0) return
  await sql`delete from loan where state in ('agreed', 'cancelled', 'expired')
    and donor_id in (select id from donor where mailbox_hash = any(${hashes}::bytea[]))`.execute(db(tx))
  await forgetDonors(tx, app, hashes)
}
