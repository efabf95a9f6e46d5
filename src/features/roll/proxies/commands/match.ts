import type { Tx } from '#platform/db/handle'
import { Conflict } from '#platform/errors'
import { enqueue } from '#platform/jobs/queue'
import { askMail, holderMail } from '../queues.ts'
import { type AskId, db, type HolderId, type MatchId, type Why } from '../tables.ts'
import { lockMatch } from './locks.ts'
import { wantRound } from './rounds.ts'

type Side = 'asker' | 'holder'
type Answer = { match: MatchId; side: Side; yes: boolean }

/**
 * One of the two says yes or no, each for herself alone. The second yes shows each the number of the other; a no asks the next. Throws Conflict when
 * somebody was faster, or it is too late.
 */
export async function answerMatch(tx: Tx, { match: id, side, yes }: Answer, now: Date): Promise<void> {
  const match = await lockMatch(tx, id)
  if (match.state !== 'proposed' || match.answer_by <= now) throw new Conflict('proxies.answer.late')
  if (!yes) return endMatch(tx, match, { why: side === 'asker' ? 'asker-no' : 'holder-no', now })
  const said = side === 'asker' ? { asker_yes_at: now } : { holder_yes_at: now }
  const both =
    (match.asker_yes_at ?? (side === 'asker' ? now : null)) && (match.holder_yes_at ?? (side === 'holder' ? now : null))
  await db(tx)
    .updateTable('proxy_match')
    .set({ ...said, ...(both ? { state: 'agreed' as const } : {}) })
    .where('id', '=', id)
    .execute()
  if (!both) return
  enqueue(tx, askMail, { kind: 'agreed', ask: match.ask_id!, about: id })
  enqueue(tx, holderMail, { kind: 'agreed', holder: match.holder_id!, about: id })
}

/** She says that the proxy is established: nobody is reminded any more. Its seat stays taken whatever is said later, as the law counts it. */
export async function establish(tx: Tx, ask: AskId): Promise<void> {
  const { id } = (await openOf(tx, { ask }))[0] ?? {}
  const match = id && (await lockMatch(tx, id))
  if (!match || match.state === 'proposed' || match.state === 'ended') throw new Conflict('proxies.answer.late')
  if (match.state === 'established') return
  await db(tx).updateTable('proxy_match').set({ state: 'established' }).where('id', '=', match.id).execute()
  await db(tx).updateTable('proxy_mandate').set({ match_id: null }).where('match_id', '=', match.id).execute()
  enqueue(tx, holderMail, { kind: 'established', holder: match.holder_id!, about: match.id })
}

/** Ends what is open of somebody, whose row is locked. */
export async function endOpen(tx: Tx, of: { ask: AskId } | { holder: HolderId }, ending: { why: Why; now: Date }): Promise<void> {
  for (const match of await openOf(tx, of)) await endMatch(tx, match, ending)
}

type Open = { id: MatchId; ask_id: AskId | null; holder_id: HolderId | null }

function openOf(tx: Tx, of: { ask: AskId } | { holder: HolderId }): Promise<Open[]> {
  return db(tx)
    .selectFrom('proxy_match')
    .select(['id', 'ask_id', 'holder_id'])
    .where('state', '!=', 'ended')
    .where((w) => ('ask' in of ? w('ask_id', '=', of.ask) : w('holder_id', '=', of.holder)))
    .orderBy('id')
    .execute()
}

/** Ends a match, frees its seat, tells the other, and has the asker matched anew. */
async function endMatch(tx: Tx, { id, ask_id, holder_id }: Open, { why, now }: { why: Why; now: Date }): Promise<void> {
  const ended = await db(tx)
    .updateTable('proxy_match')
    .set({ state: 'ended', ended_at: now, why })
    .where('id', '=', id)
    .where('state', '!=', 'ended')
    .returning('id')
    .executeTakeFirst()
  if (!ended) return
  await db(tx).deleteFrom('proxy_mandate').where('match_id', '=', id).execute()
  const byAsker = why === 'asker-no' || why === 'asker-left'
  if (byAsker && holder_id) enqueue(tx, holderMail, { kind: 'left', holder: holder_id, about: id })
  if (!byAsker && ask_id) enqueue(tx, askMail, { kind: 'again', ask: ask_id, about: id })
  const ask = ask_id && (await db(tx).selectFrom('proxy_ask').select('election_id').where('id', '=', ask_id).executeTakeFirst())
  if (ask) await wantRound(tx, ask.election_id)
}
