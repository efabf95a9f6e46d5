import type { App } from '#platform/app'
import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { Conflict } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { record } from '#staff'
import { findRecipient } from '../../core/index.ts'
import { askAgain, isPaidAtOnce, lockAlike, soughtOf } from '../../giving/index.ts'
import { descriptionOf } from '../describing.ts'
import { beginPayment } from '../paying.ts'
import { findDue } from '../queries/dues.ts'
import { dueMail } from '../queues.ts'
import { db, type DueId } from '../tables.ts'
import { locked } from './change.ts'

/** The treasurer lets held dues in: the law is asked again, now. The member is written to, with the page where she pays. */
export async function acceptDue(tx: Tx, app: App, { hand, due }: { hand: Hand; due: DueId }): Promise<void> {
  const seen = await findDue(tx, due)
  // The person first, then the member, as whoever pays dues does: else each would wait for the other.
  if (seen) await lockAlike(tx, soughtOf(seen))
  const before = await locked(tx, due)
  if (before.state !== 'held') throw new Conflict('dues.not-held')
  const recipient = (await findRecipient(tx, before.recipient_id))!
  await askAgain(tx, app, { ...before, recipient, proved: true, what: 'dues' })
  const step = before.step + 1
  await db(tx)
    .updateTable('due')
    .set({
      state: isPaidAtOnce(before.mode) ? 'accepted' : 'promised',
      changed_at: hand.now,
      decided_by: hand.actor.account,
      step,
    })
    .where('id', '=', due)
    .execute()
  enqueue(tx, dueMail, { due, kind: 'accepted', step })
  await record(tx, hand, { action: 'accept', object: 'due', id: due })
}

/** She goes to pay what the treasurer let in. Pressed twice it is one payment: the second finds it begun. */
export async function beginAccepted(tx: Tx, app: App, due: DueId): Promise<void> {
  const before = await locked(tx, due)
  if (before.state !== 'accepted') return
  const recipient = (await findRecipient(tx, before.recipient_id))!
  await db(tx)
    .updateTable('due')
    .set({ state: 'begun', changed_at: app.now(), step: before.step + 1 })
    .where('id', '=', due)
    .execute()
  await beginPayment(tx, app, {
    ...before,
    recipient,
    description: descriptionOf({ recipient, locale: before.locale }),
  })
}
