import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { openAccounts, post } from '../books/index.ts'
import { ACCOUNTS, isPaidAtOnce } from '../giving/index.ts'
import { zoneOf } from './describing.ts'
import type { DueRecord } from './queries/dues.ts'
import { texts } from './texts.ts'

/** Dues of members, by the number of the French chart of accounts for associations. */
export const DUES = { code: '7560', kind: 'income' } as const

type Standing = Pick<DueRecord, 'state' | 'amount' | 'refunded'>

/** What of a due is there: nothing before it is paid, nothing while a bank holds it back. */
const thereOf = ({ state, amount, refunded }: Standing): number =>
  state === 'paid' || state === 'refunded' ? amount - refunded : 0

/** Writes into the books what a change of a due moved: what is there now, less what was. `after.step` names the change, so that it stands once. */
export async function bookDue(
  tx: Tx,
  app: App,
  { before, after, at }: { before: Standing; after: DueRecord; at: Date },
): Promise<void> {
  const moved = thereOf(after) - thereOf(before)
  if (moved === 0) return
  // A recipient's book bears its id.
  const book: string = after.recipient_id
  const t = texts.in(app.movement.current.locale)
  const place = after.mode === 'cash' ? 'cash' : isPaidAtOnce(after.mode) ? 'provider' : 'bank'
  const [there, dues] = await openAccounts(tx, [
    { book, ...ACCOUNTS[place], currency: after.currency, name: t(`dues.account-${place}`) },
    { book, ...DUES, currency: after.currency, name: t('dues.account-dues') },
  ])
  await post(tx, {
    book: { id: book, zone: zoneOf(app, after) },
    at,
    cause: { kind: 'due', id: after.id },
    what: `${after.step} ${after.state}`,
    lines: [
      { account: there!, amount: moved },
      { account: dues!, amount: -moved },
    ],
  })
}
