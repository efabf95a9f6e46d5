import type { AccountId } from '#platform/auth/session'
import { sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
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

/** A row of an audience's file. Lists are joined by `|`, which no address, number or tag of ours holds. */
export type PersonRow = {
  id: string
  sort_name: string
  given_name: string
  family_name: string | null
  emails: string | null
  phones: string | null
  street: string | null
  postal_code: string | null
  town: string | null
  department: string | null
  country: string
  locale: string
  born_on: string | null
  supporter_since: string | null
  agreed: string
  tags: string | null
  origin: string
  custom: Record<string, unknown>
}

/** People by id, with all that a file shows of them: one statement a page. */
export async function peopleRows(handle: Handle, ids: string[]): Promise<PersonRow[]> {
  const { rows } = await sql<PersonRow>`
    select person.id, sort_name, given_name, family_name, street, person.postal_code, coalesce(place.name, person.town) as town, area.name as department,
      person.country, locale, born_on::text, confirmed_on::text as supporter_since, array_to_string(agreed, '|') as agreed, origin, custom, points.emails, points.phones, tags.tags
    from unnest(${ids}::uuid[]) with ordinality as wanted (id, n)
    join person on person.id = wanted.id
    left join place on place.id = person.place_id
    left join area on area.id = person.department_id
    left join lateral (select string_agg(value, '|' order by created_at) filter (where kind = 'email') as emails, string_agg(value, '|' order by created_at) filter (where kind = 'phone') as phones
      from contact_point where person_id = person.id) as points on true
    left join lateral (select string_agg(tag.name, '|' order by tag.key) as tags from person_tag join tag on tag.id = tag_id where person_id = person.id) as tags on true
    order by wanted.n`.execute(db(handle))
  return rows
}
