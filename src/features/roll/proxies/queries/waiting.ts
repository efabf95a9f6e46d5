import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { type Limit, MOST_INVITED, MOST_REFUSED, QUESTIONS_A_WEEK } from '../rules.ts'
import { type AskId, db, type ElectionId, type HolderId, type Made, type Voting } from '../tables.ts'

const WEEK = 7 * 86_400_000

/** Holders whom the ask `a` had us ask. Numbers do not count: nobody proves one, so that whoever types another's would use up what is hers. */
const INVITED: RawBuilder<number> = sql`(select count(*) from proxy_match tried where tried.ask_id = a.id)`

/** Those of them to whom she said no, by a button or by leaving. */
export const REFUSED: RawBuilder<number> = sql`(select count(*) from proxy_match tried
  where tried.ask_id = a.id and tried.why in ('asker-no', 'asker-left'))`

/** Whether somebody may be looked for: for the ask `a`. Whoever had so many asked, or said no to so many, has nobody asked any more. */
export const MAY_BE_ASKED: RawBuilder<boolean> = sql`a.state = 'waiting'
  and not exists (select from proxy_match live where live.ask_id = a.id and live.state <> 'ended') and ${INVITED} < ${sql.lit(MOST_INVITED)}
  and ${REFUSED} < ${sql.lit(MOST_REFUSED)}`

/** Whether the holder `h` takes one more of ours, and may be asked this week. */
export const mayHoldMore = (now: Date): RawBuilder<boolean> => sql`h.withdrawn_at is null
  and exists (select from person where person.id = h.person_id and person.restricted_at is null)
  and (select count(*) from proxy_mandate ours where ours.holder_id = h.id and not ours.said) < h.takes
  and (select count(*) from proxy_match asked where asked.holder_id = h.id
    and asked.proposed_at > ${new Date(now.getTime() - WEEK)}::timestamptz) < ${QUESTIONS_A_WEEK}::int`

type Place = Pick<Voting, 'place_id' | 'department_id' | 'country' | 'time_zone' | 'lng' | 'lat' | 'station'>
export type Waiting = Place & { id: AskId; made: Made }
export type Free = Place & { id: HolderId; km: number; home: boolean; abroad: boolean; given_name: string; town: string }
type Never = { ask: AskId; holder: HolderId }

const placeOf = (
  row: string,
) => sql`${sql.ref(`${row}.place_id`)}, ${sql.ref(`${row}.department_id`)}, ${sql.ref(`${row}.country`)},
  ${sql.ref(`${row}.time_zone`)}, ${sql.ref(`${row}.lng`)}, ${sql.ref(`${row}.lat`)}, ${sql.ref(`${row}.station`)}`

/** Who waits for somebody, who is free to go, and who of them are not brought together (again): they were, or they are one. */
export async function waitingFor(handle: Handle, election: ElectionId, { limit, now }: { limit: Limit; now: Date }) {
  const [asks, holders] = [waiting(election), free(election, limit, now)]
  const { rows: waits } = await asks.execute(db(handle))
  const { rows: goes } = await holders.execute(db(handle))
  // One join for each: with several conditions in one, each ask would be held against each holder.
  const ofVote = sql`a.election_id = ${election}::uuid and a.state = 'waiting'`
  const { rows: never } =
    await sql<Never>`select a.id as ask, m.holder_id as holder from proxy_match m join proxy_ask a on a.id = m.ask_id
      where ${ofVote} and m.holder_id is not null
    union select a.id, h.id from proxy_ask a join proxy_holder h on h.election_id = a.election_id and h.phone_hash = a.phone_hash where ${ofVote}
    union select a.id, h.id from proxy_ask a join proxy_holder h on h.election_id = a.election_id and h.mailbox_hash = a.mailbox_hash
      where ${ofVote}`.execute(db(handle))
  return { asks: waits, holders: goes, never }
}

const waiting = (election: ElectionId) => sql<Waiting>`select a.id, a.made, ${placeOf('a')} from proxy_ask a
  where a.election_id = ${election}::uuid and ${MAY_BE_ASKED} order by a.asked_at, a.id`

const free = (election: ElectionId, { most, madeHome }: Limit, now: Date) => sql<Free>`select * from (
    select h.id, h.km, h.town, p.given_name, ${placeOf('h')},
      seats.taken < ${most}::int and seats.home < ${madeHome}::int as home, seats.taken < ${most}::int as abroad
    from proxy_holder h join person p on p.id = h.person_id
      cross join lateral (select count(*) as taken, count(nth_home) as home from proxy_mandate m where m.holder_id = h.id) seats
    where h.election_id = ${election}::uuid and ${mayHoldMore(now)}) free
  where home or abroad order by id`

/** Where people ask and hold, each town once for a vote. */
export type Town = { election_id: ElectionId } & Omit<Place, 'lng' | 'lat' | 'station'>

export async function townsOf(handle: Handle): Promise<Town[]> {
  const { rows } = await sql<Town>`select election_id, place_id, department_id, country, time_zone from proxy_ask
    union select election_id, place_id, department_id, country, time_zone from proxy_holder`.execute(db(handle))
  return rows
}
