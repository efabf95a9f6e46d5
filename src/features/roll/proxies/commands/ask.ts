import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict } from '#platform/errors'
import type { Locale } from '#platform/i18n/locales'
import { enqueue } from '#platform/jobs/queue'
import { lockPeople, type PersonId } from '#people'
import { askMail } from '../queues.ts'
import { MOST_UNCONFIRMED } from '../rules.ts'
import { type AskId, db, type ElectionId, type How, type Made, type Voting } from '../tables.ts'
import { lockAsk } from './locks.ts'
import { endOpen } from './match.ts'
import { wantRound } from './rounds.ts'

export type Asking = {
  election: ElectionId
  person: PersonId | null
  given_name: string
  phone: string
  phone_hash: Buffer
  /** Without: somebody whom staff entered. */
  mailbox: { email: string; hash: Buffer } | null
  locale: Locale
  at: Voting
  made: Made
  told_on: string
  reminded: number | null
}

/** Keeps what a visitor typed until she presses the button of her mail: nobody is looked for before, and nobody learns what is known of the mailbox. */
export async function askByMail(tx: Tx, asking: Asking & { network: string }, now: Date): Promise<void> {
  const here = sql`filter (where network = ${asking.network})`
  const same = sql`filter (where network = ${asking.network} and mailbox_hash = ${asking.mailbox!.hash})`
  const { rows } = await sql<{
    all: number
    here: number
    same: number
  }>`select count(*)::int as all, count(*) ${here}::int as here,
      count(*) ${same}::int as same from proxy_ask where election_id = ${asking.election}::uuid and state = 'unconfirmed'`.execute(
    db(tx),
  )
  const n = rows[0]!
  if (n.here >= MOST_UNCONFIRMED.network) throw new Conflict('proxies.ask.busy')
  // Whoever types another's address again and again fills no mailbox, and is told nothing; whose it is types it from elsewhere.
  if (n.same >= MOST_UNCONFIRMED.mailbox) return
  if (n.all >= MOST_UNCONFIRMED.all && !(await makePlace(tx, asking.election, n.here))) throw new Conflict('proxies.ask.busy')
  const id = newId()
  await db(tx)
    .insertInto('proxy_ask')
    .values({ ...rowOf(asking, 'mail', now), id, network: asking.network, state: 'unconfirmed' })
    .execute()
  enqueue(tx, askMail, { kind: 'confirm', ask: id })
}

/** Whether there is a place for one of a network that has so many: the last of the network that has most makes it, so that many networks together shut nobody out. */
async function makePlace(tx: Tx, election: ElectionId, here: number): Promise<boolean> {
  const waiting = sql`election_id = ${election}::uuid and state = 'unconfirmed'`
  const { rows } = await sql`delete from proxy_ask where id = (select id from proxy_ask
    where ${waiting} and network = (select network from proxy_ask where ${waiting}
      group by network having count(*) > ${here}::int order by count(*) desc, network limit 1)
    order by asked_at desc, id desc limit 1) returning id`.execute(db(tx))
  return rows.length > 0
}

/** She pressed the button: from now on somebody is looked for. Gives the ask that stands, which may be one that she made before. */
export async function confirmAsk(tx: Tx, id: AskId, { person, now }: { person: PersonId | null; now: Date }): Promise<AskId> {
  const row = await db(tx)
    .deleteFrom('proxy_ask')
    .where('id', '=', id)
    .where('state', '=', 'unconfirmed')
    .returningAll()
    .returning(sql<string>`told_on::text`.as('told'))
    .executeTakeFirst()
  if (!row) return id
  const { told, election_id, mailbox_hash, email } = row
  const asking: Asking = {
    election: election_id,
    person,
    given_name: row.given_name!,
    phone: row.phone!,
    phone_hash: row.phone_hash,
    mailbox: { email: email!, hash: mailbox_hash! },
    locale: row.locale,
    at: row,
    made: row.made,
    told_on: told,
    reminded: row.reminded,
  }
  return openAsk(tx, asking, { how: 'mail', now, id })
}

/**
 * Looks for somebody from now on. One mailbox and one person ask once for a vote: who asks again gets the ask that stands; one that was withdrawn is
 * taken up, with all that was asked for her before. Gives which stands.
 */
export async function openAsk(
  tx: Tx,
  asking: Asking,
  { how, now, id = newId() }: { how: How; now: Date; id?: AskId },
): Promise<AskId> {
  const { election, person } = asking
  if (person) await lockPeople(tx, [person])
  await requireNoHolder(tx, asking)
  const before = await standing(tx, asking, how)
  if (before && before.state !== 'withdrawn') return before.id
  const row = { ...rowOf(asking, how, now), state: 'waiting' as const }
  if (before) await db(tx).updateTable('proxy_ask').set(row).where('id', '=', before.id).execute()
  else {
    const made = await db(tx)
      .insertInto('proxy_ask')
      .values({ ...row, id })
      .onConflict((on) => on.doNothing())
      .returning('id')
      .executeTakeFirst()
    // Pressed twice at the same moment: the other press made it.
    if (!made) return (await standing(tx, asking, how))?.id ?? id
  }
  const stands = before?.id ?? id
  enqueue(tx, askMail, { kind: 'waits', ask: stands, about: now.toISOString() })
  await wantRound(tx, election)
  return stands
}

function rowOf({ election, person, mailbox, at, ...asking }: Asking, how: How, asked_at: Date) {
  const { place_id, department_id, country, town, time_zone, lng, lat, station } = at
  const where = { place_id, department_id, country, town, time_zone, lng, lat, station }
  const { given_name, phone, phone_hash, locale, made, told_on, reminded } = asking
  const said = { given_name, phone, phone_hash, locale, made, told_on, reminded }
  const reached = { email: mailbox?.email ?? null, mailbox_hash: mailbox?.hash ?? null, network: null }
  return { election_id: election, person_id: person, ...where, ...said, ...reached, how, asked_at }
}

function standing(tx: Tx, { election, person, mailbox, phone_hash }: Asking, how: How) {
  return db(tx)
    .selectFrom('proxy_ask')
    .select(['id', 'state'])
    .where('election_id', '=', election)
    .where('state', '!=', 'unconfirmed')
    .where((w) =>
      w.or([
        ...(mailbox ? [w('mailbox_hash', '=', mailbox.hash)] : []),
        ...(person ? [w('person_id', '=', person)] : []),
        // Somebody without a mailbox is told from others by her number.
        ...(how === 'staff' ? [w.and([w('phone_hash', '=', phone_hash), w('how', '=', 'staff')])] : []),
      ]),
    )
    .orderBy('id')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
}

/** Who cannot go herself goes for nobody. */
async function requireNoHolder(tx: Tx, { election, person }: Asking): Promise<void> {
  if (!person) return
  const holds = await db(tx)
    .selectFrom('proxy_holder')
    .select('id')
    .where('election_id', '=', election)
    .where('person_id', '=', person)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirst()
  if (holds) throw new Conflict('proxies.ask.holds')
}

/** She answered nothing, and says now that she still looks. */
export async function resumeAsk(tx: Tx, id: AskId): Promise<void> {
  const ask = await db(tx)
    .updateTable('proxy_ask')
    .set({ state: 'waiting' })
    .where('id', '=', id)
    .where('state', '=', 'paused')
    .returning('election_id')
    .executeTakeFirst()
  if (ask) await wantRound(tx, ask.election_id)
}

/** She needs nobody any more: the other is told. What says who she is goes at once; what counts how often she asked stays until the vote is over. */
export async function withdrawAsk(tx: Tx, id: AskId, now: Date): Promise<void> {
  const ask = await lockAsk(tx, id)
  if (ask.state === 'withdrawn') return
  if (ask.state === 'unconfirmed') return void (await db(tx).deleteFrom('proxy_ask').where('id', '=', id).execute())
  await endOpen(tx, { ask: id }, { why: 'asker-left', now })
  const empty = { given_name: null, phone: null, email: null, network: null }
  await db(tx)
    .updateTable('proxy_ask')
    .set({ ...empty, state: 'withdrawn' })
    .where('id', '=', id)
    .execute()
}
