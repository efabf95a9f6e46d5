import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { amountOf } from '#platform/money'
import type { RecipientId } from '../core/index.ts'
import type { DonorId } from '../giving/index.ts'
import type { LoanRule } from './lending.ts'
import { db, type LoanId } from './tables.ts'

/** On what terms a recipient borrows; undefined: nobody has said. */
export async function findOffer(handle: Handle, recipient: RecipientId) {
  const row = await db(handle).selectFrom('loan_offer').selectAll().where('recipient_id', '=', recipient).executeTakeFirst()
  if (!row) return undefined
  const { least, ceiling, elsewhere, ...offer } = row
  return {
    ...offer,
    least: amountOf(least),
    elsewhere: amountOf(elsewhere),
    ceiling: ceiling === null ? null : amountOf(ceiling),
  }
}
export type OfferRecord = NonNullable<Awaited<ReturnType<typeof findOffer>>>

export const select = (handle: Handle) =>
  db(handle)
    .selectFrom('loan')
    .innerJoin('donor', 'donor.id', 'loan.donor_id')
    .innerJoin('recipient', 'recipient.id', 'loan.recipient_id')
    .select(['loan.id', 'loan.number', 'loan.recipient_id', 'loan.donor_id', 'loan.amount', 'loan.currency', 'loan.rate'])
    .select(['loan.months', 'loan.kind', 'loan.consequences', 'loan.state', 'loan.told', 'loan.locale', 'loan.made_at'])
    .select([
      'loan.received_at',
      'loan.step',
      sql<string>`loan.agreed_on::text`.as('agreed_on'),
      'loan.rule',
      'loan.rule_version',
    ])
    .select(['donor.email', 'donor.given_name', 'donor.family_name', 'donor.mailbox_hash'])
    .select(['recipient.name as recipient', 'recipient.country', 'recipient.kind as recipient_kind'])

type Row = Awaited<ReturnType<ReturnType<typeof select>['execute']>>[number]
export type InstalmentRecord = { n: number; due_on: string; principal: number; interest: number; repaid_on: string | null }
export type LoanRecord = Omit<Row, 'amount' | 'number'> & { amount: number; number: number; instalments: InstalmentRecord[] }

/** Loans with what is due of each. Two queries, however many. */
export async function whole(handle: Handle, rows: Row[]): Promise<LoanRecord[]> {
  if (rows.length === 0) return []
  const due = await db(handle)
    .selectFrom('loan_instalment')
    .select(['loan_id', 'n', 'principal', 'interest'])
    .select([sql<string>`due_on::text`.as('due_on'), sql<string | null>`repaid_on::text`.as('repaid_on')])
    .where(
      'loan_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('n')
    .execute()
  const of = Map.groupBy(due, ({ loan_id }) => loan_id)
  return rows.map((row) => ({
    ...row,
    amount: amountOf(row.amount),
    number: amountOf(row.number),
    instalments: (of.get(row.id) ?? []).map(({ n, due_on, repaid_on, principal, interest }) => ({
      n,
      due_on,
      repaid_on,
      principal: amountOf(principal),
      interest: amountOf(interest),
    })),
  }))
}

export async function findLoan(handle: Handle, id: LoanId): Promise<LoanRecord | undefined> {
  const [found] = await whole(handle, await select(handle).where('loan.id', '=', id).execute())
  return found
}

/** What came from a mailbox, the newest first. Whose it is has proved it. */
export const loansOfMailbox = async (handle: Handle, mailbox_hash: Buffer): Promise<LoanRecord[]> =>
  whole(handle, await select(handle).where('mailbox_hash', '=', mailbox_hash).orderBy('loan.id', 'desc').limit(100).execute())

/** Loans to a recipient, the newest first, by keyset. */
export const loansTo = async (
  handle: Handle,
  { recipient, before, limit }: { recipient: RecipientId; before?: LoanId | undefined; limit: number },
): Promise<LoanRecord[]> =>
  whole(
    handle,
    await select(handle)
      .where('loan.recipient_id', '=', recipient)
      .$if(before !== undefined, (q) => q.where('loan.id', '<', before!))
      .orderBy('loan.id', 'desc')
      .limit(limit)
      .execute(),
  )

/**
 * All that is owed to persons in the scope of a rule: what of loans that are agreed or received has not gone back, interest included, and what is owed elsewhere. One
 * query. Read under the lock of that scope when something is decided.
 */
export async function owedIn(
  handle: Handle,
  recipient: { id: RecipientId; country: string; kind: string },
  rule: LoanRule,
): Promise<number> {
  const scope =
    rule.total.across === 'kind'
      ? sql<boolean>`r.kind = ${recipient.kind} and r.country = ${recipient.country}`
      : sql<boolean>`r.id = ${recipient.id}::uuid`
  const { rows } = await sql<{ owed: string }>`
    select ((select coalesce(sum(i.principal + i.interest), 0) from loan l join recipient r on r.id = l.recipient_id
        join loan_instalment i on i.loan_id = l.id where l.state in ('agreed', 'received') and i.repaid_at is null and ${scope})
      + (select coalesce(sum(o.elsewhere), 0) from loan_offer o join recipient r on r.id = o.recipient_id where ${scope}))::text as owed`.execute(
    db(handle),
  )
  return amountOf(rows[0]!.owed)
}

/** How many loans to these recipients are awaited, or have an instalment that was due before today. */
export async function waitingLoans(handle: Handle, recipients: RecipientId[], today: string): Promise<number> {
  if (recipients.length === 0) return 0
  const { rows } = await sql<{
    n: string
  }>`select count(*)::text as n from loan l where l.recipient_id = any(${recipients}::uuid[])
    and (l.state = 'agreed' or (l.state = 'received' and exists (select from loan_instalment i where i.loan_id = l.id and i.repaid_at is null
      and i.due_on <= ${today}::date)))`.execute(db(handle))
  return amountOf(rows[0]!.n)
}

/** Of these donors, those who ever lent. */
export async function lendersAmong(handle: Handle, donors: DonorId[]): Promise<DonorId[]> {
  const rows = await db(handle).selectFrom('loan').select('donor_id').distinct().where('donor_id', 'in', donors).execute()
  return rows.map(({ donor_id }) => donor_id)
}
