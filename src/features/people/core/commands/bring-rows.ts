import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { normalise } from '#platform/text/normalise'
import type { Fields } from '../bringing.ts'
import { sortName } from '#platform/text/names'
import { db, type PersonId } from '../tables.ts'
import type { Bringing, Matched } from './bring.ts'
import { writeKeys } from './keys.ts'

/** Languages of people of whom the file does not say one. */
const UNSAID = 'fr'

/** New people with their keys, ids and notes. */
export async function insertPeople(
  tx: Tx,
  fresh: Matched[],
  agreed: Map<PersonId, string[]>,
  { origin, origin_label, now }: Bringing,
): Promise<void> {
  if (fresh.length === 0) return
  const people = fresh.map(({ id, row }) => ({
    id,
    given_name: row.given_name,
    family_name: row.family_name,
    locale: row.locale ?? UNSAID,
    born_on: row.born_on,
    street: row.street,
    country: row.country,
    postal_code: row.postal_code,
    place_id: row.place_id,
    town: row.town,
    department_id: row.department_id,
    custom: row.custom,
    sort_name: sortName(row),
    agreed: agreed.get(id) ?? [],
  }))
  await sql`insert into person (id, given_name, family_name, locale, born_on, street, country, postal_code, place_id, town, department_id, custom, sort_name, agreed, origin, origin_label, created_at, updated_at)
    select id, given_name, family_name, locale, born_on, street, country, postal_code, place_id, town, department_id, custom, sort_name, agreed, ${origin}, ${origin_label}, ${now}::timestamptz, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as p (id uuid, given_name text, family_name text, locale text, born_on date, street text, country text,
      postal_code text, place_id text, town text, department_id text, custom jsonb, sort_name text, agreed text[])`.execute(
    db(tx),
  )
  await writeKeys(
    tx,
    fresh.map(({ id, row }) => ({ id, given_name: row.given_name, family_name: row.family_name })),
    { fresh: true },
  )
  await addForeign(tx, fresh)
  const notes = fresh.filter(({ row }) => row.note)
  if (notes.length === 0) return
  await db(tx)
    .insertInto('note')
    .values(notes.map(({ id, row }) => ({ id: newId(), person_id: id, text: row.note!, written_by: null, written_at: now })))
    .execute()
}

/** What a row changes in people who were there: fields as they shall stand, worked out before. Gives who got an id of another system. */
export async function updatePeople(tx: Tx, standing: Matched[], now: Date): Promise<PersonId[]> {
  const given = await addForeign(tx, standing)
  const changed = standing.filter(({ changes }) => Object.keys(changes).length > 0)
  if (changed.length === 0) return given
  const people = changed.map(({ id, standing: before, changes }) => ({ ...(before as Fields), ...changes, id }))
  await sql`update person set given_name = p.given_name, family_name = p.family_name, locale = p.locale, born_on = p.born_on, street = p.street,
      country = p.country, postal_code = p.postal_code, place_id = p.place_id, town = p.town, department_id = p.department_id, custom = p.custom, updated_at = greatest(person.updated_at, ${now}::timestamptz)
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as p (id uuid, given_name text, family_name text, locale text, born_on date, street text, country text,
      postal_code text, place_id text, town text, department_id text, custom jsonb) where person.id = p.id`.execute(db(tx))
  await writeKeys(
    tx,
    people.map(({ id, given_name, family_name }) => ({ id, given_name, family_name })),
  )
  return given
}

/** Notes that something came to people: what made them before cannot be taken back over it. */
export async function touchPeople(tx: Tx, ids: PersonId[], now: Date): Promise<void> {
  await sql`update person set updated_at = ${now}::timestamptz where id = any(${ids}::uuid[]) and updated_at < ${now}::timestamptz`.execute(
    db(tx),
  )
}

/** Sets fields of people who have not changed since, and gives their ids. */
export async function restore(tx: Tx, people: (Fields & { id: PersonId })[], at: Date): Promise<Set<PersonId>> {
  const { rows } = await sql<{
    id: PersonId
  }>`update person set given_name = p.given_name, family_name = p.family_name, locale = p.locale, born_on = p.born_on,
      street = p.street, country = p.country, postal_code = p.postal_code, place_id = p.place_id, town = p.town, department_id = p.department_id, custom = p.custom
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as p (id uuid, given_name text, family_name text, locale text, born_on date, street text, country text,
      postal_code text, place_id text, town text, department_id text, custom jsonb)
    where person.id = p.id and person.updated_at <= ${at}::timestamptz returning person.id`.execute(db(tx))
  return new Set(rows.map(({ id }) => id))
}

async function addForeign(tx: Tx, matched: Matched[]): Promise<PersonId[]> {
  const ids = matched.filter(({ row }) => row.foreign)
  if (ids.length === 0) return []
  const added = await db(tx)
    .insertInto('foreign_id')
    .columns(['system', 'value', 'person_id'])
    .expression(
      sql`select * from unnest(${ids.map(({ row }) => row.foreign!.system)}::text[], ${ids.map(({ row }) => row.foreign!.value)}::text[], ${ids.map(({ id }) => id)}::uuid[])`,
    )
    .onConflict((on) => on.doNothing())
    .returning('person_id')
    .execute()
  return added.map(({ person_id }) => person_id)
}

/** Addresses and numbers; one that another person holds already stays hers. Gives who got one. */
export async function addPoints(tx: Tx, matched: Matched[], now: Date): Promise<PersonId[]> {
  const points = matched.flatMap(({ id, row, claimed }) => [
    ...row.emails.map((point) => ({ id: newId(), person_id: id, kind: 'email', claimed, ...point })),
    ...row.phones.map((point) => ({ id: newId(), person_id: id, kind: 'phone', claimed: false, ...point })),
  ])
  if (points.length === 0) return []
  const { rows: added } = await sql<{
    person_id: PersonId
  }>`insert into contact_point (id, person_id, kind, value, quality, claimed, created_at)
    select id, person_id, kind, value, quality, claimed, ${now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(points)}::jsonb) as p (id uuid, person_id uuid, kind text, value text, quality text, claimed boolean)
    on conflict do nothing returning person_id`.execute(db(tx))
  await worsen(tx, points)
  return added.map(({ person_id }) => person_id)
}

type Point = { person_id: PersonId; kind: string; value: string; quality: string }

/** What is known to be bad stays bad: a file never makes an address good again. */
async function worsen(tx: Tx, points: Point[]): Promise<void> {
  const worse = points.filter(({ quality }) => quality !== 'unknown')
  if (worse.length === 0) return
  await sql`update contact_point set quality = p.quality
    from jsonb_to_recordset(${JSON.stringify(worse)}::jsonb) as p (person_id uuid, kind text, value text, quality text)
    where contact_point.person_id = p.person_id and contact_point.kind = p.kind and contact_point.value = p.value and contact_point.quality = 'unknown'`.execute(
    db(tx),
  )
}

/** Gives who got one. */
export async function addTags(tx: Tx, matched: Matched[], now: Date): Promise<PersonId[]> {
  const given = matched
    .flatMap(({ id, row }) => row.tags.map((name) => ({ id, name, key: normalise(name) })))
    .filter(({ key }) => key !== '')
  if (given.length === 0) return []
  const names = new Map(given.map(({ key, name }) => [key, name.trim()]))
  const keys = [...names.keys()].toSorted()
  await db(tx)
    .insertInto('tag')
    .columns(['id', 'name', 'key'])
    .expression(
      sql`select * from unnest(${keys.map(() => newId())}::uuid[], ${keys.map((key) => names.get(key)!)}::text[], ${keys}::text[])`,
    )
    .onConflict((on) => on.column('key').doNothing())
    .execute()
  const added = await db(tx)
    .insertInto('person_tag')
    .columns(['tag_id', 'person_id', 'added_at'])
    .expression(
      sql`select tag.id, given.person_id, ${now}::timestamptz
          from (select distinct * from unnest(${given.map(({ key }) => key)}::text[], ${given.map(({ id }) => id)}::uuid[]) as g (key, person_id)) as given join tag on tag.key = given.key`,
    )
    .onConflict((on) => on.doNothing())
    .returning('person_id')
    .execute()
  return added.map(({ person_id }) => person_id)
}
