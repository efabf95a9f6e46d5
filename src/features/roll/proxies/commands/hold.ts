import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict } from '#platform/errors'
import { lockPeople, type PersonId } from '#people'
import type { Limit } from '../rules.ts'
import { db, type ElectionId, type HolderId, type Voting } from '../tables.ts'
import { endOpen } from './match.ts'
import { wantRound } from './rounds.ts'

export type Holding = {
  election: ElectionId
  person: PersonId
  phone: string
  phone_hash: Buffer
  mailbox_hash: Buffer
  at: Voting
  km: number
  takes: number
  /** What she holds already, as she says. */
  held: { home: number; abroad: number }
  limit: Limit
  told_on: string
}

/**
 * Says that somebody goes for another. One row for one vote, however often it is said: the same person, number or mailbox is the same holder.
 * Throws Conflict when what she holds with what we brought her passes what the law gives.
 */
export async function sayHolding(tx: Tx, holding: Holding, now: Date): Promise<HolderId> {
  const { election, person, phone, phone_hash, mailbox_hash, at, km, takes, told_on } = holding
  await lockPeople(tx, [person])
  const asks = await db(tx)
    .selectFrom('proxy_ask')
    .select('id')
    .where('election_id', '=', election)
    .where('person_id', '=', person)
    .where('state', 'in', ['waiting', 'paused'])
    .executeTakeFirst()
  if (asks) throw new Conflict('proxies.hold.asks')
  const row = { phone, phone_hash, mailbox_hash, ...at, km, takes, withdrawn_at: null, offered_at: now, told_on }
  const before = await lockHolder(tx, election, person)
  if (before) await requireOwn(tx, holding, before)
  const id = before ?? newId()
  if (before) await db(tx).updateTable('proxy_holder').set(row).where('id', '=', before).execute()
  else {
    const made = await db(tx)
      .insertInto('proxy_holder')
      .values({ id, election_id: election, person_id: person, ...row })
      .onConflict((on) => on.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (!made) throw new Conflict('proxies.hold.same')
  }
  await sayHeld(tx, id, holding)
  await wantRound(tx, election)
  return id
}

/** Nobody else has said this number or mailbox for that vote. */
async function requireOwn(tx: Tx, { election, phone_hash, mailbox_hash }: Holding, own: HolderId): Promise<void> {
  const other = await db(tx)
    .selectFrom('proxy_holder')
    .select('id')
    .where('election_id', '=', election)
    .where('id', '!=', own)
    .where((w) => w.or([w('phone_hash', '=', phone_hash), w('mailbox_hash', '=', mailbox_hash)]))
    .executeTakeFirst()
  if (other) throw new Conflict('proxies.hold.same')
}

/** Takes a seat for each that she says she holds; those that we brought her keep theirs. */
async function sayHeld(tx: Tx, holder: HolderId, { held, limit }: Holding): Promise<void> {
  await db(tx).deleteFrom('proxy_mandate').where('holder_id', '=', holder).where('said', '=', true).execute()
  const { most, madeHome } = limit
  const wanted = held.home + held.abroad
  if (wanted === 0) return
  const { rows } = await sql`insert into proxy_mandate (holder_id, nth, nth_home, most, most_home, said)
    select ${holder}::uuid, free.nth, case when free.n <= ${held.home}::int then home.nth end, ${most}::int, ${madeHome}::int, true
    from (select nth, row_number() over (order by nth) as n from generate_series(1, ${most}::int) nth
        where not exists (select from proxy_mandate m where m.holder_id = ${holder}::uuid and m.nth = nth.nth)) free
      left join (select nth, row_number() over (order by nth) as n from generate_series(1, ${madeHome}::int) nth
        where not exists (select from proxy_mandate m where m.holder_id = ${holder}::uuid and m.nth_home = nth.nth)) home using (n)
    where free.n <= ${wanted}::int and (free.n > ${held.home}::int or home.nth is not null) returning nth`.execute(db(tx))
  if (rows.length < wanted) throw new Conflict('proxies.hold.limit')
}

/** She takes no more: those whom she was to go for are told, and matched anew. What was established goes on to count. */
export async function withdrawHolding(tx: Tx, { election, person, now }: { election: ElectionId; person: PersonId; now: Date }) {
  await lockAsksOf(tx, election, person)
  const holder = await lockHolder(tx, election, person)
  if (!holder) return
  await endOpen(tx, { holder }, { why: 'holder-left', now })
  await db(tx).updateTable('proxy_holder').set({ withdrawn_at: now, phone: null }).where('id', '=', holder).execute()
}

/** Who asks is locked before who holds, by all. */
async function lockAsksOf(tx: Tx, election: ElectionId, person: PersonId): Promise<void> {
  await sql`select a.id from proxy_ask a where a.id in (select m.ask_id from proxy_match m join proxy_holder h on h.id = m.holder_id
      where h.election_id = ${election}::uuid and h.person_id = ${person}::uuid and m.state <> 'ended')
    order by a.id for update`.execute(db(tx))
}

async function lockHolder(tx: Tx, election: ElectionId, person: PersonId): Promise<HolderId | undefined> {
  const found = await db(tx)
    .selectFrom('proxy_holder')
    .select('id')
    .where('election_id', '=', election)
    .where('person_id', '=', person)
    .forUpdate()
    .executeTakeFirst()
  return found?.id
}
