import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { jsonb } from '#platform/db/jsonb'
import { Conflict, Denied, NotFound } from '#platform/errors'
import type { Locale } from '#platform/i18n/locales'
import { enqueue } from '#platform/jobs/queue'
import { keepWords, lockPeople, type PersonId, type Wording } from '#people'
import type { Skill } from '#recipes'
import { SHOWN_TO } from './purposes.ts'
import { requestMail } from './queues.ts'
import { canBeAgreed, canBeAnswered, countedSince, type Equipment, type Hour, whyNotAsked } from './rules.ts'
import { db, type Level, type OfferId, type RequestId, type Whom } from './tables.ts'

export type Offering = {
  person: PersonId
  lng: number
  lat: number
  town: string
  place_id: string | null
  department_id: string | null
  km: number
  equipment: Equipment[]
  languages: string[]
  hours: Hour[]
  words: string | null
  most: number
  skills: { skill: Skill; level: Level }[]
  /** Whom she shows it to, each with the words that stood beside the box. */
  shown: Record<Whom, boolean>
  wordings: Record<Whom, Wording>
  locale: Locale
}

/** Says what somebody can do, and whom she shows it to; each change of that is a row of its ledger. */
export async function sayOffer(tx: Tx, offering: Offering, now: Date): Promise<void> {
  const { person, skills, shown, wordings, locale, ...said } = offering
  await lockPeople(tx, [person])
  const before = await db(tx)
    .selectFrom('offer')
    .select(['id', 'to_organisers', 'to_staff'])
    .where('person_id', '=', person)
    .executeTakeFirst()
  const row = { ...said, to_organisers: shown.organisers, to_staff: shown.staff, changed_at: now }
  const id = before?.id ?? newId()
  await db(tx)
    .insertInto('offer')
    .values({ id, person_id: person, ...row })
    .onConflict((on) => on.column('person_id').doUpdateSet(row))
    .execute()
  await db(tx).deleteFrom('offer_skill').where('offer_id', '=', id).execute()
  await sql`insert into offer_skill (offer_id, skill, level)
    select ${id}::uuid, skill, level from jsonb_to_recordset(${jsonb(skills)}) as s(skill text, level text)`.execute(db(tx))
  const was: Record<Whom, boolean> = { organisers: before?.to_organisers ?? false, staff: before?.to_staff ?? false }
  for (const whom of ['organisers', 'staff'] as const)
    if (was[whom] !== shown[whom]) await note(tx, { person, whom, given: shown[whom], wording: wordings[whom], locale }, now)
}

/** Takes it back: nobody sees it, and nobody asks any more. */
export async function removeOffer(
  tx: Tx,
  { person, wordings, locale }: Pick<Offering, 'person' | 'wordings' | 'locale'>,
  now: Date,
): Promise<void> {
  await lockPeople(tx, [person])
  const gone = await db(tx)
    .deleteFrom('offer')
    .where('person_id', '=', person)
    .returning(['to_organisers', 'to_staff'])
    .executeTakeFirst()
  if (gone?.to_organisers) await note(tx, { person, whom: 'organisers', given: false, wording: wordings.organisers, locale }, now)
  if (gone?.to_staff) await note(tx, { person, whom: 'staff', given: false, wording: wordings.staff, locale }, now)
}

type Note = { person: PersonId; whom: Whom; given: boolean; wording: Wording; locale: Locale }

async function note(tx: Tx, { person, whom, given, wording, locale }: Note, now: Date): Promise<void> {
  const read = { wording_id: wording.id, wording_text: wording.text }
  const action = given ? 'given' : 'withdrawn'
  const said = { person_id: person, purpose: SHOWN_TO[whom], action, locale, asked_at: null, ...read } as const
  await keepWords(tx, [said], { method: 'web', source: 'offer', evidence: null, now })
}

export type Asking = { offer: OfferId; by: PersonId; what: string; place: string; starts_at: Date; time_zone: string }

/** Asks somebody for help. Under her lock, so that no crowd asks her more often than she lets. */
export async function askHelp(tx: Tx, { offer: id, by, ...asked }: Asking, now: Date): Promise<RequestId> {
  const offer = await db(tx).selectFrom('offer').select(['person_id', 'most']).where('id', '=', id).executeTakeFirst()
  if (!offer) throw new NotFound('offers.gone')
  await lockPeople(tx, [offer.person_id, by].toSorted())
  const same = await db(tx)
    .selectFrom('offer_request')
    .select('id')
    .where('person_id', '=', offer.person_id)
    .where('asked_by', '=', by)
    .where('starts_at', '=', asked.starts_at)
    .where('state', '!=', 'withdrawn')
    .executeTakeFirst()
  if (same) return same.id
  const received = await countSince(tx, { side: 'person_id', person: offer.person_id }, now)
  const sent = await countSince(tx, { side: 'asked_by', person: by }, now)
  const reason = whyNotAsked({ most: offer.most, received, sent })
  if (reason) throw new Conflict(reason)
  const request = newId()
  await db(tx)
    .insertInto('offer_request')
    .values({ id: request, person_id: offer.person_id, asked_by: by, ...asked, state: 'open', asked_at: now })
    .execute()
  enqueue(tx, requestMail, { kind: 'asked', request, to: 'helper' })
  return request
}

/** Requests of the last thirty days, those that were withdrawn too: each was a mail. */
type Side = { side: 'person_id' | 'asked_by'; person: PersonId }

async function countSince(tx: Tx, { side, person }: Side, now: Date): Promise<number> {
  const { n } = await db(tx)
    .selectFrom('offer_request')
    .select(sql<number>`count(*)::integer`.as('n'))
    .where(side, '=', person)
    .where('asked_at', '>', countedSince(now))
    .executeTakeFirstOrThrow()
  return n
}

export type Answer =
  | { request: RequestId; answer: 'accepted' | 'declined'; reply: string | null }
  | { request: RequestId; answer: 'proposed'; at: Date; reply: string | null }

/** She says yes, no, or names another time. With a yes each learns how to reach the other. */
export async function answerRequest(tx: Tx, answer: Answer, now: Date): Promise<void> {
  const request = await lockRequest(tx, answer.request)
  if (!canBeAnswered(request, now)) throw new Conflict('offers.request.late')
  const proposed_at = answer.answer === 'proposed' ? answer.at : null
  if (proposed_at && proposed_at <= now) throw new Conflict('offers.request.past')
  await db(tx)
    .updateTable('offer_request')
    .set({ state: answer.answer, reply: answer.reply, answered_at: now, proposed_at })
    .where('id', '=', request.id)
    .execute()
  enqueue(tx, requestMail, { kind: answer.answer, request: request.id, to: 'asker' })
  if (answer.answer === 'accepted') enqueue(tx, requestMail, { kind: 'agreed', request: request.id, to: 'helper' })
}

/** Who asked agrees to the other time. */
export async function agreeToProposal(
  tx: Tx,
  { request: id, by }: { request: RequestId; by: PersonId },
  now: Date,
): Promise<void> {
  const request = await lockOwn(tx, id, by)
  if (!canBeAgreed(request, now)) throw new Conflict('offers.request.late')
  await db(tx)
    .updateTable('offer_request')
    .set({ state: 'accepted', starts_at: request.proposed_at!, answered_at: now })
    .where('id', '=', id)
    .execute()
  for (const [kind, to] of [
    ['agreed', 'helper'],
    ['accepted', 'asker'],
  ] as const)
    enqueue(tx, requestMail, { kind, request: id, to })
}

/** Who asked needs it no more. */
export async function withdrawRequest(tx: Tx, { request: id, by }: { request: RequestId; by: PersonId }): Promise<void> {
  const request = await lockOwn(tx, id, by)
  if (!['open', 'proposed', 'accepted'].includes(request.state)) return
  await db(tx).updateTable('offer_request').set({ state: 'withdrawn' }).where('id', '=', id).execute()
  enqueue(tx, requestMail, { kind: 'withdrawn', request: id, to: 'helper' })
}

/** Who was helped says thank you, once. */
export async function thank(
  tx: Tx,
  { request: id, by, thanks }: { request: RequestId; by: PersonId; thanks: string },
  now: Date,
): Promise<void> {
  const request = await lockOwn(tx, id, by)
  if (request.state !== 'accepted' || request.thanked_at) throw new Conflict('offers.request.late')
  await db(tx).updateTable('offer_request').set({ thanks, thanked_at: now }).where('id', '=', id).execute()
  enqueue(tx, requestMail, { kind: 'thanked', request: id, to: 'helper' })
}

async function lockRequest(tx: Tx, id: RequestId) {
  const request = await db(tx).selectFrom('offer_request').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!request) throw new NotFound('offers.request.gone')
  return request
}

async function lockOwn(tx: Tx, id: RequestId, by: PersonId) {
  const request = await lockRequest(tx, id)
  if (request.asked_by !== by) throw new Denied('offers.request.not-yours')
  return request
}
