import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { Conflict, Invalid } from '#platform/errors'
import { sayAmount } from '../../law/index.ts'
import { findRecipient } from '../../core/index.ts'
import { TWO_FROM } from '../../giving/index.ts'
import { approvalOf, askApproval, record, useApproval } from '#staff'
import { ceilingOf } from '../queries/ceiling.ts'
import { mayBeOne } from '../queries/persons.ts'
import { spendingFigures, type SpendingRecord } from '../queries/spending.ts'
import { db, type Means, type SpendingId } from '../tables.ts'
import { texts } from '../texts.ts'
import { isOwn, lockedSpending } from './draft.ts'
import { move } from './move.ts'
import { ended } from './requests.ts'

type Doing = { hand: Hand; spending: SpendingId }

/**
 * An officer takes a spending into the books: a bill is owed from now on, a gift in kind is there. `knowing`: also where that passes the ceiling. Of a group's, neither who asked nor who
 * seconded may; what she booked herself takes, from 500 euros on, what another person allowed: until then this asks for it. Her book she keeps, which the caller has seen.
 */
export async function allow(
  tx: Tx,
  app: App,
  { hand, spending, knowing }: Doing & { knowing: boolean },
): Promise<'asked' | 'booked'> {
  const before = await lockedSpending(tx, spending)
  const to = before.kind === 'in-kind' ? 'given' : 'payable'
  if (before.state !== (before.group_id ? 'seconded' : 'draft')) throw new Conflict('spending.moved')
  if (before.group_id) await requireThird(tx, before, hand)
  else if (before.amount >= TWO_FROM && !(await allowedByAnother(tx, app, { hand, spending: before }))) return 'asked'
  const { number, over_ceiling } = await enter(tx, before, knowing)
  const set = { allowed_account: hand.actor.account, allowed_at: hand.now, number, over_ceiling }
  await move(tx, app, { hand, before, to, set, on: before.spent_on })
  await record(tx, hand, { action: 'book', object: 'spending', id: spending, count: 0 })
  return 'booked'
}

/** An officer refuses what a group asked, and says why; what was set aside goes back to its share. */
export async function refuse(tx: Tx, app: App, { hand, spending, reason }: Doing & { reason: string }): Promise<void> {
  const before = await lockedSpending(tx, spending)
  if (before.state !== 'seconded') throw new Conflict('spending.moved')
  await move(tx, app, { hand, before, to: 'refused', set: ended(hand, reason) })
  await record(tx, hand, { action: 'decline', object: 'spending', id: spending, reason, count: 0 })
}

type Payment = { on: string; by: Means }

/** An officer wrote the transfer or handed over the money, on a day. Throws Conflict for who would pay what she asked for herself out of a group's share. */
export async function pay(tx: Tx, app: App, { hand, spending, on, by }: Doing & Payment): Promise<void> {
  const before = await lockedSpending(tx, spending)
  if (before.group_id && (await isHers(tx, before, hand))) throw new Conflict('spending.pays-herself')
  if (on < before.spent_on) throw new Invalid({ paid_on: 'spending.paid-before' })
  await move(tx, app, { hand, before, to: 'paid', set: { paid_account: hand.actor.account, paid_on: on, paid_by: by }, on })
  await record(tx, hand, { action: 'pay', object: 'spending', id: spending, count: 0 })
}

/** What was paid came back: it is owed again. */
export async function cameBack(tx: Tx, app: App, { hand, spending, reason }: Doing & { reason: string }): Promise<void> {
  const before = await lockedSpending(tx, spending)
  if (before.state !== 'paid') throw new Conflict('spending.moved')
  // Undone where it stood: of the bank or of the till.
  await move(tx, app, { hand, before, to: 'payable', set: { paid_account: null, paid_on: null, paid_by: null } })
  await record(tx, hand, { action: 'unpay', object: 'spending', id: spending, reason, count: 0 })
}

/** What was booked is taken back by the opposite entry; a group has its share again. */
export async function takeBack(tx: Tx, app: App, { hand, spending, reason }: Doing & { reason: string }): Promise<void> {
  const before = await lockedSpending(tx, spending)
  await move(tx, app, { hand, before, to: 'void', set: ended(hand, reason) })
  await record(tx, hand, { action: 'void', object: 'spending', id: spending, reason, count: 0 })
}

async function requireThird(tx: Tx, before: SpendingRecord, hand: Hand): Promise<void> {
  const { seconded_account, seconded_person } = before
  const person = hand.actor.person?.id
  const seconded =
    seconded_account === hand.actor.account || (seconded_person && person && (await mayBeOne(tx, seconded_person, person)))
  if (seconded || (await isHers(tx, before, hand))) throw new Conflict('spending.third-is-you')
}

/** Whether who acts may be who asked. */
async function isHers(tx: Tx, before: SpendingRecord, hand: Hand): Promise<boolean> {
  const person = hand.actor.person?.id
  return isOwn(before, hand) || Boolean(before.asked_person && person && (await mayBeOne(tx, before.asked_person, person)))
}

/** The number of its voucher, and whether it passes the ceiling: one after the other in a recipient's book. Throws Conflict where it would pass it and nobody said so. */
async function enter(tx: Tx, before: SpendingRecord, knowing: boolean): Promise<{ number: number; over_ceiling: boolean }> {
  const { recipient_id } = before
  const { numbers } = await db(tx)
    .insertInto('spending_book')
    .values({ recipient_id, numbers: 1 })
    .onConflict((on) => on.column('recipient_id').doUpdateSet({ numbers: sql<number>`spending_book.numbers + 1` }))
    .returning('numbers')
    .executeTakeFirstOrThrow()
  const [recipient, ceiling, figures] = [
    await findRecipient(tx, recipient_id),
    await ceilingOf(tx, recipient_id),
    await spendingFigures(tx, recipient_id),
  ]
  if (recipient?.filed_at) throw new Conflict('spending.filed')
  const over = ceiling !== undefined && figures.counted + before.amount > ceiling.amount
  if (over && !knowing) throw new Conflict('spending.over-ceiling')
  return { number: numbers, over_ceiling: over }
}

/** Uses what another person allowed; else asks for it, once. */
async function allowedByAnother(
  tx: Tx,
  app: App,
  { hand, spending }: { hand: Hand; spending: SpendingRecord },
): Promise<boolean> {
  const sensitive = { kind: 'spending', subject: `${spending.id} ${spending.amount}` }
  const state = await approvalOf(tx, { ...sensitive, by: hand.actor.account }, hand.now)
  if (state === 'given') {
    await useApproval(tx, hand, sensitive)
    return true
  }
  const { locale } = app.movement.current
  const values = {
    amount: sayAmount(locale, spending.amount, spending.currency),
    payee: spending.payee,
    recipient: spending.recipient.name,
  }
  const about = texts.in(locale)('spending.approval-about', values)
  if (state === 'none') await askApproval(tx, hand, { ...sensitive, reason: spending.words, about })
  return false
}
