import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { Conflict } from '#platform/errors'
import { type AccountKind, type Floored, flooredAccounts, openAccounts, post, type Posting } from '../books/index.ts'
import { type RuleThere, ruleFor } from '../law/index.ts'
import type { SpendingRecord } from './queries/spending.ts'
import { accountOf } from './rules/categories.ts'
import { movesOf, type Place, type Standing } from './rules/standing.ts'
import { texts } from './texts.ts'

/** Of a group's share in a recipient's book. */
const shareOf = (group: string) => `group:${group}`
const asideOf = (group: string) => `aside:${group}`

/** By whose clocks the days of a recipient's book are counted. */
export const zoneOf = (app: App, recipient: { country: string; kind: string }, at: Date): string =>
  (ruleFor(recipient, at) as RuleThere | undefined)?.zone ?? app.movement.current.timeZone

type Changed = Pick<SpendingRecord, 'state' | 'kind' | 'amount' | 'group_id' | 'paid_by'>

const standingOf = ({ state, kind, amount, group_id, paid_by }: Changed): Standing => ({
  state,
  kind,
  amount,
  of_group: group_id !== null,
  in_cash: paid_by === 'cash',
})

/**
 * Writes into the books what a change of a spending moved, of the day of `at`. The step names the change, so that it stands once. Throws Conflict
 * `spending.share-short` when a group's share has less than is taken from it.
 */
export async function bookSpending(
  tx: Tx,
  app: App,
  { before, after, at }: { before: SpendingRecord; after: SpendingRecord; at: Date },
): Promise<void> {
  const moves = movesOf(standingOf(before), standingOf(after))
  if (moves.length === 0) return
  const accounts = await accountsFor(tx, app, { spending: after, places: new Set(moves.map(({ place }) => place)) })
  // A recipient's book bears its id.
  const book: string = after.recipient_id
  await postShare(tx, {
    book: { id: book, zone: zoneOf(app, after.recipient, at) },
    at,
    cause: { kind: 'spending', id: after.id },
    what: `${after.step} ${after.state}`,
    lines: moves.map(({ place, amount }) => ({ account: accounts.get(place)!, amount })),
  })
}

/** Posts what may take from a group's share. Throws Conflict `spending.share-short` when that has less: its account has a floor, so whatever came first counts. */
export async function postShare(tx: Tx, posting: Posting): Promise<void> {
  try {
    await post(tx, posting)
  } catch (error) {
    throw error instanceof Conflict && error.key === 'books.short' ? new Conflict('spending.share-short') : error
  }
}

/** What groups spent of their shares, or gave back: beside what was allotted to them, so that both together are what is still theirs. */
export const GROUPS_SPENT = { code: '1110', kind: 'equity' } as const

type Account = { code: string; kind: AccountKind; name: string; floorZero?: boolean }

async function accountsFor(tx: Tx, app: App, { spending, places }: { spending: SpendingRecord; places: Set<Place> }) {
  const { group_id, category, currency } = spending
  const book: string = spending.recipient_id
  const share = group_id === null ? undefined : await shareIn(tx, { book, group: group_id, currency })
  const t = texts.in(app.movement.current.locale)
  const kind = share?.kind ?? 'liability'
  const accounts: Record<Exclude<Place, 'share'>, Account> = {
    expense: {
      code: accountOf(category),
      kind: 'expense',
      name: t(`spending.category-${category}` as 'spending.category-other'),
    },
    owed: { code: '4010', kind: 'liability', name: t('spending.account-owed') },
    bank: { code: '5120', kind: 'asset', name: t('spending.account-bank') },
    cash: { code: '5300', kind: 'asset', name: t('spending.account-cash') },
    'in-kind': { code: '8750', kind: 'income', name: t('spending.account-in-kind') },
    aside: { code: asideOf(group_id ?? ''), kind, name: t('spending.account-aside'), floorZero: true },
    spent: { ...GROUPS_SPENT, name: t('spending.account-groups') },
  }
  const opened = [...places].filter((place): place is keyof typeof accounts => place !== 'share')
  const ids = await openAccounts(
    tx,
    opened.map((place) => ({ book, currency, ...accounts[place] })),
  )
  const found = new Map<Place, string>(opened.map((place, n) => [place, ids[n]!]))
  if (places.has('share')) found.set('share', share!.id)
  return found
}

/** The share that a group has in a book. Throws Conflict when it never had one. */
export async function shareIn(
  tx: Tx,
  { book, group, currency }: { book: string; group: string; currency: string },
): Promise<Floored> {
  const found = (await flooredAccounts(tx, { book, code: shareOf(group) })).find((one) => one.currency === currency)
  if (!found) throw new Conflict('spending.share-short')
  return found
}
