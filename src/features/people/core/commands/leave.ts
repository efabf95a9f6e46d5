import { sql } from 'kysely'
import type { App, ErasedMailbox } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { emit } from '#platform/jobs/queue'
import type { Locale } from '#platform/i18n/locales'
import {
  currentConsents,
  MAILBOX,
  pointKindsOf,
  type Purpose,
  recordRows,
  suppress,
  takenBackByMerge,
  type Wording,
} from '../../ledger/index.ts'
import { consentsWithdrawn, personErased } from '../events.ts'
import { nameWords } from '#platform/text/names'
import { type HashOf, likeness } from '../../addresses/index.ts'
import { REFUSAL_TIME, supporterOf } from '../rules.ts'
import { db, type PersonId, type SignatureId } from '../tables.ts'
import { refreshAgreed } from './agreed.ts'
import { forgetWords } from './keys.ts'
import { countPerson } from './tally.ts'

export type Withdrawal = {
  person: PersonId
  purposes: Purpose[]
  now: Date
  /** What the button said, in the language of its page. */
  wording: Wording
  locale: Locale
  hashOf: HashOf
  /** Who pressed the button: she, from a mail, or staff, at her word. */
  by?: 'mail' | 'staff' | 'account'
  /** The mailbox itself says it, for all who hold it: the button of a mail program (RFC 8058), or one who speaks for all. */
  mailbox?: string | undefined
}

/**
 * Withdraws consents of one person: those who share an address with her keep theirs, unless the mailbox says it. What was never given, or is withdrawn
 * already, gets no row in the ledger; the address is kept from then on all the same. Unknown persons are no error.
 */
export async function withdrawConsents(
  tx: Tx,
  { person, purposes, now, wording, locale, hashOf, mailbox, by = 'mail' }: Withdrawal,
): Promise<void> {
  if (!(await lockPerson(tx, person))) return
  const given = [...(await currentConsents(tx, person)), ...(await takenBackByMerge(tx, person))]
  const read = { wording_id: wording.id, wording_text: wording.text }
  const said = given
    .filter(({ purpose }) => purposes.some(({ key }) => key === purpose))
    .map((one) => ({ ...one, person_id: person, action: 'withdrawn' as const, locale, asked_at: null, ...read }))
  await recordRows(tx, said, { method: METHODS[by], source: by === 'mail' ? 'leave' : by, evidence: null, now })
  await refreshAgreed(tx, [person])
  await db(tx).updateTable('person').set({ updated_at: now }).where('id', '=', person).execute()
  await suppressPerson(tx, person, { purposes, reason: 'withdrawn', now, hashOf })
  if (mailbox !== undefined) await silence(tx, mailbox, { purposes, now, hashOf })
  emit(tx, consentsWithdrawn, { person, purposes: purposes.map(({ key }) => key) })
}

const METHODS = { mail: 'mail', staff: 'phone', account: 'web' } as const

/** By whose wish: with all that is declared, so that nothing brings her back. */
type Wished = {
  hashOf: HashOf
  purposes: Purpose[]
  /** Forgets what other rooms keep under her mailboxes alone. */
  forget: App['forgetMailboxes']
  /** `staff`: one of many; whoever erases tells of all at once. */
  reason?: 'herself' | 'staff'
}

/** `retention`: she asked for nothing, so that she may come again by any way. */
export type Erasure = { person: PersonId; now: Date } & (Wished | { reason: 'retention' })

/**
 * Erases a person and all that hangs on her, and takes her out of the counts. What stays is the keyed hash of her
 * addresses, so that no import brings them back and a restored backup can be cleaned again.
 */
export async function erasePerson(tx: Tx, erasure: Erasure): Promise<void> {
  const { person } = erasure
  // Before the person, as confirming does: two who lock in different orders wait for each other.
  await deleteSignatures(tx, person)
  const known = await lockPerson(tx, person)
  if (!known) return
  if (erasure.reason !== 'retention') {
    await erasure.forget(tx, await mailboxesOf(tx, person))
    await suppressPerson(tx, person, { ...erasure, reason: 'erased' })
  }
  await remove(tx, person, known)
  if ((erasure.reason ?? 'herself') === 'herself') emit(tx, personErased, {})
}

/** Her mailboxes, by which other rooms know her where nothing says who she is. */
function mailboxesOf(tx: Tx, person: PersonId): Promise<ErasedMailbox[]> {
  return db(tx)
    .selectFrom('contact_point as point')
    .innerJoin('person', 'person.id', 'point.person_id')
    .select(['value as email', 'given_name'])
    .select(
      sql<boolean>`exists (select from contact_point other where other.kind = 'email' and other.value = point.value and not other.claimed
        and other.person_id <> point.person_id)`.as('shared'),
    )
    .where('point.kind', '=', 'email')
    .where('point.claimed', '=', false)
    .where('point.person_id', '=', person)
    .execute()
}

/** Takes back somebody who was entered by mistake, unless something touched her after `at`. Whether it did. */
export async function unbringPerson(tx: Tx, person: PersonId, at: Date): Promise<boolean> {
  const known = await lockPerson(tx, person)
  if (!known || known.updated_at > at) return false
  await remove(tx, person, known)
  return true
}

async function remove(tx: Tx, person: PersonId, known: NonNullable<Awaited<ReturnType<typeof lockPerson>>>): Promise<void> {
  await countPerson(tx, supporterOf(known), null)
  await db(tx).deleteFrom('person').where('id', '=', person).execute()
  await forgetWords(tx, nameWords(known))
}

/** What waits under her mailboxes; where others hold one too, what is not under another name. */
async function deleteSignatures(tx: Tx, person: PersonId): Promise<void> {
  const waiting = await db(tx)
    .selectFrom('signature')
    .innerJoin('contact_point as point', (join) =>
      join.onRef('point.value', '=', 'signature.email').on('point.kind', '=', 'email'),
    )
    .innerJoin('person', 'person.id', 'point.person_id')
    .select(['signature.id', 'signature.given_name as signed_given', 'signature.family_name as signed_family'])
    .select(['person.given_name', 'person.family_name', 'bearer'])
    .select(
      sql<boolean>`(point.claimed or exists (select from contact_point other where other.kind = 'email' and other.value = point.value and other.person_id <> point.person_id))`.as(
        'shared',
      ),
    )
    .where('point.person_id', '=', person)
    .execute()
  const hers = waiting.filter(
    ({ signed_given: given_name, signed_family: family_name, shared, ...holder }) =>
      !shared || likeness(holder, { given_name, family_name }) !== 'other',
  )
  if (hers.length === 0) return
  const ids = hers.map(({ id }) => id)
  await db(tx).deleteFrom('signature').where('id', 'in', ids).execute()
}

export type Refusal = { signature: SignatureId; now: Date; mailboxHashOf: HashOf }

/** The owner of a mailbox did not sign: removes what waits under that address, and keeps such mails away for a time. */
export async function refuseSignature(tx: Tx, { signature, now, mailboxHashOf }: Refusal): Promise<void> {
  const row = await db(tx).selectFrom('signature').select('email').where('id', '=', signature).executeTakeFirst()
  if (!row) return
  await db(tx).deleteFrom('signature').where('email', '=', row.email).execute()
  const until = new Date(now.getTime() + REFUSAL_TIME)
  const word = { purpose: 'confirmation', person_id: MAILBOX, reason: 'refused' as const, since: now, until }
  await suppress(tx, [{ address_hash: mailboxHashOf(row.email), ...word }])
}

function lockPerson(tx: Tx, person: PersonId) {
  return db(tx)
    .selectFrom('person')
    .select(['given_name', 'family_name', 'country', 'place_id', 'department_id', 'updated_at'])
    .select(sql<string | null>`confirmed_on::text`.as('confirmed_on'))
    .where('id', '=', person)
    .forUpdate()
    .executeTakeFirst()
}

type Suppressing = { purposes: Purpose[]; reason: 'withdrawn' | 'erased'; now: Date; hashOf: HashOf }

/** Her word at each of her addresses; the last one under each id that she ever had, for backups of before a merge. */
async function suppressPerson(tx: Tx, person: PersonId, { purposes, reason, now, hashOf }: Suppressing): Promise<void> {
  const points = await db(tx)
    .selectFrom('contact_point')
    .select(['kind', 'value'])
    .where('person_id', '=', person)
    .where('claimed', '=', false)
    .execute()
  const former = reason === 'erased' ? await formerIds(tx, person) : []
  const rows = points.flatMap(({ kind, value }) =>
    purposes
      .filter((purpose) => purpose.leavesAlone && pointKindsOf(purpose).includes(kind))
      .flatMap(({ key }) =>
        [person, ...former].map((person_id) => ({
          address_hash: hashOf(value),
          purpose: key,
          person_id,
          reason,
          since: now,
          until: null,
        })),
      ),
  )
  await suppress(tx, rows)
}

async function formerIds(tx: Tx, person: PersonId): Promise<PersonId[]> {
  const rows = await db(tx).selectFrom('person_alias').select('old_id').where('person_id', '=', person).execute()
  return rows.map(({ old_id }) => old_id)
}

/** Nobody is reached at that mailbox for these purposes until she asks again herself. */
async function silence(tx: Tx, mailbox: string, { purposes, now, hashOf }: Omit<Suppressing, 'reason'>): Promise<void> {
  const word = { address_hash: hashOf(mailbox), person_id: MAILBOX, reason: 'withdrawn' as const, since: now, until: null }
  const byMail = purposes.filter((purpose) => pointKindsOf(purpose).includes('email'))
  await suppress(
    tx,
    byMail.map(({ key }) => ({ ...word, purpose: key })),
  )
}
