import { sql } from 'kysely'
import type { App, ErasedMailbox } from '#platform/app'
import { recordset } from '#platform/db/recordset'
import type { Tx } from '#platform/db/handle'
import { enqueue } from '#platform/jobs/queue'
import { mailboxHashOf, type PersonId } from '#people'
import { askMail, holderMail } from '../queues.ts'
import { CONFIRMED_WITHIN } from '../rules.ts'
import { type AskId, db, type ElectionId, type HolderId, type MatchId } from '../tables.ts'
import { wantRound } from './rounds.ts'

const HOUR = 3_600_000

/** A vote in a town: its day there, of which reminder it is the time, or that it is over. */
export type TownDay = { election: ElectionId; place: string; vote_on: string; reminder: number | null }
const DAYS = { election: 'uuid', place: 'text', vote_on: 'date', reminder: 'smallint' }

/** What nobody answered in time ends: who asks and said nothing is asked whether she still looks; else the next is asked. Gives how many. */
export async function endSilence(tx: Tx, now: Date, limit: number): Promise<number> {
  const { rows: due } = await sql<{ id: MatchId; ask: AskId }>`select id, ask_id as ask from proxy_match
    where state = 'proposed' and answer_by <= ${now}::timestamptz and ask_id is not null order by id limit ${limit}`.execute(
    db(tx),
  )
  if (due.length === 0) return 0
  await sql`select id from proxy_ask where id = any(${due.map(({ ask }) => ask)}::uuid[]) order by id for update`.execute(db(tx))
  type Ended = { id: MatchId; ask: AskId; holder: HolderId | null; asker: boolean; went: boolean; election: ElectionId }
  const { rows } =
    await sql<Ended>`with over as (update proxy_match m set state = 'ended', ended_at = ${now}::timestamptz, why = 'silence'
      from proxy_ask a where a.id = m.ask_id and m.id = any(${due.map(({ id }) => id)}::uuid[])
        and m.state = 'proposed' and m.answer_by <= ${now}::timestamptz
      returning m.id, m.ask_id as ask, m.holder_id as holder, m.asker_yes_at is not null as asker, m.holder_yes_at is not null as went,
        a.election_id as election),
    seats as (delete from proxy_mandate where match_id in (select id from over)),
    asleep as (update proxy_ask set state = 'paused' where state = 'waiting' and id in (select ask from over where not asker))
    select * from over`.execute(db(tx))
  for (const { id, ask, holder, asker, went } of rows) {
    enqueue(tx, askMail, { kind: asker ? 'again' : 'paused', ask, about: id })
    if (went && holder) enqueue(tx, holderMail, { kind: 'left', holder, about: id })
  }
  for (const election of new Set(rows.map((one) => one.election))) await wantRound(tx, election)
  return rows.length
}

/** Somebody was erased: what was open with her ends, the other is told, and who asks is matched anew. */
export async function endAlone(tx: Tx, now: Date): Promise<void> {
  type Ended = { id: MatchId; ask: AskId | null; holder: HolderId | null; election: ElectionId | null }
  const { rows } = await sql<Ended>`with over as (update proxy_match m set state = 'ended', ended_at = ${now}::timestamptz,
        why = case when m.ask_id is null then 'asker-left' else 'holder-left' end
      where m.state <> 'ended' and (m.ask_id is null or m.holder_id is null) returning m.id, m.ask_id as ask, m.holder_id as holder),
    seats as (delete from proxy_mandate where match_id in (select id from over))
    select over.*, (select election_id from proxy_ask a where a.id = over.ask) as election from over`.execute(db(tx))
  for (const { id, ask, holder, election } of rows) {
    if (holder) enqueue(tx, holderMail, { kind: 'left', holder, about: id })
    if (ask) enqueue(tx, askMail, { kind: 'again', ask, about: id })
    if (election) await wantRound(tx, election)
  }
  await db(tx).deleteFrom('proxy_match').where('ask_id', 'is', null).where('holder_id', 'is', null).execute()
}

const ESTABLISHED = sql`exists (select from proxy_match m where m.ask_id = a.id and m.state = 'established')`

/** Reminds, each once, those who still wait: until she says that it is established. Gives how many. */
export async function remindSome(tx: Tx, days: TownDay[], limit: number): Promise<number> {
  const due = days.filter(({ reminder }) => reminder !== null)
  const { rows } = await sql<{ id: AskId; reminded: number }>`update proxy_ask set reminded = due.reminder from (
      select a.id, d.reminder from ${recordset('d', due, DAYS)} join proxy_ask a on a.election_id = d.election and a.place_id = d.place
      where a.state in ('waiting', 'paused') and (a.reminded is null or a.reminded > d.reminder) and not ${ESTABLISHED}
      order by a.id limit ${limit} for update of a skip locked) due
    where proxy_ask.id = due.id returning proxy_ask.id, proxy_ask.reminded`.execute(db(tx))
  for (const { id, reminded } of rows) enqueue(tx, askMail, { kind: 'reminder', ask: id, about: String(reminded) })
  return rows.length
}

/** Tells everybody whose vote has another day than she was told; her reminders begin anew. */
export async function tellMoved(tx: Tx, days: TownDay[]): Promise<void> {
  const asks = await sql<{ id: AskId; day: string }>`update proxy_ask a set told_on = d.vote_on, reminded = d.reminder
    from ${recordset('d', days, DAYS)} where a.election_id = d.election and a.place_id = d.place and a.told_on <> d.vote_on
      and a.state in ('waiting', 'paused') returning a.id, a.told_on::text as day`.execute(db(tx))
  for (const { id, day } of asks.rows) enqueue(tx, askMail, { kind: 'moved', ask: id, about: day })
  const holders = await sql<{ id: HolderId; day: string }>`update proxy_holder h set told_on = d.vote_on
    from ${recordset('d', days, DAYS)} where h.election_id = d.election and h.place_id = d.place and h.told_on <> d.vote_on
      and h.withdrawn_at is null returning h.id, h.told_on::text as day`.execute(db(tx))
  for (const { id, day } of holders.rows) enqueue(tx, holderMail, { kind: 'moved', holder: id, about: day })
}

/** Milliseconds for which another process may not have heard of a new vote: what was said of it since is not forgotten. */
const HEARD = 60_000

/** Forgets all of a vote where it is over or gone: who asked, who went for her, and that they met. */
export async function forgetOver(tx: Tx, over: Pick<TownDay, 'election' | 'place'>[], now: Date): Promise<void> {
  const gone = recordset('gone', over, { election: 'uuid', place: 'text' })
  const heard = new Date(now.getTime() - HEARD)
  const away = (
    row: string,
    at: string,
  ) => sql`${sql.ref(`${row}.election_id`)} = gone.election and ${sql.ref(`${row}.place_id`)} = gone.place
    and ${sql.ref(`${row}.${at}`)} < ${heard}::timestamptz`
  const asks = away('a', 'asked_at')
  await sql`delete from proxy_match m using proxy_ask a, ${gone} where m.ask_id = a.id and ${asks}`.execute(db(tx))
  await sql`delete from proxy_ask a using ${gone} where ${asks}`.execute(db(tx))
  // Whoever goes for somebody whose vote is still to come stays until then.
  await sql`delete from proxy_holder h using ${gone} where ${away('h', 'offered_at')}
    and not exists (select from proxy_match m where m.holder_id = h.id and m.state <> 'ended' and m.ask_id is not null)`.execute(
    db(tx),
  )
  await db(tx).deleteFrom('proxy_match').where('ask_id', 'is', null).where('holder_id', 'is', null).execute()
  await sql`delete from proxy_match m where m.state = 'ended' and (m.ask_id is null or m.holder_id is null)
    and coalesce((select election_id from proxy_ask a where a.id = m.ask_id), (select election_id from proxy_holder h where h.id = m.holder_id))
      in (select election from ${gone})`.execute(db(tx))
  await sql`delete from proxy_round r where not exists (select from proxy_ask a where a.election_id = r.election_id)
    and not exists (select from proxy_holder h where h.election_id = r.election_id)`.execute(db(tx))
}

/** Forgets what was typed and never confirmed. */
export async function forgetUnconfirmed(tx: Tx, now: Date): Promise<void> {
  const since = new Date(now.getTime() - CONFIRMED_WITHIN * HOUR)
  await db(tx).deleteFrom('proxy_ask').where('state', '=', 'unconfirmed').where('asked_at', '<', since).execute()
}

/** Forgets what visitors of these mailboxes asked, whose owner is erased; where others read one too, those of her name. */
export async function forgetMailboxes(tx: Tx, app: App, erased: ErasedMailbox[]): Promise<void> {
  const hers = erased.map((one) => ({ ...one, hash: mailboxHashOf(app)(one.email).toString('hex') }))
  await sql`delete from proxy_ask using jsonb_to_recordset(${JSON.stringify(hers)}::jsonb) as hers (hash text, shared boolean, given_name text)
    where mailbox_hash = decode(hash, 'hex')
      and (not shared or proxy_ask.given_name is null or lower(proxy_ask.given_name) = lower(hers.given_name))`.execute(db(tx))
}

/** Whoever moved to another mailbox is written to there; not whoever shared the old one with her, and stays. */
export async function followAddress(
  tx: Tx,
  app: App,
  { person, from, to }: { person?: PersonId | undefined; from: string; to: string },
): Promise<void> {
  const [before, after] = [from, to].map((email) => mailboxHashOf(app)(email))
  const taken = sql`exists (select from proxy_ask other where other.election_id = proxy_ask.election_id and other.mailbox_hash = ${after!}
    and other.state <> 'unconfirmed')`
  await sql`update proxy_ask set email = case when state = 'withdrawn' then null else ${to} end, mailbox_hash = ${after!}
    where mailbox_hash = ${before!} and state <> 'unconfirmed' and (person_id is null or person_id = ${person ?? null}::uuid) and not ${taken}`.execute(
    db(tx),
  )
}
