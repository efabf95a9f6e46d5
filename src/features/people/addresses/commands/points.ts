import { type RawBuilder, sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { type Columns, columnsOf, recordset } from '#platform/db/recordset'
import { copyRows } from '#platform/db/rows'
import { bearerOf, type Named } from '../rules.ts'
import { db, type PersonId, type Quality } from '../tables.ts'

/** An address or a number on its way to a person. `claimed`: nothing says yet that it is hers. `name`: under which she comes to hold it. */
export type NewPoint = {
  name: Named
  person_id: PersonId
  kind: 'email' | 'phone'
  value: string
  quality: Quality
  claimed: boolean
  hash: Buffer
}

/** `hash`: as the database writes bytes. */
type Row = Omit<NewPoint, 'hash' | 'name'> & { id: string; hash: string; bearer: string | null }

const rowOf = ({ hash, name, ...point }: NewPoint): Row => {
  const bearer = point.kind === 'email' ? bearerOf(name) : null
  return { id: newId(), ...point, hash: `\\x${hash.toString('hex')}`, bearer }
}

const COLUMNS: Columns<Row> = {
  id: 'uuid',
  person_id: 'uuid',
  kind: 'text',
  value: 'text',
  claimed: 'boolean',
  quality: 'text',
  hash: 'bytea',
  bearer: 'text',
}

type New = Row & { created_at: Date }

const NEW_COLUMNS: Columns<New> = { ...COLUMNS, created_at: 'timestamptz' }

/** Adds addresses and numbers of people who are new, which nobody holds under their names: throws when somebody does (SQLSTATE 23505). */
export async function addFreshPoints(tx: Tx, points: NewPoint[], now: Date): Promise<void> {
  const rows = points.map(rowOf)
  await copyRows(tx, 'contact_point', { rows, columns: NEW_COLUMNS, same: { created_at: now } })
}

/** Adds addresses and numbers to many people; one that somebody holds under the same name already stays hers. Gives who got one. */
export async function addPoints(tx: Tx, points: NewPoint[], now: Date): Promise<PersonId[]> {
  if (points.length === 0) return []
  const rows = points.map(rowOf)
  const { rows: added } = await sql<{
    person_id: PersonId
  }>`insert into contact_point (${columnsOf(COLUMNS)}, created_at) select ${columnsOf(COLUMNS)}, ${now}::timestamptz
    from ${recordset('p', rows, COLUMNS)} on conflict do nothing returning person_id`.execute(db(tx))
  await worsen(
    tx,
    rows.filter(({ quality }) => quality !== 'unknown'),
  )
  return added.map(({ person_id }) => person_id)
}

/** Adds mailboxes that a query makes, each proved when it came: id, person_id, value, hash, created_at. */
export async function addSelected(tx: Tx, rows: RawBuilder<unknown>): Promise<void> {
  await sql`insert into contact_point (id, person_id, kind, value, hash, created_at, verified_at)
    select r.id, r.person_id, 'email', r.value, r.hash, r.created_at, r.created_at from (${rows}) as r (id, person_id, value, hash, created_at)`.execute(
    db(tx),
  )
}

/** What is known to be bad stays bad, for all who hold it: a file never makes an address good again. */
async function worsen(tx: Tx, points: Row[]): Promise<void> {
  if (points.length === 0) return
  await sql`update contact_point as point set quality = p.quality from ${recordset('p', points, COLUMNS)}
    where point.kind = p.kind and point.value collate "C" = p.value and point.quality = 'unknown'`.execute(db(tx))
}

/** Spells anew what an archive brought of before each address and number had one spelling (migration of 29 November 2026). */
export async function respellContactPoints(tx: Tx): Promise<void> {
  await sql`select respell_contact_points()`.execute(db(tx))
}
