import type { Handle } from '#platform/db/handle'
import { amountOf } from '#platform/money'
import type { RecipientId } from '../../core/index.ts'
import { type AimId, db } from '../tables.ts'

/** What came for an aim and is there, in the smallest unit. `median`: 0 where nobody gave. */
export type Figure = { total: number; gifts: number; donors: number; median: number }

export const NONE: Figure = { total: 0, gifts: 0, donors: 0, median: 0 }

/** Figures of some aims of a recipient, by aim. One row each. */
export async function figuresFor(handle: Handle, recipient: RecipientId, aims: readonly AimId[]): Promise<Map<AimId, Figure>> {
  if (aims.length === 0) return new Map()
  const rows = await db(handle)
    .selectFrom('gift_figure')
    .select(['aim_id', 'total', 'gifts', 'donors', 'median'])
    .where('recipient_id', '=', recipient)
    .where('aim_id', 'in', [...aims])
    .execute()
  return new Map(rows.map(({ aim_id, ...row }) => [aim_id, readFigure(row)]))
}

/** The same of one. */
export async function figureOf(handle: Handle, recipient: RecipientId, aim: AimId): Promise<Figure> {
  return (await figuresFor(handle, recipient, [aim])).get(aim) ?? NONE
}

type Row = { total: string; gifts: string; donors: string; median: string | null }

export const readFigure = ({ total, gifts, donors, median }: Row): Figure => ({
  total: amountOf(total),
  gifts: amountOf(gifts),
  donors: amountOf(donors),
  median: amountOf(median ?? '0'),
})
