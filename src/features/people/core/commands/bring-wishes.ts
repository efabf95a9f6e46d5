import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import type { Incoming, Wish } from '../bringing.ts'
import { standingsOf } from '../queries/known.ts'
import { CHANNELS } from '../rules.ts'
import { db, type PersonId, type Purpose } from '../tables.ts'
import { lockPeople } from './edit.ts'
import { refreshAgreed } from './agreed.ts'
import type { Bringing, Matched } from './bring.ts'

/** What one person of a file wants, for one purpose. */
export type Wanted = { id: PersonId; purpose: Purpose; action: 'given' | 'withdrawn'; at: Date | null; locale: string }

/**
 * What of a file's wishes counts. A "no" always; a "yes" only for who has never said no here, and whose address is on no list of those
 * to be left alone: no file subscribes anybody again.
 */
export async function wishesOf(tx: Tx, matched: Matched[], bringing: Bringing): Promise<Wanted[]> {
  const wanted = matched.flatMap(({ id, row, standing }) => {
    const at = row.consented_at
    const locale = row.locale ?? standing?.locale ?? 'fr'
    const wish = (purpose: Purpose, action: Wish): Wanted[] => (action ? [{ id, purpose, action, at, locale }] : [])
    // Who is in the file already said so before, unless she says it again by her own hand.
    return [
      ...(standing && !bringing.signed ? [] : wish('support', 'given')),
      ...wish('news', row.news),
      ...wish('calls', row.calls),
    ]
  })
  if (wanted.length === 0) return []
  const heldBack = await whoSaidNo(tx, matched, bringing)
  return wanted.filter(({ id, purpose, action }) => action === 'withdrawn' || !heldBack.has(`${id} ${purpose}`))
}

/** What each agrees to then, as `person.agreed` has it: for people who come with these wishes and none before. */
export function agreedBy(wishes: Wanted[]): Map<PersonId, string[]> {
  const agreed = new Map<PersonId, string[]>()
  for (const { id, purpose, action } of wishes) {
    if (action === 'withdrawn') continue
    const channels = CHANNELS[purpose].map((channel) => `${purpose}:${channel}`)
    agreed.set(id, [...(agreed.get(id) ?? []), ...channels].sort())
  }
  return agreed
}

/** Writes wishes into the ledger, with their proof. */
export async function recordWishes(tx: Tx, wishes: Wanted[], matched: Matched[], bringing: Bringing): Promise<void> {
  await write(tx, wishes, bringing)
  await suppressWithdrawn(tx, matched, bringing)
}

/**
 * What somebody of the file wants, as other software heard it. Counts like the wish of a file: a "no" always, a "yes" only for who never said
 * no here. Gives whether it counted.
 */
export async function bringWish(
  tx: Tx,
  id: PersonId,
  { purpose, action }: { purpose: 'news' | 'calls'; action: 'given' | 'withdrawn' },
  bringing: Bringing,
): Promise<boolean> {
  // What she said is read under a lock: a "no" that is being written now is not overtaken by a "yes".
  await lockPeople(tx, [id])
  const standing = (await standingsOf(tx, [id])).get(id)
  if (!standing) return false
  const points = (await pointsOf(tx, [id])).get(id) ?? []
  const valued = (of: string) => points.flatMap(([one, value]) => (one === of ? [{ value, quality: 'unknown' as const }] : []))
  const row: Incoming = {
    ...NOTHING,
    ...standing,
    emails: valued('news'),
    phones: valued('calls'),
    consented_at: bringing.now,
    [purpose]: action,
  }
  const matched = [{ row, id, standing, changes: {}, claimed: true }]
  const wishes = await wishesOf(tx, matched, bringing)
  await recordWishes(tx, wishes, matched, bringing)
  await refreshAgreed(tx, [id])
  await db(tx).updateTable('person').set({ updated_at: bringing.now }).where('id', '=', id).execute()
  return wishes.length > 0
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
async function whoSaidNo(tx: Tx, matched: Matched[], { hashOf }: Bringing): Promise<Set<string>> {
  const said = await db(tx)
    .selectFrom('consent')
    .select(['person_id', 'purpose'])
    .distinct()
    .where('person_id', '=', sql<string>`any(${matched.filter(({ standing }) => standing).map(({ id }) => id)}::uuid[])`)
    .where('action', '=', 'withdrawn')
    .execute()
  const hashes = new Map<string, string[]>()
  const here = await pointsOf(
    tx,
    matched.filter(({ standing }) => standing).map(({ id }) => id),
  )
  for (const { id, row } of matched) {
    const points = [
      ...row.emails.map(({ value }) => ['news', value]),
      ...row.phones.map(({ value }) => ['calls', value]),
      ...(here.get(id) ?? []),
    ] as [string, string][]
    for (const [purpose, value] of points) {
      const hex = hashOf(value).toString('hex')
      hashes.set(hex, [...(hashes.get(hex) ?? []), `${id} ${purpose}`])
    }
  }
  const listed = await db(tx)
    .selectFrom('suppression')
    .select(['address_hash', 'purpose'])
    .where('purpose', 'in', ['news', 'calls'])
    .where('address_hash', '=', sql<Buffer>`any(${[...hashes.keys()].map((hex) => Buffer.from(hex, 'hex'))}::bytea[])`)
    .execute()
  const held = listed.flatMap(({ address_hash, purpose }) =>
    (hashes.get(address_hash.toString('hex')) ?? []).filter((one) => one.endsWith(` ${purpose}`)),
  )
  return new Set([...said.map(({ person_id, purpose }) => `${person_id} ${purpose}`), ...held])
}

/** Addresses that people have here already, by the purpose that they serve: a "no" on one of them counts too. */
async function pointsOf(tx: Tx, people: PersonId[]): Promise<Map<PersonId, [string, string][]>> {
  const rows = await db(tx)
    .selectFrom('contact_point')
    .select(['person_id', 'kind', 'value'])
    .where('person_id', '=', sql<string>`any(${people}::uuid[])`)
    // What somebody wrote into a record may be a stranger's.
    .where('claimed', '=', false)
    .execute()
  const points = new Map<PersonId, [string, string][]>()
  for (const { person_id, kind, value } of rows)
    points.set(person_id, [...(points.get(person_id) ?? []), [kind === 'email' ? 'news' : 'calls', value]])
  return points
}

async function write(tx: Tx, wanted: Wanted[], { proof, evidence, method, now, signed }: Bringing): Promise<void> {
  const rows = wanted.flatMap(({ id, purpose, action, at, locale }) => {
    const wording = signed?.wordings[purpose] ?? { id: 'people.brought', text: proof }
    const said = { person_id: id, purpose, action, locale, asked_at: at, wording_id: wording.id, wording_text: wording.text }
    return CHANNELS[purpose].map((channel) => ({ id: newId(), channel, ...said }))
  })
  if (rows.length === 0) return
  await sql`insert into consent (id, person_id, purpose, channel, action, wording_id, wording_text, locale, method, source, asked_at, collected_at, evidence)
    select id, person_id, purpose, channel, action, wording_id, wording_text, locale, ${method}, ${method}, asked_at, ${now}::timestamptz, ${evidence}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c (id uuid, person_id uuid, purpose text, channel text, action text, wording_id text, wording_text text, locale text, asked_at timestamptz)`.execute(
    db(tx),
  )
}

/** Who unsubscribed elsewhere is left alone here from now on, also should the record be deleted and another file come. */
async function suppressWithdrawn(tx: Tx, matched: Matched[], { now, hashOf }: Bringing): Promise<void> {
  const rows = matched.flatMap(({ row }) => [
    ...(row.news === 'withdrawn' ? row.emails.map(({ value }) => ({ hash: hashOf(value), purpose: 'news' })) : []),
    ...(row.calls === 'withdrawn' ? row.phones.map(({ value }) => ({ hash: hashOf(value), purpose: 'calls' })) : []),
  ])
  if (rows.length === 0) return
  await sql`insert into suppression (address_hash, purpose, reason, since)
    select distinct hash, purpose, 'withdrawn', ${now}::timestamptz from unnest(${rows.map(({ hash }) => hash)}::bytea[], ${rows.map(({ purpose }) => purpose)}::text[]) as s (hash, purpose)
    on conflict do nothing`.execute(db(tx))
}
