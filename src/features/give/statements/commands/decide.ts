import type { App } from '#platform/app'
import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { Conflict } from '#platform/errors'
import { record } from '#staff'
import type { RecipientRecord } from '../../core/index.ts'
import { findLine, type LineRecord } from '../queries/lines.ts'
import { bookBack, type Brings, type Candidate, expectingOf, isWaiting, mayReopen, noonOf } from '../../reconciling/index.ts'
import { db, type LineId } from '../tables.ts'
import { linkBrought, takePayout, withLine } from './match.ts'
import { lockBooks } from './lines.ts'
import { undoLine } from './undo.ts'

export type Deciding = { hand: Hand; recipient: RecipientRecord; line: LineId }

/** The line, locked, of these books alone. One decision after the other: each waits for the matching under way. */
async function locked(tx: Tx, { recipient, line: id }: Deciding): Promise<LineRecord> {
  await lockBooks(tx, recipient.id)
  await db(tx).selectFrom('bank_line').select('id').where('id', '=', id).forUpdate().execute()
  const line = await findLine(tx, id)
  if (line?.recipient_id !== recipient.id) throw new Conflict('statements.moved-on')
  return line
}

async function waiting(tx: Tx, deciding: Deciding): Promise<LineRecord> {
  const line = await locked(tx, deciding)
  if (!isWaiting(line.state)) throw new Conflict('statements.moved-on')
  return line
}

async function decided(tx: Tx, { hand, line }: Deciding, entry: { action: string; reason?: string }): Promise<void> {
  const set = { decided_by: hand.actor.account, decided_at: hand.now }
  await db(tx).updateTable('bank_line').set(set).where('id', '=', line).execute()
  await record(tx, hand, { object: 'bank-line', id: line, count: 1, ...entry })
}

/**
 * The treasurer says what a line brings. Throws Conflict where the law refuses by now, where that came by another line, or where somebody decided
 * meanwhile.
 */
export async function decideBrought(
  tx: Tx,
  app: App,
  { kind, id, ...deciding }: Deciding & { kind: Brings; id: string },
): Promise<void> {
  const line = await waiting(tx, deciding)
  const room = expectingOf(app, kind)
  const [found] = await room.find(tx, deciding.recipient.id, { ids: [id] })
  if (!found || line.amount <= 0 || (await withLine(tx, [id])).has(id)) throw new Conflict('statements.not-this-gift')
  const standing = found.standing === 'came' && found.amount === line.amount
  const at = noonOf(app, deciding.recipient, line.booked)
  if (!standing) await room.take(tx, app, { hand: deciding.hand, id, amount: line.amount, at })
  await linkBrought(tx, [{ line: line.id, kind, id, standing }])
  await decided(tx, deciding, { action: 'receive' })
}

/** The treasurer says which line this one undoes, of those that were proposed. */
export async function decideUndoing(tx: Tx, app: App, { other, ...deciding }: Deciding & { other: LineId }): Promise<void> {
  const line = await waiting(tx, deciding)
  if (!line.candidates.some(({ kind, id }) => kind === 'line' && id === other)) throw new Conflict('statements.moved-on')
  await undoLine(tx, app, { recipient: deciding.recipient, line, other, by: deciding.hand.actor.account })
  await decided(tx, deciding, { action: 'undo' })
}

/** The treasurer says that it is that transfer of the provider, of those that were proposed. */
export async function decidePayout(tx: Tx, app: App, { payout: id, ...deciding }: Deciding & { payout: string }): Promise<void> {
  const line = await waiting(tx, deciding)
  const payout = line.candidates.find(
    (one): one is Extract<Candidate, { kind: 'payout' }> => one.kind === 'payout' && one.id === id,
  )
  // What it is made of does not make it up: then nobody can say whose it is.
  if (!payout || payout.reasons.includes('payout-sum')) throw new Conflict('statements.moved-on')
  if (!(await takePayout(tx, app, { recipient: deciding.recipient, line, payout }))) throw new Conflict('statements.payout-taken')
  await decided(tx, deciding, { action: 'receive' })
}

/** It is no gift: interest, a transfer between own accounts, something bought. Other books say what. */
export async function setAside(tx: Tx, { note, ...deciding }: Deciding & { note: string }): Promise<void> {
  const line = await waiting(tx, deciding)
  await db(tx).updateTable('bank_line').set({ state: 'aside', note }).where('id', '=', line.id).execute()
  await decided(tx, deciding, { action: 'dismiss', reason: note })
}

/**
 * It has to go back to whom it came from: the treasurer sends it from the bank, and the next statement shows that it went. Until then it is owed. Of a gift that came,
 * the gift stays until the money is gone.
 */
export async function sendBack(tx: Tx, app: App, { note, ...deciding }: Deciding & { note: string }): Promise<void> {
  const line = await locked(tx, deciding)
  if ((!isWaiting(line.state) && line.state !== 'booked') || line.amount <= 0) throw new Conflict('statements.moved-on')
  const { recipient, hand } = deciding
  if (line.state !== 'booked') {
    const what = `owed ${hand.now.toISOString()}`
    await bookBack(tx, app, { recipient, line: line.id, amount: line.amount, day: line.booked, what, gone: false })
  }
  await db(tx).updateTable('bank_line').set({ state: 'to-send-back', note }).where('id', '=', line.id).execute()
  await decided(tx, deciding, { action: 'send-back', reason: note })
}

/** The treasurer takes a decision back, hers or one that was sure: the line waits again, and what it booked is undone. */
export async function reopen(tx: Tx, app: App, deciding: Deciding): Promise<void> {
  const line = await locked(tx, deciding)
  if (!mayReopen(line.state)) throw new Conflict('statements.moved-on')
  const { recipient, hand } = deciding
  const at = noonOf(app, recipient, line.booked)
  const { brings } = line
  const standing = line.candidates.some(({ reasons }) => reasons.includes('standing'))
  if (brings && !standing && line.state === 'booked')
    await expectingOf(app, brings.kind).goBack(tx, app, { id: brings.id, to: 'promised', at, by: hand.actor.account })
  if (line.state === 'to-send-back' && !brings)
    await bookBack(tx, app, {
      recipient,
      line: line.id,
      amount: line.amount,
      day: line.booked,
      what: `kept ${hand.now.toISOString()}`,
      gone: true,
    })
  // What was to go back stays: it is booked again.
  const back = line.state === 'to-send-back' && brings !== undefined
  const candidates: Candidate[] = brings && !back ? [{ ...brings, reasons: ['reopened'] }] : line.candidates
  await db(tx)
    .updateTable('bank_line')
    .set({
      state: back ? 'booked' : candidates.length > 0 ? 'doubtful' : 'open',
      ...(back ? {} : { gift_id: null, brought_kind: null, brought_id: null }),
      note: null,
      candidates: JSON.stringify(candidates),
    })
    .where('id', '=', line.id)
    .execute()
  await decided(tx, deciding, { action: 'undo' })
}
