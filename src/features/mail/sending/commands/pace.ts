import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { restOf } from '../rules.ts'
import { db, type MailingId } from '../tables.ts'

/** Letters a minute below which no group is slowed down, and above which it is free again. */
const SLOWEST = 10
const FREE = 60_000
/** By how much the pace of a group grows each minute in which it takes what comes. */
const GROWTH = 1.05
/** Minutes of its pace that a group may take at once. */
const BURST = 1 / 6

/** A group said that we are too fast, or takes nothing: it is left alone for a while, longer each time, and then gets half of what it got. */
export async function blockGroup(tx: Tx, { mailing, dest }: { mailing: MailingId; dest: string }, reply: string): Promise<void> {
  const pace = sql`(select sum(done - lo) / greatest(1, extract(epoch from now() - begun_at) / 60) from mailing_chunk chunk join mailing on id = mailing_id
    where mailing_id = ${mailing} and chunk.dest = ${dest} group by begun_at)`
  const { rows } = await sql<{
    blocks: number
    rests: boolean
  }>`insert into mail_pace (dest, per_minute, tokens, at, blocks, reply)
      values (${dest}, greatest(${SLOWEST}, ${pace} / 2), 0, now(), 1, left(${reply}, 300))
    on conflict (dest) do update set reply = excluded.reply,
      per_minute = case when mail_pace.blocked_until > now() then mail_pace.per_minute else greatest(${SLOWEST}, coalesce(mail_pace.per_minute / 2, excluded.per_minute)) end,
      blocks = mail_pace.blocks + case when mail_pace.blocked_until > now() then 0 else 1 end
    returning blocks, coalesce(blocked_until > now(), false) as rests`.execute(db(tx))
  const { blocks, rests } = rows[0]!
  // Another lane was told the same a moment before.
  if (rests) return
  await sql`update mail_pace set blocked_until = now() + ${restOf(blocks)} * interval '1 second' where dest = ${dest}`.execute(
    db(tx),
  )
}

/** Letters that a slowed group takes now, of as many as are wanted; the pace grows with each quiet minute, until it is free. */
export async function takeTokens(tx: Tx, dest: string, wanted: number): Promise<number> {
  const { rows } = await sql<{
    taken: number
  }>`with had as (select *, extract(epoch from now() - at)::double precision / 60 as minutes from mail_pace
      where dest = ${dest} for update),
    has as (select dest, pace, least(greatest(1, pace * ${BURST}), tokens + pace * minutes) as tokens
      from (select *, least(${FREE}, per_minute * ${GROWTH} ^ minutes) as pace from had) grown),
    took as (select *, case when pace is null or pace >= ${FREE} then ${wanted} else least(${wanted}, floor(tokens)) end as taken from has)
    update mail_pace set at = now(), per_minute = case when pace < ${FREE} then pace end, tokens = greatest(0, coalesce(took.tokens, 0) - taken)
    from took where mail_pace.dest = took.dest returning taken::integer as taken`.execute(db(tx))
  return rows[0]?.taken ?? wanted
}

/** A group took letters again: what it said before is over. */
export async function clearGroup(tx: Tx, dest: string): Promise<void> {
  await sql`update mail_pace set blocks = 0, reply = null where dest = ${dest} and blocks > 0 and (blocked_until is null or blocked_until <= now())`.execute(
    db(tx),
  )
}
