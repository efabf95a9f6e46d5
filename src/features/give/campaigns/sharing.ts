import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import type { GroupId } from '#groups'
import { lockBalances, type NewAccount, openAccounts } from '../books/index.ts'
import type { RecipientId } from '../core/index.ts'
import { shareOf } from './rules/splitting.ts'
import { texts } from './texts.ts'

type Line = { account: string; amount: number }
/** What is there of a gift, before and after a change. */
export type There = { before: number; after: number }

/** A group's share is owed to it, and can be spent once. Beside it stands what was allotted to all of them, and what the fund bears of what went back after it was spent. */
const CODES = { allotted: '1100', borne: '1190' } as const

/** By how much the share of a group follows its gift: to it, from it, and what the fund takes on itself or gets back. */
export function shareMoves(due: number, { held, borne }: { held: number; borne: number }) {
  if (due >= 0) {
    // What the fund bore comes back to the fund first.
    const back = Math.min(due, borne)
    return { toGroup: due - back, borne: -back || 0 }
  }
  const taken = Math.min(-due, held)
  return { toGroup: -taken || 0, borne: -due - taken }
}

type Shared = {
  recipient_id: RecipientId
  currency: string
  amount: number
  group_id: GroupId | null
  group_part: number
  group_borne: number
}
type Sharing = { gift: Shared; there: There; accounts: string[] }

/**
 * Lines by which the share of a group follows its gift, in the same proportion, to the cent; none where no part is a group's. What the group has spent already cannot be taken from
 * it: its account never falls below zero, and the fund bears the rest, on an account of its own. `accounts`: the others of the entry, locked with these in one order. `borne`: what the
 * fund bears of this gift from now on.
 */
export async function shareLines(
  tx: Tx,
  app: App,
  { gift, there, accounts }: Sharing,
): Promise<{ lines: Line[]; borne: number }> {
  const { group_id, group_part: part, amount, group_borne } = gift
  const due = group_id ? shareOf(there.after, { amount, part }) - shareOf(there.before, { amount, part }) : 0
  if (!group_id || due === 0) return { lines: [], borne: group_borne }
  const opened = await openAccounts(tx, shareAccounts(app, gift, group_id))
  const [group, allotted, borne] = opened
  const balances = await lockBalances(tx, [...opened, ...accounts])
  const moves = shareMoves(due, { held: -balances[0]!, borne: group_borne })
  const lines = [
    { account: allotted!, amount: due },
    { account: group!, amount: -moves.toGroup },
    { account: borne!, amount: moves.borne },
  ]
  return { lines: lines.filter((line) => line.amount !== 0), borne: group_borne + moves.borne }
}

/** The accounts of a group's share: its own, what was allotted to all groups, what the fund bears. */
export function shareAccounts(
  app: App,
  { recipient_id, currency }: Pick<Shared, 'recipient_id' | 'currency'>,
  group: GroupId,
): NewAccount[] {
  const t = texts.in(app.movement.current.locale)
  const of = { book: recipient_id as string, currency }
  return [
    { ...of, code: `group:${group}`, kind: 'liability', name: t('campaigns.account-group'), floorZero: true },
    { ...of, code: CODES.allotted, kind: 'equity', name: t('campaigns.account-allotted') },
    { ...of, code: CODES.borne, kind: 'equity', name: t('campaigns.account-borne') },
  ]
}
