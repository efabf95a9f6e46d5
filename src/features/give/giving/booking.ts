import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { type NewAccount, openAccounts, post } from '../books/index.ts'
import { shareLines } from '../campaigns/index.ts'
import { type Mode, ruleFor } from '../law/index.ts'
import { countGift } from './counting.ts'
import { isPaidAtOnce } from './paying.ts'
import type { GiftRecord } from './queries/gifts.ts'
import { db } from './tables.ts'
import { texts } from './texts.ts'

/** Where money of a gift lies, by the numbers of the French chart of accounts, and where it came from. */
export const ACCOUNTS = {
  provider: { code: '5170', kind: 'asset' },
  bank: { code: '5120', kind: 'asset' },
  cash: { code: '5300', kind: 'asset' },
  gifts: { code: '7541', kind: 'income' },
} as const

const placeOf = (mode: Mode) => (mode === 'cash' ? 'cash' : isPaidAtOnce(mode) ? 'provider' : 'bank')

type Standing = Pick<GiftRecord, 'state' | 'amount' | 'refunded'>

/** What of a gift is there: nothing before it is paid, nothing while a bank holds it back. */
const thereOf = ({ state, amount, refunded }: Standing): number =>
  state === 'paid' || state === 'refunded' ? amount - refunded : 0

/**
 * Writes into the books what a change of a gift moved: what is there now, less what was; and counts it in the figures that anybody may know. `after.step` names the change, so that
 * it stands once and that a dispute which is won stands beside the payment.
 */
export async function bookGift(
  tx: Tx,
  app: App,
  { before, after, at, overBank = false }: { before: Standing; after: GiftRecord; at: Date; overBank?: boolean },
): Promise<void> {
  const there = { before: thereOf(before), after: thereOf(after) }
  const moved = there.after - there.before
  if (moved === 0) return
  // A recipient's book bears its id.
  const book: string = after.recipient_id
  const t = texts.in(app.movement.current.locale)
  const place = overBank ? 'bank' : placeOf(after.mode)
  const account = (of: keyof typeof ACCOUNTS): NewAccount => ({
    book,
    ...ACCOUNTS[of],
    currency: after.currency,
    name: t(`giving.account-${of}`),
  })
  const accounts = await openAccounts(tx, [account(place), account('gifts')])
  const [money, gifts] = accounts
  const shared = await shareLines(tx, app, { gift: after, there, accounts })
  await post(tx, {
    book: { id: book, zone: ruleFor(after, at)?.zone ?? app.movement.current.timeZone },
    at,
    cause: { kind: 'gift', id: after.id },
    what: `${after.step} ${after.state}`,
    lines: [{ account: money!, amount: moved }, { account: gifts!, amount: -moved }, ...shared.lines],
  })
  if (shared.borne !== after.group_borne)
    await db(tx).updateTable('gift').set({ group_borne: shared.borne }).where('id', '=', after.id).execute()
  await countGift(tx, { gift: after, there })
}
