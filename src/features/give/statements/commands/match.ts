import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { AccountId } from '#platform/auth/session'
import type { Tx } from '#platform/db/handle'
import { recordset } from '#platform/db/recordset'
import { record } from '#staff'
import { findRecipient, type RecipientId, type RecipientRecord } from '../../core/index.ts'
import { Conflict } from '#platform/errors'
import { BOOKED_AT_ONCE } from '../limits.ts'
import { broughtTo, type LineRecord, newLines, undoable } from '../queries/lines.ts'
import { bookPayout, noonOf } from '../../reconciling/index.ts'
import {
  type Brings,
  type Expecting,
  expectingIn,
  isUndoing,
  judgeArrivals,
  judgeUndoing,
  payoutVerdicts,
  type Verdict,
} from '../../reconciling/index.ts'
import { type Candidate, type LineState, looksLikePayout } from '../../reconciling/index.ts'
import { db, type LineId } from '../tables.ts'
import { lockBooks } from './lines.ts'
import { undoLine } from './undo.ts'

type Judged = Verdict<LineRecord>
type Matching = { recipient: RecipientRecord; by: AccountId | null }

/**
 * Matches all new lines of a recipient and books what is sure, a hundred at a time: each line and what it books in one transaction, so that a death in the middle leaves it new or
 * done. What undoes comes first: what came and went in one file is thanked for by nobody.
 */
export async function matchNew(app: App, { recipient: id, by }: { recipient: RecipientId; by: AccountId | null }): Promise<void> {
  const { read } = app.database
  const recipient = await findRecipient(read, id)
  if (!recipient) return
  const matching = { recipient, by }
  const undoing = (await newLines(read, id)).filter(isUndoing)
  const before = await undoable(
    read,
    id,
    undoing.map(({ amount }) => amount),
  )
  await apply(app, matching, judgeUndoing(undoing, before))
  const lines = await newLines(read, id)
  const paidOut = lines.filter(looksLikePayout)
  await apply(app, matching, await payoutVerdicts(app, recipient, paidOut))
  const expected = (await Promise.all(expectingIn(app).map((one) => one.all(read, id)))).flat()
  const others = lines.filter((line) => !looksLikePayout(line))
  await apply(app, matching, judgeArrivals(others, { expected, booked: await broughtTo(read, id) }))
  await app.database.transact((tx) => endMatching(tx, app, id))
  app.log.info({ recipient: id, lines: lines.length }, 'statements matched')
}

async function apply(app: App, matching: Matching, verdicts: Judged[]): Promise<void> {
  for (let at = 0; at < verdicts.length; at += BOOKED_AT_ONCE) {
    const some = verdicts.slice(at, at + BOOKED_AT_ONCE)
    await app.database.transact((tx) => applySome(tx, app, { ...matching, verdicts: some }))
  }
}

type Some = Matching & { verdicts: Judged[] }

/** Under the lock of the books, and of the lines that are still new: what was matched meanwhile stays as it is. */
async function applySome(tx: Tx, app: App, { recipient, by, verdicts }: Some): Promise<void> {
  await lockBooks(tx, recipient.id)
  const free = await stillNew(
    tx,
    verdicts.map(({ line }) => line.id),
  )
  const ours = verdicts.filter(({ line }) => free.has(line.id))
  let came = 0
  for (const one of expectingIn(app)) came += await bookBrought(tx, app, { recipient, by, verdicts: ours, expecting: one })
  for (const verdict of ours) {
    const { line } = verdict
    if (verdict.is === 'undoing') await undo(tx, app, { recipient, line, other: verdict.other as LineId, by: by ?? undefined })
    if (verdict.is === 'payout') await takePayout(tx, app, { recipient, line, payout: verdict.candidate })
    if (verdict.is === 'doubtful') await settle(tx, [line.id], { state: 'doubtful', candidates: verdict.candidates })
  }
  for (const state of ['open', 'out'] as const) {
    const ids = ours.filter(({ is }) => is === state).map(({ line }) => line.id)
    if (ids.length > 0) await settle(tx, ids, { state, candidates: [] })
  }
  const actor = by ? { account: by, roles: [] } : undefined
  if (came > 0)
    await record(tx, { actor, now: app.now() }, { action: 'receive', object: 'bank-statement', id: recipient.id, count: came })
}

/** What cannot be undone any more is shown to the treasurer. */
async function undo(tx: Tx, app: App, undoing: Parameters<typeof undoLine>[2]): Promise<void> {
  try {
    await undoLine(tx, app, undoing)
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
    const candidate: Candidate = { kind: 'line', id: undoing.other, reasons: ['same-reference'] }
    await settle(tx, [undoing.line.id], { state: 'doubtful', candidates: [candidate] })
  }
}

async function stillNew(tx: Tx, ids: LineId[]): Promise<Set<LineId>> {
  const rows = await db(tx)
    .selectFrom('bank_line')
    .select('id')
    .where('id', 'in', ids)
    .where('state', '=', 'new')
    .orderBy('id')
    .forUpdate()
    .execute()
  return new Set(rows.map(({ id }) => id))
}

type PaidOut = { recipient: RecipientRecord; line: LineRecord; payout: Extract<Candidate, { kind: 'payout' }> }

/** A line is a provider's transfer: the books have it at the bank, less what the provider kept. What another line was already is shown. Gives whether it was free. */
export async function takePayout(tx: Tx, app: App, { recipient, line, payout }: PaidOut): Promise<boolean> {
  const { id, shares, unknown } = payout
  const taken = await db(tx)
    .selectFrom('bank_line')
    .select('id')
    .where('payout', '=', id)
    .where('state', '=', 'payout')
    .executeTakeFirst()
  if (taken) {
    await settle(tx, [line.id], {
      state: 'doubtful',
      candidates: [{ ...payout, reasons: [...new Set([...payout.reasons, 'already'])] }],
    })
    return false
  }
  const set = { state: 'payout', payout: id, candidates: JSON.stringify([payout]) } as const
  await db(tx).updateTable('bank_line').set(set).where('id', '=', line.id).execute()
  await bookPayout(tx, app, { recipient, line: line.id, day: line.booked, payout: id, shares, unknown })
  return true
}

/** Books what is sure, of one kind. What came by another way meanwhile is shown to the treasurer. Gives how many came. */
async function bookBrought(
  tx: Tx,
  app: App,
  { recipient, by, verdicts, expecting }: Some & { expecting: Expecting },
): Promise<number> {
  const { kind } = expecting
  const sure = verdicts.filter((verdict) => verdict.is === 'brings').filter((verdict) => verdict.kind === kind)
  const arrivals = sure
    .filter(({ standing }) => !standing)
    .map(({ line, id }) => ({ id, amount: line.amount, at: noonOf(app, recipient, line.booked) }))
  const came = await expecting.arrive(tx, app, { arrivals, by: by ?? undefined })
  const ids = sure.map(({ id }) => id)
  const late = ids.filter((id) => !came.has(id))
  const found = new Map((await expecting.find(tx, recipient.id, { ids: late, limit: late.length })).map((one) => [one.id, one]))
  const had = await withLine(tx, ids)
  const linked: Linked[] = []
  for (const { line, id } of sure) {
    // Somebody said meanwhile, by hand, that it came: this is how.
    const standing = found.get(id)?.standing === 'came' && found.get(id)?.amount === line.amount
    if ((came.has(id) || standing) && !had.has(id)) linked.push({ line: line.id, kind, id, standing })
    else await settle(tx, [line.id], { state: 'doubtful', candidates: [{ kind, id, reasons: ['reference', 'already'] }] })
    had.add(id)
  }
  await linkBrought(tx, linked)
  return came.size
}

/** `standing`: it was said to have come by hand before, so that it stays come if the line turns out to be another's. */
type Linked = { line: LineId; kind: Brings; id: string; standing: boolean }

/** Says of lines what each brought, in one statement. */
export async function linkBrought(tx: Tx, linked: readonly Linked[]): Promise<void> {
  if (linked.length === 0) return
  await sql`update bank_line b set state = 'booked', gift_id = case l.kind when 'gift' then l.id end,
      brought_kind = nullif(l.kind, 'gift'), brought_id = case when l.kind <> 'gift' then l.id end, candidates = case when l.standing
        then jsonb_build_array(jsonb_build_object('kind', l.kind, 'id', l.id, 'reasons', jsonb_build_array('standing'))) else '[]' end
    from ${recordset('l', linked, { line: 'uuid', kind: 'text', id: 'uuid', standing: 'boolean' })} where b.id = l.line`.execute(
    db(tx),
  )
}

/** What of this a line brought already. */
export async function withLine(tx: Tx, ids: readonly string[]): Promise<Set<string>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ id: string }>`select coalesce(gift_id, brought_id) as id from bank_line
    where (gift_id = any(${[...ids]}::uuid[]) or brought_id = any(${[...ids]}::uuid[])) and state in ('booked', 'to-send-back')`.execute(
    db(tx),
  )
  return new Set(rows.map(({ id }) => id))
}

async function settle(
  tx: Tx,
  ids: LineId[],
  { state, candidates }: { state: LineState; candidates: Candidate[] },
): Promise<void> {
  await db(tx)
    .updateTable('bank_line')
    .set({ state, candidates: JSON.stringify(candidates) })
    .where('id', 'in', ids)
    .execute()
}

async function endMatching(tx: Tx, app: App, recipient: RecipientId): Promise<void> {
  await db(tx)
    .updateTable('bank_file')
    .set({ state: 'done', ended_at: app.now() })
    .where('recipient_id', '=', recipient)
    .where('state', '=', 'matching')
    .where((w) =>
      w.not(
        w.exists(
          w
            .selectFrom('bank_line')
            .select('bank_line.id')
            .whereRef('bank_line.file_id', '=', 'bank_file.id')
            .where('bank_line.state', '=', 'new'),
        ),
      ),
    )
    .execute()
}
