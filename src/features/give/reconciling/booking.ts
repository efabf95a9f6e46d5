import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { momentIn } from '#platform/i18n/moments'
import { type NewAccount, openAccounts, post } from '../books/index.ts'
import type { RecipientRecord } from '../core/index.ts'
import { ACCOUNTS, giftTexts } from '../giving/index.ts'
import { ruleFor } from '../law/index.ts'
import type { Share } from './states.ts'
import { texts } from './texts.ts'

/** Where money lies between banks, by the numbers of the French chart of accounts. */
const OWN = {
  fees: { code: '6270', kind: 'expense' },
  back: { code: '4670', kind: 'liability' },
  owed: { code: '4671', kind: 'liability' },
  claimed: { code: '4672', kind: 'asset' },
  unknown: { code: '4710', kind: 'liability' },
} as const

type Place = keyof typeof OWN | 'bank' | 'provider'
type Moved = { place: Place; amount: number }

/** Noon of a day of the bank, by the clocks of a book: money of a day is of that day, wherever one reads it. */
export const noonOf = (app: App, recipient: RecipientRecord, day: string): Date => momentIn(zoneOf(app, recipient), day, '12:00')!

const zoneOf = (app: App, recipient: RecipientRecord): string =>
  ruleFor(recipient, app.now())?.zone ?? app.movement.current.timeZone

type Entry = {
  recipient: RecipientRecord
  book?: string
  day: string
  cause: { kind: string; id: string }
  what: string
  moved: Moved[]
}

/** Writes an entry into the books of a recipient, or into another's by the day of this one. Nothing of nothing. */
async function book(tx: Tx, app: App, { recipient, book = recipient.id, day, cause, what, moved }: Entry): Promise<void> {
  const lines = moved.filter(({ amount }) => amount !== 0)
  if (lines.length < 2) return
  const { locale } = app.movement.current
  const accounts = lines.map(({ place }): NewAccount => {
    const of = place === 'bank' || place === 'provider' ? ACCOUNTS[place] : OWN[place]
    const name =
      place === 'bank' || place === 'provider'
        ? giftTexts.in(locale)(`giving.account-${place}`)
        : texts.in(locale)(`reconciling.account-${place}`)
    return { book, ...of, currency: recipient.currency, name }
  })
  const ids = await openAccounts(tx, accounts)
  await post(tx, {
    book: { id: book, zone: zoneOf(app, recipient) },
    at: noonOf(app, recipient, day),
    cause,
    what,
    lines: lines.map(({ amount }, at) => ({ account: ids[at]!, amount })),
  })
}

type PaidOut = {
  recipient: RecipientRecord
  line: string
  day: string
  payout: string
  shares: readonly Share[]
  unknown: number
  taken?: boolean
}

/**
 * A provider's transfer came to the bank of one recipient: its book has the whole, each other its own share as a claim on that one. `taken`: the bank took it back.
 */
export async function bookPayout(
  tx: Tx,
  app: App,
  { recipient, line, day, payout, shares, unknown, taken = false }: PaidOut,
): Promise<void> {
  const sign = taken ? -1 : 1
  const others = shares.filter(({ book }) => book !== recipient.id)
  const own = shares.find(({ book }) => book === recipient.id) ?? { gross: 0, fee: 0 }
  const net = (share: { gross: number; fee: number }) => share.gross - share.fee
  const owed = others.reduce((sum, share) => sum + net(share), 0)
  const cause = { kind: 'payout', id: `${payout} ${line}` }
  const what = sign === 1 ? 'arrived' : 'returned'
  const moved: Moved[] = [
    { place: 'bank', amount: sign * (net(own) + owed + unknown) },
    { place: 'fees', amount: sign * own.fee },
    { place: 'provider', amount: sign * -own.gross },
    { place: 'owed', amount: sign * -owed },
    { place: 'unknown', amount: sign * -unknown },
  ]
  await book(tx, app, { recipient, day, cause, what, moved })
  for (const share of others) {
    const its: Moved[] = [
      { place: 'claimed', amount: sign * net(share) },
      { place: 'fees', amount: sign * share.fee },
      { place: 'provider', amount: sign * -share.gross },
    ]
    await book(tx, app, { recipient, book: share.book, day, cause, what: `${what} ${share.book}`, moved: its })
  }
}

type Back = { recipient: RecipientRecord; line: string; amount: number; day: string; what: string; gone: boolean }

/** What is to be sent back is there, and owed; `gone`: it is so no more. */
export async function bookBack(tx: Tx, app: App, { recipient, line, amount, day, what, gone }: Back): Promise<void> {
  const sign = gone ? -1 : 1
  const moved: Moved[] = [
    { place: 'bank', amount: sign * amount },
    { place: 'back', amount: -sign * amount },
  ]
  await book(tx, app, { recipient, day, cause: { kind: 'bank-line', id: line }, what, moved })
}
