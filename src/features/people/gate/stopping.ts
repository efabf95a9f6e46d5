import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { emit } from '#platform/jobs/queue'
import type { Locale } from '#platform/i18n/locales'
import { consentsWithdrawn, type PersonId, refreshAgreed } from '../core/index.ts'
import {
  type Channel,
  contactsOf,
  lastWordsOf,
  MAILBOX,
  pointKindOf,
  type Purpose,
  purposesOf,
  recordRows,
  suppress,
  type Telling,
} from '../ledger/index.ts'
import { db } from './tables.ts'

/**
 * Who says no: a person; or an address by its keyed hash, which then speaks for itself and for all who hold it. `by`: the channel by which it
 * came. `ends`: what it was meant for. `words`: what she said or pressed.
 */
export type Stopping = {
  of: { person: PersonId } | { address: Buffer }
  by: Channel
  ends(contact: { purpose: Purpose; channel: Channel }): boolean
  words: { id: string; text: string; locale: Locale }
  telling: Pick<Telling, 'method' | 'source' | 'evidence' | 'now'>
}

/**
 * Nobody whom it binds is reached any more by what it was meant for: written into the ledger, for each channel, also of what was never agreed to, so that no
 * file brings it back; and onto the list where nothing of a purpose is left. Gives the people whom it binds.
 */
export async function stopReaching(
  tx: Tx,
  app: Pick<App, 'filled'>,
  { of, by, ends, words, telling }: Stopping,
): Promise<PersonId[]> {
  const ended = contactsOf(purposesOf(app)).filter((one) => !one.purpose.selects && ends(one))
  const people = await lockThem(tx, of)
  const said = await lastWordsOf(tx, people)
  const isNo = new Set(said.filter(({ action }) => action === 'withdrawn').map(nameOf))
  const rows = people.flatMap((person_id) =>
    ended
      .map(({ purpose, channel }) => ({ person_id, purpose: purpose.key, channel }))
      .filter((one) => !isNo.has(nameOf(one)) || said.some((word) => nameOf(word) === nameOf(one) && word.source === 'merge')),
  )
  const { id: wording_id, text: wording_text, locale } = words
  await recordRows(
    tx,
    rows.map((row) => ({ ...row, action: 'withdrawn' as const, asked_at: null, wording_id, wording_text, locale })),
    telling,
  )
  await refreshAgreed(tx, people)
  const whole = wholeOf(ended)
  await suppress(tx, await wordsOf(tx, { people, purposes: whole }, telling.now))
  if ('address' in of) await suppress(tx, wordsOfAddress(of.address, { ended, by }, telling.now))
  for (const person of people) emit(tx, consentsWithdrawn, { person, purposes: whole.map(({ key }) => key) })
  return people
}

type Ended = { purpose: Purpose; channel: Channel }

const nameOf = ({ person_id, purpose, channel }: { person_id: string; purpose: string; channel: string }) =>
  `${person_id} ${purpose} ${channel}`

/** Purposes of which no channel is left. */
function wholeOf(ended: Ended[]): Purpose[] {
  const purposes = new Set(ended.map(({ purpose }) => purpose))
  return [...purposes].filter((purpose) =>
    contactsOf([purpose]).every(({ channel }) => ended.some((one) => one.purpose === purpose && one.channel === channel)),
  )
}

/** In the order of their ids, so that two who stop at once wait for one another. */
async function lockThem(tx: Tx, of: Stopping['of']): Promise<PersonId[]> {
  const hers =
    'person' in of
      ? sql`person.id = ${of.person}::uuid`
      : sql`exists (select from contact_point point where point.person_id = person.id and not point.claimed and point.hash = ${of.address})`
  const { rows } = await sql<{ id: PersonId }>`select id from person where ${hers} order by id for update`.execute(db(tx))
  return rows.map(({ id }) => id)
}

/** Their words at each of their addresses. */
async function wordsOf(tx: Tx, { people, purposes }: { people: PersonId[]; purposes: Purpose[] }, now: Date) {
  if (people.length === 0) return []
  const points = await db(tx)
    .selectFrom('contact_point')
    .select(['person_id', 'kind', 'hash'])
    .where('person_id', 'in', people)
    .where('claimed', '=', false)
    .execute()
  return points.flatMap(({ person_id, kind, hash }) =>
    purposes
      .filter(
        (purpose) =>
          hash !== null && purpose.leavesAlone && contactsOf([purpose]).some(({ channel }) => pointKindOf(channel) === kind),
      )
      .map(({ key }) => ({
        address_hash: hash!,
        purpose: key,
        person_id,
        reason: 'withdrawn' as const,
        since: now,
        until: null,
      })),
  )
}

/** The address itself says it: for each purpose that would reach it there, whoever holds it. The list knows no channels: who texts STOP is not called there either. */
function wordsOfAddress(address: Buffer, { ended, by }: { ended: Ended[]; by: Channel }, now: Date) {
  const kind = pointKindOf(by)
  const keys = new Set(ended.filter(({ channel }) => pointKindOf(channel) === kind).map(({ purpose }) => purpose.key))
  return [...keys].map((purpose) => ({
    address_hash: address,
    purpose,
    person_id: MAILBOX,
    reason: 'withdrawn' as const,
    since: now,
    until: null,
  }))
}
