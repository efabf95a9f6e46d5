import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import type { PersonId } from '#people'
import { MOST_REFUSED } from '../rules.ts'
import { REFUSED } from './waiting.ts'
import { type AskId, db, type ElectionId, type HolderId, type MatchId, type MatchState } from '../tables.ts'

/** A match as one of the two sees it: of the other a first name and a town; her number once both said yes. */
export type Seen = {
  id: MatchId
  state: Exclude<MatchState, 'ended'>
  km: number
  answer_by: string
  /** Whether the one who looks said yes. */
  yes: boolean
  name: string
  town: string
  department_id: string | null
  station: string | null
  phone: string | null
}

/** Of the other no more than that, whoever looks: the number comes out of the database with the second yes. */
const seen = (
  other: RawBuilder<unknown>,
  name: RawBuilder<unknown>,
  yes: RawBuilder<unknown>,
) => sql`jsonb_build_object('id', m.id, 'state', m.state,
  'km', m.km, 'answer_by', m.answer_by, 'yes', ${yes} is not null, 'name', ${name}, 'town', ${other}.town, 'department_id', ${other}.department_id,
  'station', ${other}.station, 'phone', case when m.state in ('agreed', 'established') then ${other}.phone end)`

const matchOfAsk = sql`(select ${seen(sql.ref('h'), sql.ref('p.given_name'), sql.ref('m.asker_yes_at'))}
  from proxy_match m join proxy_holder h on h.id = m.holder_id join person p on p.id = h.person_id
  where m.ask_id = a.id and m.state <> 'ended')`

const matchesOfHolder = sql`(select coalesce(jsonb_agg(${seen(sql.ref('a'), sql.ref('a.given_name'), sql.ref('m.holder_yes_at'))} order by m.proposed_at), '[]')
  from proxy_match m join proxy_ask a on a.id = m.ask_id where m.holder_id = h.id and m.state <> 'ended')`

type AskColumns = {
  id: AskId
  election_id: ElectionId
  person_id: PersonId | null
  given_name: string | null
  email: string | null
  /** Where it was asked from, as a keyed hash, until it is confirmed. */
  network: string | null
  phone: string | null
  locale: 'fr' | 'en' | 'es'
  place_id: string
  department_id: string | null
  country: string
  time_zone: string
  town: string
  station: string | null
  made: 'home' | 'abroad'
  how: 'mail' | 'site' | 'staff'
  state: 'unconfirmed' | 'waiting' | 'paused' | 'withdrawn'
  /** She said no so often that nobody more is asked for her. */
  refused: boolean
}
export type AskRecord = AskColumns & { match: Seen | null }

const ASK = sql`a.id, a.election_id, a.person_id, a.given_name, a.email, a.network, a.phone, a.locale, a.place_id, a.department_id, a.country, a.time_zone, a.town,
  a.station, a.made, a.how, a.state, ${REFUSED} >= ${sql.lit(MOST_REFUSED)} as refused, ${matchOfAsk} as match`

/** One ask, with whom she was brought together. One query. */
export async function findAsk(handle: Handle, id: AskId): Promise<AskRecord | undefined> {
  const { rows } = await sql<AskRecord>`select ${ASK} from proxy_ask a where a.id = ${id}::uuid`.execute(db(handle))
  return rows[0]
}

/** What somebody asked who is signed in: by her record, or by her mailbox. */
export async function asksOf(
  handle: Handle,
  { person, mailbox }: { person: PersonId | null; mailbox: Buffer },
): Promise<AskRecord[]> {
  const { rows } = await sql<AskRecord>`select ${ASK} from proxy_ask a where a.state in ('waiting', 'paused')
    and (a.person_id = ${person}::uuid or (a.person_id is null and a.mailbox_hash = ${mailbox})) order by a.asked_at limit 10`.execute(
    db(handle),
  )
  return rows
}

/** Whether somebody who is signed in asks or goes at any vote. One query. */
export async function hasProxies(
  handle: Handle,
  { person, mailbox }: { person: PersonId | null; mailbox: Buffer },
): Promise<boolean> {
  const { rows } = await sql<{ has: boolean }>`select exists (select from proxy_ask a where a.state in ('waiting', 'paused')
      and (a.person_id = ${person}::uuid or (a.person_id is null and a.mailbox_hash = ${mailbox})))
    or exists (select from proxy_holder h where h.person_id = ${person}::uuid and h.withdrawn_at is null) as has`.execute(
    db(handle),
  )
  return rows[0]!.has
}

export type HolderRecord = {
  id: HolderId
  election_id: ElectionId
  person_id: PersonId
  place_id: string
  department_id: string | null
  country: string
  time_zone: string
  town: string
  station: string | null
  phone: string | null
  km: number
  takes: number
  withdrawn: boolean
  held_home: number
  held_abroad: number
  matches: Seen[]
}

const HOLDER = sql`h.id, h.election_id, h.person_id, h.place_id, h.department_id, h.country, h.time_zone, h.town, h.station, h.phone, h.km, h.takes,
  h.withdrawn_at is not null as withdrawn,
  (select count(nth_home)::int from proxy_mandate d where d.holder_id = h.id and d.said) as held_home,
  (select count(*)::int from proxy_mandate d where d.holder_id = h.id and d.said and d.nth_home is null) as held_abroad,
  ${matchesOfHolder} as matches`

export async function findHolder(handle: Handle, id: HolderId): Promise<HolderRecord | undefined> {
  const { rows } = await sql<HolderRecord>`select ${HOLDER} from proxy_holder h where h.id = ${id}::uuid`.execute(db(handle))
  return rows[0]
}

/** What somebody offers, by vote; those whom she was brought together with. One query. */
export async function holdersOf(handle: Handle, person: PersonId): Promise<HolderRecord[]> {
  const { rows } = await sql<HolderRecord>`select ${HOLDER} from proxy_holder h where h.person_id = ${person}::uuid
    order by h.offered_at limit 10`.execute(db(handle))
  return rows
}
