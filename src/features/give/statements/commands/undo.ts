import type { App } from '#platform/app'
import type { AccountId } from '#platform/auth/session'
import type { Tx } from '#platform/db/handle'
import { Conflict } from '#platform/errors'
import type { RecipientRecord } from '../../core/index.ts'
import { findLine, type LineRecord } from '../queries/lines.ts'
import { bookBack, bookPayout, type Candidate, expectingOf, noonOf } from '../../reconciling/index.ts'
import { db, type LineId } from '../tables.ts'

type Undoing = { recipient: RecipientRecord; line: LineRecord; other: LineId; by: AccountId | undefined }

/**
 * A line undoes another: what that one booked goes out of the books on the day of this one, and it is as if it had not come. What waited to be sent back has gone. Where what was sent
 * back comes again, it waits to be sent anew. Once: the line that is undone is locked. Throws Conflict when it was undone already.
 */
export async function undoLine(tx: Tx, app: App, { recipient, line, other: id, by }: Undoing): Promise<void> {
  await db(tx).selectFrom('bank_line').select('id').where('id', '=', id).forUpdate().execute()
  const other = await findLine(tx, id)
  if (!other || other.recipient_id !== recipient.id || other.state === 'undone' || other.state === 'sent-back')
    throw new Conflict('statements.moved-on')
  const at = noonOf(app, recipient, line.booked)
  const what = { recipient, line: other.id, amount: other.amount, day: line.booked }
  const { brings } = other
  if (brings && (other.state === 'booked' || other.state === 'to-send-back')) {
    const to = other.state === 'booked' ? 'lost' : 'refunded'
    await expectingOf(app, brings.kind).goBack(tx, app, { id: brings.id, to, at, by })
  }
  if (other.state === 'to-send-back' && !brings) await bookBack(tx, app, { ...what, what: `gone ${line.id}`, gone: true })
  if (other.state === 'payout') await returnPayout(tx, app, { recipient, line, other })
  if (other.state === 'undoes' && other.other_id) await comesAgain(tx, app, { recipient, line, sent: other.other_id })
  const sent = other.state === 'to-send-back'
  await db(tx)
    .updateTable('bank_line')
    .set({ state: sent ? 'sent-back' : 'undone', other_id: line.id, candidates: '[]' })
    .where('id', '=', other.id)
    .execute()
  await db(tx)
    .updateTable('bank_line')
    .set({ state: 'undoes', other_id: other.id, candidates: '[]' })
    .where('id', '=', line.id)
    .execute()
}

/** The bank took a provider's transfer back: the provider has it again. */
async function returnPayout(
  tx: Tx,
  app: App,
  { recipient, line, other }: { recipient: RecipientRecord; line: LineRecord; other: LineRecord },
): Promise<void> {
  const made = other.candidates.find((one): one is Extract<Candidate, { kind: 'payout' }> => one.kind === 'payout')
  if (!made || other.payout === null) return
  const { shares, unknown } = made
  await bookPayout(tx, app, { recipient, line: other.id, day: line.booked, payout: other.payout, shares, unknown, taken: true })
}

/** What was sent back came again: its account is closed, say. It is there, and owed, as before. */
async function comesAgain(
  tx: Tx,
  app: App,
  { recipient, line, sent }: { recipient: RecipientRecord; line: LineRecord; sent: LineId },
): Promise<void> {
  const first = await findLine(tx, sent)
  if (first?.state !== 'sent-back') return
  await bookBack(tx, app, {
    recipient,
    line: first.id,
    amount: first.amount,
    day: line.booked,
    what: `again ${line.id}`,
    gone: false,
  })
  await db(tx)
    .updateTable('bank_line')
    .set({ state: 'to-send-back', other_id: null, gift_id: null, brought_kind: null, brought_id: null })
    .where('id', '=', first.id)
    .execute()
}
