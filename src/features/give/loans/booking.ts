import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { openAccounts, post } from '../books/index.ts'
import { ACCOUNTS } from '../giving/index.ts'
import { zoneOf } from './lending.ts'
import type { InstalmentRecord, LoanRecord } from './queries.ts'
import { texts } from './texts.ts'

/** What is owed, and what it costs, by the numbers of the French chart of accounts. */
const DEBT = { code: '1680', kind: 'liability' } as const
const INTEREST = { code: '6611', kind: 'expense' } as const

const bookOf = (app: App, { recipient_id, country, recipient_kind: kind }: LoanRecord) => ({
  id: recipient_id as string,
  zone: zoneOf(app, { country, kind }),
})

/** The money is there, and owed; `back`: it is so no more. `loan.step` names the change, so that it stands once. */
export async function bookReceived(
  tx: Tx,
  app: App,
  { loan, at = app.now(), back = false }: { loan: LoanRecord; at?: Date; back?: boolean },
): Promise<void> {
  const book = bookOf(app, loan)
  const t = texts.in(app.movement.current.locale)
  const of = { book: book.id, currency: loan.currency }
  const [bank, debt] = await openAccounts(tx, [
    { ...of, ...ACCOUNTS.bank, name: t('loans.account-bank') },
    { ...of, ...DEBT, name: t('loans.account-debt') },
  ])
  await post(tx, {
    book,
    at,
    cause: { kind: 'loan', id: loan.id },
    what: `${back ? 'returned' : 'received'}${loan.step > 0 ? ` ${loan.step}` : ''}`,
    lines: [
      { account: bank!, amount: back ? -loan.amount : loan.amount },
      { account: debt!, amount: back ? loan.amount : -loan.amount },
    ],
  })
}

/** An instalment left: less is owed, and its interest is spent. */
export async function bookRepaid(
  tx: Tx,
  app: App,
  { loan, instalment }: { loan: LoanRecord; instalment: InstalmentRecord },
): Promise<void> {
  const { n, principal, interest } = instalment
  const book = bookOf(app, loan)
  const t = texts.in(app.movement.current.locale)
  const of = { book: book.id, currency: loan.currency }
  const [bank, debt, spent] = await openAccounts(tx, [
    { ...of, ...ACCOUNTS.bank, name: t('loans.account-bank') },
    { ...of, ...DEBT, name: t('loans.account-debt') },
    { ...of, ...INTEREST, name: t('loans.account-interest') },
  ])
  const lines = [
    { account: debt!, amount: principal },
    { account: spent!, amount: interest },
    { account: bank!, amount: -principal - interest },
  ]
  const cause = { kind: 'loan', id: loan.id }
  await post(tx, { book, at: app.now(), cause, what: `repaid ${n}`, lines: lines.filter(({ amount }) => amount !== 0) })
}
