import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { type AimId, lockFigures, moveFigures, shareOf, type There } from '../campaigns/index.ts'
import type { GiftRecord } from './queries/gifts.ts'
import { db } from './tables.ts'

export type Counted = Pick<GiftRecord, 'id' | 'donor_id' | 'recipient_id' | 'campaign_id' | 'group_id' | 'group_part' | 'amount'>
type Moved = { aim: AimId; of: 'recipient' | 'campaign' | 'group' } & There

/** What a gift counts for, and how much of it was and is there for each: its recipient, its campaign, and for a group its part. */
export function countMoves({ recipient_id, campaign_id, group_id, group_part, amount }: Counted, there: There): Moved[] {
  const share = (of: number) => shareOf(of, { amount, part: group_part })
  const aims: [string | null, Moved['of'], There][] = [
    [recipient_id, 'recipient', there],
    [campaign_id, 'campaign', there],
    [group_id, 'group', { before: share(there.before), after: share(there.after) }],
  ]
  return aims.flatMap(([aim, of, moved]) => (aim && moved.before !== moved.after ? [{ aim: aim as AimId, of, ...moved }] : []))
}

/** Counts in the figures that anybody may know what is there of a gift now, in the transaction that books it. */
export async function countGift(tx: Tx, { gift, there }: { gift: Counted; there: There }): Promise<void> {
  const aims = countMoves(gift, there)
  await lockFigures(
    tx,
    gift.recipient_id,
    aims.map(({ aim }) => aim),
  )
  const others = aims.some(toggles) ? await otherGifts(tx, gift) : undefined
  const moves = aims.map((moved) => ({ ...moved, donors: others?.[moved.of] ? 0 : turnOf(moved) }))
  await moveFigures(tx, gift.recipient_id, moves)
}

/** 1: it counts from now on; -1: it counts no more. */
const turnOf = ({ before, after }: There): -1 | 0 | 1 => (before === 0 ? 1 : after === 0 ? -1 : 0)
const toggles = (there: There) => turnOf(there) !== 0

/** For which of its aims its donor gave something else that counts. After the lock of the figures: of two gifts of hers at once one is the first. */
async function otherGifts(tx: Tx, { id, donor_id, recipient_id, campaign_id, group_id }: Counted) {
  const { rows } = await sql<Record<Moved['of'], boolean | null>>`select count(*) > 0 as recipient,
      bool_or(campaign_id = ${campaign_id}::uuid) as campaign,
      bool_or(group_id = ${group_id}::uuid and 2::numeric * (amount - refunded) * group_part >= amount) as "group"
    from gift where donor_id = ${donor_id}::uuid and recipient_id = ${recipient_id}::uuid and id <> ${id}::uuid
      and state in ('paid', 'refunded') and amount > refunded`.execute(db(tx))
  return rows[0]!
}
