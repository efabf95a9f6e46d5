import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { isId } from '#platform/db/id'
import { sortName } from '#platform/text/names'
import { FIELD_NAMES, selected } from '../fields/index.ts'
import { hashesOf, type HashOf } from '../addresses/index.ts'
import { type PersonId } from '../core/index.ts'
import { type Holder, type Incoming, type Known, OWN, type Standing } from './rules.ts'
import { db } from './tables.ts'

/** Whom these rows may be about: five queries, however many rows. */
export async function knownFor(
  handle: Handle,
  rows: Incoming[],
  { hashOf, unlisted = false, claims }: { hashOf: HashOf; unlisted?: boolean; claims: boolean },
): Promise<Known & { people: PersonId[] }> {
  const emails = rows.flatMap((row) => row.emails.map(({ value }) => value))
  const phones = rows.filter((row) => row.emails.length === 0).flatMap((row) => row.phones.map(({ value }) => value))
  const addresses = rows.flatMap((row) => [...row.emails, ...row.phones].map(({ value }) => value))
  const byForeign = await foreign(handle, rows)
  const byEmail = await holders(handle, emails)
  const byPhone = await named(handle, phones)
  const byClaim = await named(handle, claims ? emails : [], true)
  const erased = await erasedAmong(handle, unlisted ? [] : addresses, hashOf)
  const holding = [...byEmail.values()].flat().map(({ id }) => id)
  return {
    people: [...new Set([holding, ...[byForeign, byPhone, byClaim].map((found) => [...found.values()])].flat())],
    byForeign: ({ system, value }) => byForeign.get(`${system} ${value}`),
    holders: (email) => byEmail.get(email) ?? [],
    byClaim: (email, name) => byClaim.get(`${email} ${name}`),
    byPhone: (phone, name) => byPhone.get(`${phone} ${name}`),
    erased: (address, but) => erased.has(address) && !(but && erased.get(address)!.has(but)),
  }
}

async function foreign(handle: Handle, rows: Incoming[]): Promise<Map<string, PersonId>> {
  const all = rows.flatMap((row) => row.foreign ?? [])
  const ids = all.filter(({ system }) => system !== OWN)
  const own = await ownIds(
    handle,
    all.filter(({ system }) => system === OWN).map(({ value }) => value),
  )
  if (ids.length === 0) return own
  const found = await db(handle)
    .selectFrom('foreign_id')
    .select(['system', 'value', 'person_id'])
    .where(
      sql<boolean>`(system, value) in (select * from unnest(${ids.map(({ system }) => system)}::text[], ${ids.map(({ value }) => value)}::text[]))`,
    )
    .execute()
  return new Map([...own, ...found.map(({ system, value, person_id }): [string, PersonId] => [`${system} ${value}`, person_id])])
}

/** Who is still there of people whom an export of ours named. */
async function ownIds(handle: Handle, values: string[]): Promise<Map<string, PersonId>> {
  const ids = values.filter((value) => isId(value))
  if (ids.length === 0) return new Map()
  const found = await db(handle)
    .selectFrom('person')
    .select('id')
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  return new Map(found.map(({ id }) => [`${OWN} ${id}`, id]))
}

/** Who holds mailboxes, by mailbox. */
async function holders(handle: Handle, emails: string[]): Promise<Map<string, Holder[]>> {
  if (emails.length === 0) return new Map()
  const found = await db(handle)
    .selectFrom('contact_point')
    .innerJoin('person', 'person.id', 'contact_point.person_id')
    .select(['value', 'quality', 'bearer', 'person.id', 'given_name', 'family_name'])
    .where('kind', '=', 'email')
    .where('claimed', '=', false)
    .where('value', '=', sql<string>`any(${emails}::text[])`)
    .execute()
  return Map.groupBy(found, ({ value }) => value)
}

/** Holders of a value, by it and their name: telephones, or addresses that others wrote there. */
async function named(handle: Handle, values: string[], claimed = false): Promise<Map<string, PersonId>> {
  if (values.length === 0) return new Map()
  const found = await db(handle)
    .selectFrom('contact_point')
    .innerJoin('person', 'person.id', 'contact_point.person_id')
    .select(['value', 'person_id', 'given_name', 'family_name'])
    .where('claimed', '=', claimed)
    .where('kind', '=', claimed ? 'email' : 'phone')
    .where(sql<boolean>`value collate "C" = any(${values}::text[])`)
    .execute()
  return new Map(found.map((row) => [`${row.value} ${sortName(row)}`, row.person_id]))
}

/** Addresses of which somebody had herself erased, with who holds each now: no file brings her back (GDPR art. 21), and others stay. */
async function erasedAmong(handle: Handle, addresses: string[], hashOf: HashOf): Promise<Map<string, Set<PersonId>>> {
  if (addresses.length === 0) return new Map()
  const found = await db(handle)
    .selectFrom('suppression')
    .select('address_hash')
    .where('reason', '=', 'erased')
    .where('address_hash', '=', sql<Buffer>`any(${addresses.flatMap((address) => hashesOf(hashOf, address))}::bytea[])`)
    .execute()
  // Hardly ever anybody: only then it is worth telling whose hash it was.
  if (found.length === 0) return new Map()
  const hashes = new Set(found.map(({ address_hash }) => address_hash.toString('hex')))
  const erased = addresses.filter((address) => hashesOf(hashOf, address).some((hash) => hashes.has(hash.toString('hex'))))
  const held = await db(handle)
    .selectFrom('contact_point')
    .select(['value', 'person_id'])
    .where('claimed', '=', false)
    .where(sql<boolean>`value collate "C" = any(${erased}::text[])`)
    .execute()
  const of = Map.groupBy(held, ({ value }) => value)
  return new Map(erased.map((address) => [address, new Set(of.get(address)?.map(({ person_id }) => person_id))]))
}

/** People of the file, as far as rows may change them. */
export async function standingsOf(handle: Handle, ids: PersonId[]): Promise<Map<PersonId, Standing>> {
  if (ids.length === 0) return new Map()
  const rows = await db(handle)
    .selectFrom('person')
    .select([
      'id',
      'given_name',
      'family_name',
      'locale',
      'country',
      'postal_code',
      'place_id',
      'town',
      'department_id',
      'custom',
    ])
    .select(selected(FIELD_NAMES))
    .select(sql<boolean>`confirmed_on is not null`.as('supporter'))
    .select(sql<boolean>`restricted_at is not null`.as('restricted'))
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()
  return new Map(rows.map((row) => [row.id, row]))
}
