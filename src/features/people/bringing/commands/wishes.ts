import { sql } from 'kysely'
import type { Handle, Tx } from '#platform/db/handle'
import { hashesOf } from '../../addresses/index.ts'
import { lockPeople, type PersonId, refreshAgreed, SUPPORT, touchPeople } from '../../core/index.ts'
import {
  binds,
  keepUnproved,
  leaveAlone,
  MAILBOX,
  pointKindsOf,
  type Purpose,
  recordWords,
  type Said,
  withdrawnBy,
  type Word,
  wordsOnList,
} from '../../ledger/index.ts'
import { standingsOf } from '../queries.ts'
import type { Incoming, Wish } from '../rules.ts'
import { db } from '../tables.ts'
import type { Bringing, Matched, Round, Unplaced } from './bring.ts'

/** Language of people of whom the file does not say one. */
export const UNSAID = 'fr'

/**
 * What of a file's wishes counts. A "no" always; a "yes" only for who has never said no here, and whose address is on no list of those
 * to be left alone: no file subscribes anybody again.
 */
export async function wordsOf(handle: Handle, matched: Matched[], bringing: Bringing): Promise<Said[]> {
  const said = matched.flatMap((one) => saidBy(one, bringing))
  if (said.length === 0) return []
  const heldBack = await whoSaidNo(handle, matched, bringing)
  return said.filter(({ person_id, purpose, action }) => action === 'withdrawn' || !heldBack.has(`${person_id} ${purpose.key}`))
}

/** What one row says that somebody wants. */
function saidBy({ id, row, standing }: Matched, { signed, proof, purposes }: Bringing): Said[] {
  const locale = row.locale ?? standing?.locale ?? UNSAID
  const told = row.consent_wording ? `${row.consent_wording}\n${proof}` : proof
  const say = (purpose: Purpose, action: Wish): Said[] => {
    if (!action || action === 'unproved') return []
    const wording = signed?.wordings[purpose.key] ?? { id: 'people.brought', text: told }
    const read = { wording_id: wording.id, wording_text: wording.text }
    return [{ person_id: id, purpose, action, locale, asked_at: row.consented_at, ...read }]
  }
  // Who is in the file already said so before, unless she says it again by her own hand.
  const support: Wish = standing && !signed ? null : 'given'
  return [...say(SUPPORT, support), ...purposes.flatMap((purpose) => say(purpose, row.wishes[purpose.key] ?? null))]
}

/** Writes what was said into the ledger, with its proof. Who unsubscribed elsewhere is left alone here from now on, also should the record be deleted and another file come. */
export async function recordSaid(tx: Tx, { matched, said }: Round, bringing: Bringing): Promise<void> {
  const { method, evidence, now, purposes, hashOf } = bringing
  await recordWords(tx, said, { method, source: method, evidence, now })
  await leaveAlone(
    tx,
    // An address of a file without a name is that of whoever reads it.
    matched.flatMap(({ row, id }) => refusals(row, method === 'import' && isNameless(row) ? MAILBOX : id, { purposes, hashOf })),
    now,
  )
}

/** A "yes" of a file that nothing proves: no consent, but she can be asked again. */
export async function recordUnproved(tx: Tx, { matched }: Round, { evidence, now, purposes }: Bringing): Promise<void> {
  const rows = matched.flatMap(({ id, row }) =>
    purposes
      .filter(({ key }) => row.wishes[key] === 'unproved')
      .map(({ key }) => ({
        person_id: id,
        purpose: key,
        asked_at: row.consented_at,
        wording_text: row.consent_wording,
        evidence,
        collected_at: now,
      })),
  )
  await keepUnproved(tx, rows)
}

/** A "no" in a row that could be brought to nobody: it is kept, of each whom it may mean; without a name, of the mailbox. */
export async function recordRefused(tx: Tx, unplaced: Unplaced[], bringing: Bringing): Promise<void> {
  await leaveAlone(
    tx,
    unplaced.flatMap(({ row, open }) =>
      (isNameless(row) ? [MAILBOX] : open).flatMap((person) => refusals(row, person, bringing)),
    ),
    bringing.now,
  )
}

const isNameless = ({ given_name, family_name }: Incoming) => !given_name && !family_name

function refusals(row: Incoming, person_id: PersonId, { purposes, hashOf }: Pick<Bringing, 'purposes' | 'hashOf'>) {
  return purposes
    .filter(({ key, leavesAlone }) => leavesAlone && row.wishes[key] === 'withdrawn')
    .flatMap((purpose) =>
      servingIn(row, purpose).map((value) => ({ address_hash: hashOf(value), purpose: purpose.key, person_id })),
    )
}

/** Addresses and numbers of a row that serve a purpose. */
function servingIn({ emails, phones }: Incoming, purpose: Purpose): string[] {
  const of = { email: emails, phone: phones }
  return pointKindsOf(purpose).flatMap((kind) => of[kind].map(({ value }) => value))
}

/**
 * What somebody of the file wants, as other software heard it. Counts like the wish of a file: a "no" always, a "yes" only for who never said
 * no here. Gives whether it counted.
 */
export async function bringWish(
  tx: Tx,
  { person: id, purpose, action }: { person: PersonId; purpose: Purpose; action: 'given' | 'withdrawn' },
  bringing: Bringing,
): Promise<boolean> {
  // What she said is read under a lock: a "no" that is being written now is not overtaken by a "yes".
  await lockPeople(tx, [id])
  const standing = (await standingsOf(tx, [id])).get(id)
  if (!standing) return false
  const points = (await pointsOf(tx, [id])).get(id) ?? []
  const serving = (of: 'email' | 'phone') =>
    points.filter(({ kind }) => kind === of).map(({ value }) => ({ value, quality: 'unknown' as const }))
  const row: Incoming = {
    ...NOTHING,
    ...standing,
    emails: serving('email'),
    phones: serving('phone'),
    consented_at: bringing.now,
    consent_wording: null,
    wishes: { [purpose.key]: action },
  }
  const matched = [{ row, id, standing, changes: {}, claimed: true }]
  const said = await wordsOf(tx, matched, bringing)
  await recordSaid(tx, { matched, said }, bringing)
  await refreshAgreed(tx, [id])
  await touchPeople(tx, [id], bringing.now)
  return said.length > 0
}

/** A row that says nothing yet. */
const NOTHING: Pick<Incoming, 'line' | 'foreign' | 'tags' | 'note'> = { line: 1, foreign: null, tags: [], note: null }

/** Persons and purposes that a "yes" of a file cannot change, as `PERSON PURPOSE`: refused before, unsubscribed, or bound by the list. */
async function whoSaidNo(
  handle: Handle,
  matched: Matched[],
  { hashOf, purposes, now, at = now }: Bringing,
): Promise<Set<string>> {
  const standing = matched.filter((one) => one.standing).map(({ id }) => id)
  const here = await pointsOf(handle, standing)
  const points = matched.flatMap(({ id, row }) => {
    const held = here.get(id) ?? []
    const fresh = pointsIn(row, at).filter(({ value }) => !held.some((point) => point.value === value))
    return [...held, ...fresh].map((point) => ({ person: id, ...point }))
  })
  const hashes = points.flatMap(({ value }) => hashesOf(hashOf, value))
  const onList = await wordsOnList(
    handle,
    hashes,
    purposes.map(({ key }) => key),
  )
  const held = onList.size === 0 ? [] : points.flatMap((point) => heldBack(point, { onList, hashOf, purposes, now }))
  const refused = (await withdrawnBy(handle, standing)).map(({ id, purpose }) => `${id} ${purpose}`)
  return new Set([...refused, ...held])
}

type Point = { kind: 'email' | 'phone'; value: string; since: Date; proved: Date | null }
type Holding = Pick<Bringing, 'hashOf' | 'purposes' | 'now'> & { onList: Map<string, Word[]> }

/**
 * What a word on the list keeps somebody from, as far as a file goes: her own and the mailbox's; and that of another who shares it, unless she had proved that she
 * holds it too, or the same file brings both.
 */
function heldBack(point: Point & { person: PersonId }, { onList, hashOf, purposes, now }: Holding): string[] {
  const hashes = hashesOf(hashOf, point.value).map((hash) => hash.toString('hex'))
  const holder = { ...point, since: point.proved ? point.since : FOREVER, proved: null }
  const counts = (word: Word) =>
    word.person_id === point.person || word.person_id === MAILBOX || word.since.getTime() !== now.getTime()
  const isBound = (key: string) =>
    hashes.some((hash) => onList.get(`${hash} ${key}`)?.some((word) => counts(word) && binds(word, holder)))
  return purposes
    .filter((purpose) => pointKindsOf(purpose).includes(point.kind) && isBound(purpose.key))
    .map(({ key }) => `${point.person} ${key}`)
}

/** Of who never proved it no file can say since when it is hers. */
const FOREVER = new Date(8.64e15)

const pointsIn = ({ emails, phones }: Incoming, since: Date): Point[] => [
  ...emails.map(({ value }): Point => ({ kind: 'email', value, since, proved: null })),
  ...phones.map(({ value }): Point => ({ kind: 'phone', value, since, proved: null })),
]

/** Those that people have here already. */
async function pointsOf(handle: Handle, people: PersonId[]): Promise<Map<PersonId, Point[]>> {
  if (people.length === 0) return new Map()
  const rows = await db(handle)
    .selectFrom('contact_point')
    .select(['person_id', 'kind', 'value', 'created_at as since', 'verified_at as proved'])
    .where('person_id', '=', sql<string>`any(${people}::uuid[])`)
    // What somebody wrote into a record may be a stranger's.
    .where('claimed', '=', false)
    .execute()
  const points = new Map<PersonId, Point[]>()
  for (const { person_id, ...point } of rows) points.set(person_id, [...(points.get(person_id) ?? []), point])
  return points
}
