import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { NotFound } from '#platform/errors'
import { emit } from '#platform/jobs/queue'
import { normalisePhone } from '#platform/text/phone'
import { supporterConfirmed } from '../events.ts'
import { hashesOf, holdPoint, type Named, provePoint, saysMore, signerAmong } from '../../addresses/index.ts'
import { holdersOf } from '../queries/holders.ts'
import { areaOf, type Counted, mailboxOf, rankIn, supporterOf } from '../rules.ts'
import { forgetErasure, lift, MAILBOX, pointKindsOf, recordWords, type Said, withdrawnBy } from '../../ledger/index.ts'
import { type Agreement } from '../agreements.ts'
import { db, type PersonId, type SignatureId, type SignatureRow } from '../tables.ts'
import { refreshAgreed } from './agreed.ts'
import { writeKeys } from './keys.ts'
import { liftFor } from './lifting.ts'
import { countPerson } from './tally.ts'

export type Confirmation = {
  signature: SignatureId
  now: Date
  /** The day that counts her: by the clocks of the movement. */
  today: string
  /** Signatures older than this are over. */
  signedAfter: Date
  /** What a signature agrees to, with the words as the person read them, for the proof. */
  agreementsOf(signature: SignatureRow): Agreement[]
  /** Keyed hash of an address, as the suppression list has it. */
  hashOf(address: string): Buffer
}

/**
 * A reader of the mailbox pressed the button: the signature becomes a supporter, or brings up to date the one of that name. Others who hold the
 * mailbox are left as they are. Throws NotFound when the link was used, replaced or is over. Two presses at once make one supporter: the first takes
 * the row.
 */
export async function confirmSignature(tx: Tx, confirmation: Confirmation): Promise<PersonId> {
  const at = confirmation
  const signature = await takeSignature(tx, confirmation)
  // Two signatures of one mailbox may be confirmed at once: the second finds the person that the first made.
  await sql`select pg_advisory_xact_lock(hashtextextended(${signature.email}, 0))`.execute(db(tx))
  const known = await lockKnown(tx, signature)
  const person = known ? await updatePerson(tx, { known, signature }, at) : await addPerson(tx, signature, at)
  const signed = { person, signature, agreements: confirmation.agreementsOf(signature) }
  await provePoint(tx, { person, email: signature.email, now: at.now })
  await liftSuppressions(tx, signed, at.hashOf)
  await addPhone(tx, signed, at)
  await recordConsents(tx, signed, confirmation)
  await refreshAgreed(tx, [person])
  await writeKeys(tx, [{ id: person, ...nameAfter(signature, known) }])
  emit(tx, supporterConfirmed, { person, first: !known })
  return person
}

async function takeSignature(tx: Tx, { signature, signedAfter }: Confirmation): Promise<SignatureRow> {
  const row = await db(tx)
    .deleteFrom('signature')
    .where('id', '=', signature)
    .where('signed_at', '>', signedAfter)
    .returningAll()
    .executeTakeFirst()
  if (!row) throw new NotFound('error.not-found')
  // It may have waited across an upgrade, spelt as numbers were before.
  return { ...row, phone: row.phone && (normalisePhone(row.phone, row.country) ?? row.phone) }
}

type Known = Named & Omit<Counted, 'confirmed_on'> & { id: PersonId; confirmed_on: string | null }

/** Who signs, held until the end of the transaction; undefined: nobody of that name holds the mailbox. */
async function lockKnown(tx: Tx, signature: SignatureRow): Promise<Known | undefined> {
  for (;;) {
    const meant = signerAmong(await holdersOf(tx, signature.email), signature)
    if (!meant) return undefined
    const known = await db(tx)
      .selectFrom('person')
      .select(['id', 'given_name', 'family_name', 'country', 'place_id', 'department_id'])
      .select(sql<string | null>`confirmed_on::text`.as('confirmed_on'))
      .where('id', '=', meant.id)
      .forUpdate()
      .executeTakeFirst()
    // Erased, merged or moved while she was waited for: who holds the mailbox now is looked up anew.
    if (known && signerAmong(await holdersOf(tx, signature.email), signature)?.id === known.id) return known
  }
}

type At = Pick<Confirmation, 'now' | 'today' | 'hashOf'>

async function addPerson(tx: Tx, signature: SignatureRow, { now, today, hashOf }: At): Promise<PersonId> {
  const id = newId()
  const counted = { ...(await whereFrom(tx, signature)), confirmed_on: today }
  const area_rank = rankIn(counted, await countPerson(tx, null, counted))
  await db(tx)
    .insertInto('person')
    .values({ id, ...namesOf(signature), ...counted, area_rank, created_at: now, updated_at: now })
    .execute()
  const point = { kind: 'email' as const, value: signature.email, verified: true }
  if (!(await holdPoint(tx, { person: id, name: signature, ...point, hashOf, now })))
    throw new Error('Somebody of that name holds the mailbox, and was not found')
  return id
}

async function updatePerson(
  tx: Tx,
  { known, signature }: { known: Known; signature: SignatureRow },
  { now, today }: At,
): Promise<PersonId> {
  // She may be in the file without ever having signed: then she becomes a supporter today.
  const before = supporterOf(known)
  const counted = { ...(await whereFrom(tx, signature)), confirmed_on: before?.confirmed_on ?? today }
  const counts = await countPerson(tx, before, counted)
  const moved = !before || areaOf(before) !== areaOf(counted) ? { area_rank: rankIn(counted, counts) } : {}
  const { department_id, country, place_id } = counted
  await db(tx)
    .updateTable('person')
    .set({
      ...namesOf(signature),
      ...nameAfter(signature, known),
      department_id,
      country,
      place_id,
      ...moved,
      confirmed_on: counted.confirmed_on,
      updated_at: now,
    })
    .where('id', '=', known.id)
    .execute()
  return known.id
}

function namesOf({ given_name, family_name, locale, postal_code, town }: SignatureRow) {
  return { given_name, family_name, locale, postal_code, town }
}

/** Her name as it stands then: an initial says less than she has. */
function nameAfter(signature: SignatureRow, known: Known | undefined): Named {
  const { given_name, family_name } = signature
  if (!known || saysMore(known, signature)) return { given_name, family_name }
  return { given_name: known.given_name, family_name: known.family_name ?? family_name }
}

async function whereFrom(tx: Tx, { country, place_id }: SignatureRow) {
  if (!place_id) return { country, place_id, department_id: null }
  const { department_id } = await db(tx)
    .selectFrom('place')
    .select('department_id')
    .where('id', '=', place_id)
    .executeTakeFirstOrThrow()
  return { country, place_id, department_id }
}

/** A signature, and whose it turned out to be. */
type Signed = { person: PersonId; signature: SignatureRow; agreements: Agreement[] }

/** A number that anybody can type; nobody proved it. What was said no to at its former spelling holds. */
async function addPhone(tx: Tx, { person, signature: name }: Signed, { now, hashOf }: At): Promise<void> {
  if (name.phone) await holdPoint(tx, { person, kind: 'phone', value: name.phone, name, hashOf, now })
}

function recordConsents(tx: Tx, { person, signature, agreements }: Signed, { now }: Confirmation): Promise<void> {
  const { locale, method, source, signed_at: asked_at, ip_truncated, browser } = signature
  const said = agreements.map(({ purpose, wording }): Said => {
    const read = { wording_id: wording.id, wording_text: wording.text }
    return { person_id: person, purpose, action: 'given', locale, asked_at, ...read }
  })
  return recordWords(tx, said, { method, source, evidence: signature.id, ip_truncated, browser, now })
}

/**
 * Her own act takes her off the list, for what she agreed to and nothing else; an import never does. The mailbox is hers,
 * she just proved it. A phone number anyone can type: it is only lifted when it was hers before, and she withdrew herself.
 */
async function liftSuppressions(
  tx: Tx,
  { person, signature, agreements }: Signed,
  hashOf: (address: string) => Buffer,
): Promise<void> {
  const { email, phone } = signature
  const served = (kind: 'email' | 'phone') =>
    agreements.filter(({ purpose }) => pointKindsOf(purpose).includes(kind)).map(({ purpose }) => purpose.key)
  await forgetErasure(tx, hashOf(email))
  await liftFor(tx, person, { hashes: [hashOf(email)], purposes: served('email') })
  await lift(tx, { hashes: [hashOf(mailboxOf(email))], purposes: ['confirmation'], of: [MAILBOX] })
  if (!phone || !(await hasPhone(tx, person, phone))) return
  // Whether it was she who said no: a number that a stranger typed twice is no less its owner's.
  const herOwn = new Set((await withdrawnBy(tx, [person])).map(({ purpose }) => purpose))
  const purposes = served('phone').filter((purpose) => herOwn.has(purpose))
  await liftFor(tx, person, { hashes: hashesOf(hashOf, phone), purposes, reason: 'withdrawn' })
}

async function hasPhone(tx: Tx, person: PersonId, phone: string): Promise<boolean> {
  const point = await db(tx)
    .selectFrom('contact_point')
    .select('id')
    .where((q) => q.and({ person_id: person, kind: 'phone', value: phone }))
    .executeTakeFirst()
  return point !== undefined
}
