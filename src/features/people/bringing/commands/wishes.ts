import { sql } from 'kysely'
import type { Handle, Tx } from '#platform/db/handle'
import {
  hashesOf,
  leaveAlone,
  lockPeople,
  type PersonId,
  type Purpose,
  recordWords,
  refreshAgreed,
  type Said,
  touchPeople,
} from '../../core/index.ts'
import { standingsOf } from '../queries.ts'
import type { Incoming, Wish } from '../rules.ts'
import { db } from '../tables.ts'
import type { Bringing, Matched, Round } from './bring.ts'

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
  return said.filter(({ person_id, purpose, action }) => action === 'withdrawn' || !heldBack.has(`${person_id} ${purpose}`))
}

/** What one row says that somebody wants. */
function saidBy({ id, row, standing }: Matched, { signed, proof }: Bringing): Said[] {
  const locale = row.locale ?? standing?.locale ?? UNSAID
  const say = (purpose: Purpose, action: Wish): Said[] => {
    if (!action) return []
    const wording = signed?.wordings[purpose] ?? { id: 'people.brought', text: proof }
    const read = { wording_id: wording.id, wording_text: wording.text }
    return [{ person_id: id, purpose, action, locale, asked_at: row.consented_at, ...read }]
  }
  // Who is in the file already said so before, unless she says it again by her own hand.
  const support: Wish = standing && !signed ? null : 'given'
  return [...say('support', support), ...say('news', row.news), ...say('calls', row.calls)]
}

/** Writes what was said into the ledger, with its proof. Who unsubscribed elsewhere is left alone here from now on, also should the record be deleted and another file come. */
export async function recordSaid(tx: Tx, { matched, said }: Round, bringing: Bringing): Promise<void> {
  const { method, evidence, now } = bringing
  await recordWords(tx, said, { method, source: method, evidence, now })
  const addresses = matched.flatMap(({ row }) => [
    ...(row.news === 'withdrawn' ? row.emails.map(({ value }) => ({ value, purpose: 'news' as const })) : []),
    ...(row.calls === 'withdrawn' ? row.phones.map(({ value }) => ({ value, purpose: 'calls' as const })) : []),
  ])
  const hashed = addresses.map(({ value, purpose }) => ({ address_hash: bringing.hashOf(value), purpose }))
  await leaveAlone(tx, hashed, now)
}

/**
 * What somebody of the file wants, as other software heard it. Counts like the wish of a file: a "no" always, a "yes" only for who never said
 * no here. Gives whether it counted.
 */
export async function bringWish(
  tx: Tx,
  { person: id, purpose, action }: { person: PersonId; purpose: 'news' | 'calls'; action: 'given' | 'withdrawn' },
  bringing: Bringing,
): Promise<boolean> {
  // What she said is read under a lock: a "no" that is being written now is not overtaken by a "yes".
  await lockPeople(tx, [id])
  const standing = (await standingsOf(tx, [id])).get(id)
  if (!standing) return false
  const points = (await pointsOf(tx, [id])).get(id) ?? []
  const serving = (of: Purpose) =>
    points.filter((point) => point.purpose === of).map(({ value }) => ({ value, quality: 'unknown' as const }))
  const row: Incoming = {
    ...NOTHING,
    ...standing,
    emails: serving('news'),
    phones: serving('calls'),
    consented_at: bringing.now,
    [purpose]: action,
  }
  const matched = [{ row, id, standing, changes: {}, claimed: true }]
  const said = await wordsOf(tx, matched, bringing)
  await recordSaid(tx, { matched, said }, bringing)
  await refreshAgreed(tx, [id])
  await touchPeople(tx, [id], bringing.now)
  return said.length > 0
}

/** A row that says nothing yet. */
const NOTHING: Pick<Incoming, 'line' | 'foreign' | 'tags' | 'note' | 'news' | 'calls'> = {
  line: 1,
  foreign: null,
  tags: [],
  note: null,
  news: null,
  calls: null,
}

/** Persons and purposes that a "yes" of a file cannot change: refused before, unsubscribed, or on the list. */
async function whoSaidNo(handle: Handle, matched: Matched[], { hashOf }: Bringing): Promise<Set<string>> {
  const standing = matched.filter((one) => one.standing).map(({ id }) => id)
  const here = await pointsOf(handle, standing)
  const points = matched.flatMap(({ id, row }) => [...pointsIn(row), ...(here.get(id) ?? [])].map((point) => ({ id, ...point })))
  const listed = await db(handle)
    .selectFrom('suppression')
    .select(['address_hash', 'purpose'])
    .where('purpose', 'in', ['news', 'calls'])
    .where('address_hash', '=', sql<Buffer>`any(${points.flatMap(({ value }) => hashesOf(hashOf, value))}::bytea[])`)
    .execute()
  const onList = new Set(listed.map(({ address_hash, purpose }) => `${address_hash.toString('hex')} ${purpose}`))
  const held =
    onList.size === 0
      ? []
      : points.filter(({ value, purpose }) =>
          hashesOf(hashOf, value).some((hash) => onList.has(`${hash.toString('hex')} ${purpose}`)),
        )
  const refused = await withdrawnBy(handle, standing)
  return new Set([...refused, ...held].map(({ id, purpose }) => `${id} ${purpose}`))
}

/** What people of the file took back once, whatever they said since. */
async function withdrawnBy(handle: Handle, people: PersonId[]): Promise<{ id: PersonId; purpose: Purpose }[]> {
  if (people.length === 0) return []
  return db(handle)
    .selectFrom('consent')
    .select(['person_id as id', 'purpose'])
    .distinct()
    .where('person_id', '=', sql<string>`any(${people}::uuid[])`)
    .where('action', '=', 'withdrawn')
    .execute()
}

/** An address or a number with the purpose that it serves: a "no" on one of them counts too. */
type Serving = { purpose: 'news' | 'calls'; value: string }

const pointsIn = ({ emails, phones }: Incoming): Serving[] => [
  ...emails.map(({ value }) => ({ purpose: 'news' as const, value })),
  ...phones.map(({ value }) => ({ purpose: 'calls' as const, value })),
]

/** Those that people have here already. */
async function pointsOf(handle: Handle, people: PersonId[]): Promise<Map<PersonId, Serving[]>> {
  if (people.length === 0) return new Map()
  const rows = await db(handle)
    .selectFrom('contact_point')
    .select(['person_id', 'kind', 'value'])
    .where('person_id', '=', sql<string>`any(${people}::uuid[])`)
    // What somebody wrote into a record may be a stranger's.
    .where('claimed', '=', false)
    .execute()
  const points = new Map<PersonId, Serving[]>()
  for (const { person_id, kind, value } of rows)
    points.set(person_id, [...(points.get(person_id) ?? []), { purpose: kind === 'email' ? 'news' : 'calls', value }])
  return points
}
