import type { AccountId } from '#platform/auth/session'
import { sql } from 'kysely'
import { csvLineIn } from '#platform/csv'
import type { Handle, Tx } from '#platform/db/handle'
import { FIELD_NAMES, namesOf, selected } from '../fields/index.ts'
import type { PersonId } from '../core/index.ts'
import { db, type ExportId } from './tables.ts'

export function exportsBy(handle: Handle, account: AccountId) {
  return db(handle)
    .selectFrom('export')
    .select(['id', 'kind', 'file_name', 'state', 'rows_done', 'rows_all', 'asked_at'])
    .where('asked_by', '=', account)
    .orderBy('asked_at', 'desc')
    .limit(50)
    .execute()
}

export type ExportRecord = NonNullable<Awaited<ReturnType<typeof findExport>>>

export function findExport(handle: Handle, id: ExportId) {
  return db(handle).selectFrom('export').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function pieceOf(handle: Handle, id: ExportId, n: number): Promise<Buffer | undefined> {
  const row = await db(handle)
    .selectFrom('export_piece')
    .select('bytes')
    .where('export_id', '=', id)
    .where('n', '=', n)
    .executeTakeFirst()
  return row?.bytes
}

/** Columns of an audience's file. Lists are joined by `|`, which no address, number or tag of ours holds. */
export const COLUMNS = [
  'id',
  'given_name',
  'family_name',
  'emails',
  'phones',
  ...namesOf('where'),
  'postal_code',
  'town',
  'department',
  'country',
  'locale',
  ...namesOf('who'),
  'supporter_since',
  'agreed',
  'tags',
  'origin',
]

/**
 * People by id in their order, with all that a file shows of them; lists are made of all of them at once, since whoever asks for many
 * pays less for a whole table than for each of its rows. `custom`: values of the movement's own fields.
 */
const peopleRows = (ids: PersonId[]) => sql`
    with wanted (id, n) as (select * from unnest(${ids}::uuid[]) with ordinality),
    points as (select person_id, string_agg(value, '|' order by created_at) filter (where kind = 'email') as emails, string_agg(value, '|' order by created_at) filter (where kind = 'phone') as phones
      from wanted join contact_point on person_id = wanted.id group by person_id),
    tagged as (select person_id, string_agg(tag.name, '|' order by tag.key) as tags
      from wanted join person_tag on person_id = wanted.id join tag on tag.id = tag_id group by person_id)
    select n, person.id::text, given_name, family_name, ${sql.join(selected(FIELD_NAMES))}, person.postal_code, coalesce(place.name, person.town) as town, area.name as department,
      person.country, locale, confirmed_on::text as supporter_since, array_to_string(agreed, '|') as agreed, origin, custom, emails, phones, tags
    from wanted join person on person.id = wanted.id
    left join place on place.id = person.place_id
    left join area on area.id = person.department_id
    left join points on points.person_id = person.id
    left join tagged on tagged.person_id = person.id`

type PageOfPeople = { export_id: ExportId; n: number; ids: PersonId[]; fields: string[] }

/** Writes a piece of an audience's file, the lines of these people, where they are kept: no row of it leaves the database. */
export async function writePeople(tx: Tx, { export_id, n, ids, fields }: PageOfPeople): Promise<void> {
  const own = fields.map((key) => sql<string | null>`(custom ->> ${key}::text)`)
  const line = csvLineIn([...COLUMNS.map((column) => sql.ref<string | null>(column)), ...own])
  await sql`insert into export_piece (export_id, n, bytes)
    select ${export_id}::uuid, ${n}::int, convert_to(coalesce(string_agg(${line}, '' order by listed.n), ''), 'UTF8')
    from (${peopleRows(ids)}) as listed`.execute(db(tx))
}

/** Whether the whole movement was written to a file since then. */
export async function isBackedUp(handle: Handle, since: Date): Promise<boolean> {
  const { rows } = await sql<{ done: boolean }>`select exists (select from backup where made_at > ${since}::timestamptz)
    or exists (select from export where kind = 'movement' and state = 'done' and finished_at > ${since}::timestamptz) as done`.execute(
    db(handle),
  )
  return rows[0]!.done
}
