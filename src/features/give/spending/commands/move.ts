import type { App } from '#platform/app'
import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { Conflict } from '#platform/errors'
import { emit } from '#platform/jobs/queue'
import { momentIn } from '#platform/i18n/moments'
import { bookSpending, zoneOf } from '../booking.ts'
import { spendingMoved } from '../queues.ts'
import type { SpendingRecord } from '../queries/spending.ts'
import { mayBecome, type State } from '../rules/states.ts'
import { db, type Means } from '../tables.ts'

type Set = {
  seconded_account?: string
  seconded_person?: string | null
  seconded_at?: Date
  allowed_account?: string
  allowed_at?: Date
  paid_account?: string | null
  paid_on?: string | null
  paid_by?: Means | null
  ended_account?: string
  ended_at?: Date
  reason?: string
  number?: number
  over_ceiling?: boolean
}

/** `hand`: when. `on`: the day of the entry, where it is not today. */
export type Move = { hand: Pick<Hand, 'now'>; before: SpendingRecord; to: State; set: Set; on?: string }

/** The one place where the state of a spending changes: row, books and mails together. Its row is held. Throws Conflict for what does not follow. */
export async function move(tx: Tx, app: App, { hand: { now }, before, to, set, on }: Move): Promise<SpendingRecord> {
  if (!mayBecome(before.state, to)) throw new Conflict('spending.moved')
  const after: SpendingRecord = { ...before, ...set, state: to, step: before.step + 1 }
  await db(tx)
    .updateTable('spending')
    .set({ ...set, state: to, step: after.step })
    .where('id', '=', before.id)
    .execute()
  const at = on === undefined ? now : (momentIn(zoneOf(app, before.recipient, now), on, '12:00') ?? now)
  await bookSpending(tx, app, { before, after, at })
  if (before.group_id) emit(tx, spendingMoved, { spending: before.id, step: after.step, to, from: before.state })
  return after
}
