import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import type { PersonId } from '#people'
import { db, type Fate, type MailingId } from './tables.ts'

export function findMailing(handle: Handle, id: MailingId) {
  return db(handle).selectFrom('mailing').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Whether letters of a mailing may leave now. */
export async function runs(handle: Handle, id: MailingId): Promise<boolean> {
  const row = await db(handle)
    .selectFrom('mailing')
    .select('id')
    .where('id', '=', id)
    .where('state', '=', 'running')
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('mail_halt').select('one'))))
    .executeTakeFirst()
  return row !== undefined
}

/** Mailings that run and of which something may leave now, with how many lanes work on each. */
export async function waiting(handle: Handle): Promise<{ id: MailingId; lanes: number }[]> {
  const { rows } = await sql<{ id: MailingId; lanes: number }>`select id,
      (select count(*)::integer from mailing_chunk where mailing_id = id and over_at is null and lease_until > now()) as lanes
    from mailing where state = 'running' and not exists (select from mail_halt)`.execute(db(handle))
  return rows
}

/** How far a mailing is: letters whose end is known, and of those how many went as they should. */
export async function progressOf(handle: Handle, id: MailingId): Promise<{ settled: number; fates: Record<string, number> }> {
  const { rows } = await sql<{ settled: number; fates: Record<string, number> }>`select
      (select coalesce(sum(done - lo), 0)::integer from mailing_chunk where mailing_id = ${id}) as settled,
      (select coalesce(jsonb_object_agg(fate, n), '{}') from (select fate, count(*) as n from delivery_fate where mailing_id = ${id} group by fate) one) as fates`.execute(
    db(handle),
  )
  return rows[0]!
}

/** Letters that did not simply go, by what became of them and why, the most first. */
export async function fatesOf(
  handle: Handle,
  id: MailingId,
): Promise<{ fate: Fate; reason: string; n: number; reply: string | null }[]> {
  const rows = await db(handle)
    .selectFrom('delivery_fate')
    .select(['fate', 'reason', sql<number>`count(*)::integer`.as('n'), sql<string | null>`min(reply)`.as('reply')])
    .where('mailing_id', '=', id)
    .groupBy(['fate', 'reason'])
    .orderBy('n', 'desc')
    .limit(50)
    .execute()
  return rows
}

/** Some of those whom a mailing is meant for, from its beginning to its end. */
export async function sample(handle: Handle, { id, meant }: { id: MailingId; meant: number }, count = 10) {
  const seqs = Array.from({ length: Math.min(count, meant) }, (_, n) => Math.floor((n * meant) / Math.min(count, meant)))
  return db(handle)
    .selectFrom('delivery')
    .innerJoin('person', 'person.id', 'person_id')
    .select(['person.id', 'given_name', 'family_name', 'town', 'locale'])
    .where('mailing_id', '=', id)
    .where('seq', '=', sql<number>`any(${seqs}::integer[])`)
    .orderBy('seq')
    .execute()
}

/** What became of a mailing for one person: `meant`, and not yet her turn; `sent`; a fate with its reason; undefined: it was not meant for her. */
export async function whatBecame(
  handle: Handle,
  { mailing, person }: { mailing: MailingId; person: PersonId },
): Promise<{ became: 'meant' | 'sent' | Fate; reason: string | null; reply: string | null; at: Date | null } | undefined> {
  const { rows } = await sql<{
    became: 'meant' | 'sent' | Fate
    reason: string | null
    reply: string | null
    at: Date | null
  }>`select
      coalesce(fate.fate, case when chunk.done > delivery.seq then 'sent' else 'meant' end) as became, fate.reason, fate.reply, coalesce(fate.at, chunk.over_at) as at
    from delivery ${settledBy} where delivery.mailing_id = ${mailing} and delivery.person_id = ${person}`.execute(db(handle))
  return rows[0]
}

/** The chunk of a delivery, and its fate if it has one. */
const settledBy = sql`join lateral (select done, over_at from mailing_chunk where mailing_chunk.mailing_id = delivery.mailing_id and lo <= delivery.seq
    order by lo desc limit 1) chunk on true
  left join delivery_fate fate on fate.mailing_id = delivery.mailing_id and fate.seq = delivery.seq`

/** Letters that were written to somebody, the newest first: of which mailing, and what became of each. */
export async function lettersTo(handle: Handle, person: PersonId) {
  const { rows } = await sql<{
    title: string
    became: 'sent' | Fate
    reason: string | null
    at: Date
  }>`select title, coalesce(fate.fate, 'sent') as became, fate.reason,
      coalesce(fate.at, chunk.over_at, begun_at) as at
    from delivery join mailing on mailing.id = delivery.mailing_id ${settledBy}
    where delivery.person_id = ${person} and chunk.done > delivery.seq order by 4 desc limit 200`.execute(db(handle))
  return rows
}

/** Since when nothing leaves, if so. */
export async function haltedSince(handle: Handle): Promise<Date | undefined> {
  return (await db(handle).selectFrom('mail_halt').select('at').executeTakeFirst())?.at
}
