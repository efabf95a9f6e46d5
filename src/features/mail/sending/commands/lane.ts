import { type RawBuilder, sql } from 'kysely'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { recordset } from '#platform/db/recordset'
import type { Locale } from '#platform/i18n/locales'
import type { Answer } from '#contact'
import type { PersonId } from '#people'
import { answersFor, type Asked, meant } from '../contact.ts'
import { type Kept, LEASE, nextTry, type Settled, WINDOW } from '../rules.ts'
import { db, type MailingId, type Policy } from '../tables.ts'
import { blockGroup } from './pace.ts'

/** A chunk as one sender holds it. Times are by the clock of the database: the machines of senders may differ. */
export type Held = { mailing: MailingId; turn: number; dest: string; epoch: number; hi: number; paced: boolean }

/** Letters that may leave now: a mailing that runs, and no halt. */
const running = (mailing: RawBuilder<unknown>) =>
  sql`exists (select from mailing where mailing.id = ${mailing} and mailing.state = 'running') and not exists (select from mail_halt)`

const lease = sql`now() + ${LEASE} * interval '1 second'`

/**
 * Takes the next chunk of a mailing that nobody works on and whose servers take letters. Rows of which nobody knows since their sender died go by the
 * policy: with `park` they get that fate here, with `resend` they are the first to leave.
 */
export async function takeChunk(tx: Tx, mailing: MailingId, policy: Policy): Promise<Held | undefined> {
  const { rows } = await sql<Held & { done: number; intent: number }>`update mailing_chunk chunk
    set epoch = epoch + 1, lease_until = ${lease}
    where (mailing_id, turn) = (select waiting.mailing_id, waiting.turn from mailing_chunk waiting left join mail_pace using (dest)
      where waiting.mailing_id = ${mailing} and over_at is null and ${running(sql`waiting.mailing_id`)}
        and (lease_until is null or lease_until < now()) and (not_before is null or not_before <= now())
        and (blocked_until is null or blocked_until <= now())
      order by waiting.turn limit 1 for update of waiting skip locked)
    returning mailing_id as mailing, turn, dest, epoch, done, intent, hi,
      exists (select from mail_pace where mail_pace.dest = chunk.dest and per_minute is not null) as paced`.execute(db(tx))
  const [held] = rows
  if (held && policy === 'park' && held.intent > held.done) await park(tx, held)
  return held
}

/** Between what is recorded and what was meant to leave: whether a server took it, nobody knows. */
async function park(tx: Tx, { mailing, turn, intent, done, hi }: Held & { done: number; intent: number }): Promise<void> {
  await sql`insert into delivery_fate (mailing_id, seq, fate, reason, at)
    select mailing_id, seq, 'uncertain', 'died', now() from delivery where mailing_id = ${mailing} and seq >= ${done} and seq < ${intent}
    on conflict (mailing_id, seq) do nothing`.execute(db(tx))
  await sql`update mailing_chunk set done = ${intent}, over_at = case when ${intent} = hi then now() end, lease_until = case when ${intent} < ${hi} then lease_until end
    where mailing_id = ${mailing} and turn = ${turn}`.execute(db(tx))
}

/** One to whom a letter is to leave now; `answer`: what the gate says of her. */
export type Recipient = {
  seq: number
  person: PersonId
  email: string | null
  answer: Answer
  given_name: string
  family_name: string | null
  locale: Locale
  town: string | null
}

const recipient = (app: App, mailing: Asked) =>
  sql`delivery.seq, person.id as person, ${meant(app, mailing).at} as email, person.given_name, person.family_name, person.locale, person.town`

type Unanswered<R> = Omit<R, 'answer'> & { person: PersonId }

/** Asks the gate once more about each, now that she is next. */
async function answered<R extends Unanswered<Recipient>>(
  app: App,
  asking: { tx: Tx; mailing: Asked },
  people: R[],
): Promise<(R & { answer: Answer })[]> {
  const answers = await answersFor(
    app,
    asking,
    people.map(({ person }) => person),
  )
  return people.map((one) => ({ ...one, answer: answers.get(one.person)! }))
}

/** Rows [from, to) of which those in `people` are still in the file. */
type Announced = { from: number; to: number; people: Recipient[] }

/** Whose the rows are, and how many of them at the most. */
type Raising = { held: Held; mailing: Asked; size: number }

/**
 * Says, durably, that the next letters of a chunk are about to leave, and who they are for, each asked once more whether she may be written to. Undefined when
 * they may not: the chunk is somebody else's by now, the mailing does not run, or nothing leaves at all.
 */
export async function raise(tx: Tx, app: App, { held, mailing, size }: Raising): Promise<Announced | undefined> {
  const { rows } = await sql<Omit<Announced, 'people'> & { people: Unanswered<Recipient>[] }>`with raised as (update mailing_chunk
      set intent = greatest(intent, least(hi, done + ${size}::integer)), lease_until = ${lease}
      where mailing_id = ${held.mailing} and turn = ${held.turn} and epoch = ${held.epoch} and over_at is null and ${running(sql`mailing_id`)}
      returning done, least(intent, done + ${size}::integer) as upto)
    select done as from, upto as to, (select coalesce(json_agg(to_jsonb(one) order by one.seq), '[]') from (select ${recipient(app, mailing)}
      from delivery join person on person.id = delivery.person_id
      where delivery.mailing_id = ${held.mailing} and delivery.seq >= done and delivery.seq < upto) one) as people
    from raised`.execute(db(tx))
  const [raised] = rows
  return raised && { ...raised, people: await answered(app, { tx, mailing }, raised.people) }
}

/** Records what came of a window, unless somebody else holds the chunk by now. Whether it did. */
export async function recordWindow(tx: Tx, { mailing, turn, epoch, dest }: Held, settled: Settled): Promise<boolean> {
  const { done, fates, held } = settled
  const { rows } = await sql`update mailing_chunk set done = ${done}, intent = ${done},
      over_at = case when ${done}::integer = hi then now() end, lease_until = case when ${done}::integer < hi then lease_until end
    where mailing_id = ${mailing} and turn = ${turn} and epoch = ${epoch} returning turn`.execute(db(tx))
  if (rows.length === 0) return false
  await keepFates(tx, mailing, fates)
  if (held) await blockGroup(tx, { mailing, dest }, held.reply)
  return true
}

/** Lets a chunk go for somebody else, or for later. */
export async function letGo(tx: Tx, { mailing, turn, epoch }: Held, seconds = 0): Promise<void> {
  await sql`update mailing_chunk set lease_until = null, not_before = ${seconds > 0 ? sql`now() + ${seconds} * interval '1 second'` : null}
    where mailing_id = ${mailing} and turn = ${turn} and epoch = ${epoch}`.execute(db(tx))
}

const KEPT = { seq: 'integer', fate: 'text', reason: 'text', reply: 'text', again: 'integer' } as const

/** Writes down what did not simply go; of somebody who left the file meanwhile there is nothing to say. */
async function keepFates(tx: Tx, mailing: MailingId, fates: Kept[]): Promise<void> {
  if (fates.length === 0) return
  const rows = fates.map((one) => ({ ...one, again: one.again ?? nextTry(1) }))
  await sql`insert into delivery_fate (mailing_id, seq, fate, reason, reply, at, not_before)
    select ${mailing}, seq, fate, reason, left(reply, 300), now(), case when fate = 'deferred' then now() + again * interval '1 second' end
    from ${recordset('kept', rows, KEPT)} join delivery using (seq) where delivery.mailing_id = ${mailing}
    on conflict (mailing_id, seq) do nothing`.execute(db(tx))
}

/** A letter to be tried again, as one sender holds it. */
export type Again = Recipient & { dest: string; epoch: number; tries: number }

/** Takes letters whose time to be tried again has come, and of which nobody works on. Those that a dead sender held go by the policy. */
export async function takeAgain(tx: Tx, app: App, mailing: Asked & { id: MailingId; policy: Policy }): Promise<Again[]> {
  if (mailing.policy === 'park')
    await sql`update delivery_fate set fate = 'uncertain', reason = 'died', not_before = null, lease_until = null
      where mailing_id = ${mailing.id} and fate = 'deferred' and lease_until < now()`.execute(db(tx))
  const { rows } = await sql<Unanswered<Again>>`with taken as (update delivery_fate set epoch = epoch + 1, lease_until = ${lease}
      where (mailing_id, seq) in (select mailing_id, seq from delivery_fate waiting where mailing_id = ${mailing.id} and fate = 'deferred' and not_before <= now()
        and (lease_until is null or lease_until < now()) and ${running(sql`mailing_id`)} order by not_before limit ${WINDOW} for update skip locked)
      returning seq, epoch, tries)
    select ${recipient(app, mailing)}, dest, taken.epoch, tries from taken join delivery on delivery.mailing_id = ${mailing.id} and delivery.seq = taken.seq
      join person on person.id = delivery.person_id
      join lateral (select dest from mailing_chunk where mailing_id = ${mailing.id} and lo <= taken.seq order by lo desc limit 1) chunk on true`.execute(
    db(tx),
  )
  return answered(app, { tx, mailing }, rows)
}

/** What came of a letter that was tried again: `null`, a server took it. */
export type Tried = { seq: number; epoch: number; tries: number; kept: Kept | null }

/** Records what came of letters that were tried again, where they are still whose who tried. */
export async function recordAgain(tx: Tx, mailing: MailingId, tried: Tried[]): Promise<void> {
  const rows = tried.map(({ seq, epoch, tries, kept }) => {
    const again = kept?.fate === 'deferred' ? (kept.again ?? nextTry(tries + 1)) : null
    const fate = kept?.fate === 'deferred' && again === null ? 'failed' : (kept?.fate ?? null)
    return { seq, epoch, fate, reason: kept?.reason ?? null, reply: kept?.reply ?? null, again }
  })
  const columns = { ...KEPT, epoch: 'integer' }
  await sql`delete from delivery_fate using ${recordset('tried', rows, columns)}
    where mailing_id = ${mailing} and delivery_fate.seq = tried.seq and delivery_fate.epoch = tried.epoch and tried.fate is null`.execute(
    db(tx),
  )
  await sql`update delivery_fate set fate = tried.fate, reason = tried.reason, reply = left(tried.reply, 300), at = now(), tries = tries + 1, lease_until = null,
      not_before = case when tried.fate = 'deferred' then now() + again * interval '1 second' end
    from ${recordset('tried', rows, columns)}
    where mailing_id = ${mailing} and delivery_fate.seq = tried.seq and delivery_fate.epoch = tried.epoch and tried.fate is not null`.execute(
    db(tx),
  )
}
