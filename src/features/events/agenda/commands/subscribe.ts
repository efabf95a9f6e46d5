import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import type { Locale } from '#platform/i18n/locales'
import { enqueue } from '#platform/jobs/queue'
import { keepWords, lockPeople, type PersonId, type Wording } from '#people'
import { WEEKLY } from '../purposes.ts'
import { weeklyLetter } from '../queues.ts'
import { db, type WeeklyMail } from '../tables.ts'

type WeeklyWish = Omit<WeeklyMail, 'person_id' | 'since' | 'told'>

/** She wants the week's events by mail: a row of the ledger with the words that stood beside the box, and what she wants. `mailbox`: that of her session. */
export async function startWeekly(
  tx: Tx,
  { person, wish, wording, mailbox }: { person: PersonId; wish: WeeklyWish; wording: Wording; mailbox: string },
  now: Date,
): Promise<void> {
  await lockPeople(tx, [person])
  const known = await db(tx).selectFrom('weekly_mail').select('person_id').where('person_id', '=', person).executeTakeFirst()
  await db(tx)
    .insertInto('weekly_mail')
    .values({ person_id: person, ...wish, since: now, told: null })
    .onConflict((on) => on.column('person_id').doUpdateSet(wish))
    .execute()
  if (!known) await note(tx, { person, given: true, wording, locale: wish.locale, method: 'web', mailbox }, now)
}

/** She wants it no more. What was never given gets no row in the ledger. */
export async function endWeekly(
  tx: Tx,
  { person, wording, locale, method }: { person: PersonId; wording: Wording; locale: Locale; method: 'web' | 'mail' },
  now: Date,
): Promise<void> {
  if (await forgetWeekly(tx, person)) await note(tx, { person, given: false, wording, locale, method }, now)
}

/** Takes away what she wanted, where the ledger has her "no" already. Whether there was anything. */
export async function forgetWeekly(tx: Tx, person: PersonId): Promise<boolean> {
  const gone = await db(tx).deleteFrom('weekly_mail').where('person_id', '=', person).returning('person_id').executeTakeFirst()
  return gone !== undefined
}

type Note = { person: PersonId; given: boolean; wording: Wording; locale: Locale; method: 'web' | 'mail'; mailbox?: string }

async function note(tx: Tx, { person, given, wording, locale, method, mailbox }: Note, now: Date): Promise<void> {
  const read = { wording_id: wording.id, wording_text: wording.text }
  const said = {
    person_id: person,
    purpose: WEEKLY,
    action: given ? 'given' : 'withdrawn',
    locale,
    asked_at: null,
    ...read,
  } as const
  await keepWords(tx, [said], { method, source: 'weekly', evidence: null, now, ...(mailbox === undefined ? {} : { mailbox }) })
}

/** Leaves the mails of a week to those who live by the clocks of a zone, each person once. Gives whether there are more. */
export async function mailWeek(tx: Tx, { week, zone }: { week: string; zone: string }, limit: number): Promise<boolean> {
  const { rows } = await sql<{ person_id: PersonId }>`update weekly_mail set told = ${week} where person_id in (
      select person_id from weekly_mail where time_zone = ${zone} and told is distinct from ${week} order by person_id limit ${limit} for update skip locked)
    returning person_id`.execute(db(tx))
  for (const { person_id } of rows) enqueue(tx, weeklyLetter, { person: person_id, week })
  return rows.length === limit
}

/** Makes the address of somebody's own calendar; one that there was works no more. Gives its id. */
export async function makeFeed(tx: Tx, person: PersonId, now: Date): Promise<string> {
  await lockPeople(tx, [person])
  await endFeed(tx, person)
  const id = newId()
  await db(tx).insertInto('feed').values({ id, person_id: person, made_at: now }).execute()
  return id
}

/** Ends it: whoever has the address gets nothing more. */
export async function endFeed(tx: Tx, person: PersonId): Promise<void> {
  await db(tx).deleteFrom('feed').where('person_id', '=', person).execute()
}
