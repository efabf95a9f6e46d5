import { sql } from 'kysely'
import type { Scope } from '#platform/auth/actor'
import type { Handle } from '#platform/db/handle'
import { ANSWERED, selected } from '../fields/index.ts'
import { type PersonId, visibleTo } from '../core/index.ts'
import { db } from './tables.ts'

export type PersonBody = Awaited<ReturnType<typeof personBodies>>[number]

/** People as they leave, in the order of their ids. One query, however many. Whoever may not be seen there is left out. */
export async function personBodies(handle: Handle, ids: PersonId[], scope: Scope) {
  const rows = await db(handle)
    .selectFrom('person')
    .select(['id', 'given_name', 'family_name', 'locale', 'country', 'postal_code', 'custom', 'origin', 'updated_at'])
    .select(selected(ANSWERED))
    .select((q) => [
      q.ref('place_id').as('place'),
      q.ref('department_id').as('department'),
      sql<string | null>`coalesce((select name from place where id = person.place_id), person.town)`.as('town'),
      sql<string | null>`confirmed_on::text`.as('supporter_since'),
      sql<string[]>`to_json(agreed)`.as('agreed'),
      sql<
        { kind: 'email' | 'phone'; value: string; quality: string; verified: boolean }[]
      >`coalesce((select jsonb_agg(jsonb_build_object('kind', kind, 'value', value, 'quality', quality, 'verified', verified_at is not null) order by kind, created_at)
        from contact_point where person_id = person.id), '[]')`.as('contact_points'),
      sql<
        { id: string; name: string }[]
      >`coalesce((select jsonb_agg(jsonb_build_object('id', tag.id, 'name', tag.name) order by tag.key)
        from person_tag join tag on tag.id = tag_id where person_id = person.id), '[]')`.as('tags'),
      sql<
        { system: string; value: string }[]
      >`coalesce((select jsonb_agg(jsonb_build_object('system', system, 'value', value) order by system)
        from foreign_id where person_id = person.id), '[]')`.as('foreign_ids'),
    ])
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .where(visibleTo(scope))
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, updated_at: row.updated_at.toISOString() }))
}

/** Whose address, number or id of another system this is, within the territory. */
export async function peopleOf(
  handle: Handle,
  { email, phone, foreign_id }: { email?: string; phone?: string; foreign_id?: { system: string; value: string } },
  scope: Scope,
): Promise<PersonId[]> {
  const { rows } = await sql<{ id: PersonId }>`select distinct person.id from person where ${visibleTo(scope)} and person.id in (
      select person_id from contact_point where (kind = 'email' and value collate "C" = ${email ?? null}::text) or (kind = 'phone' and value collate "C" = ${phone ?? null}::text)
      union select person_id from foreign_id where system = ${foreign_id?.system ?? null}::text and value = ${foreign_id?.value ?? null}::text)
    order by person.id limit 50`.execute(db(handle))
  return rows.map(({ id }) => id)
}
