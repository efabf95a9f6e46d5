import { sql } from 'kysely'
import type { Scope } from '#platform/auth/actor'
import type { Handle } from '#platform/db/handle'
import { FIELD_NAMES, selected } from '../../fields/index.ts'
import { db, type PersonId } from '../tables.ts'
import { withinTerritory } from '#territories'
import { visibleTo } from '../territory.ts'

export type PersonRecord = NonNullable<Awaited<ReturnType<typeof findPerson>>>

/** Everything on the row of a person, with the names of what it points at. */
export function findPerson(handle: Handle, id: PersonId) {
  return db(handle)
    .selectFrom('person')
    .leftJoin('place', 'place.id', 'person.place_id')
    .leftJoin('area', 'area.id', 'person.department_id')
    .leftJoin('person as recruiter', 'recruiter.id', 'person.recruited_by')
    .select([
      'person.id',
      'person.given_name',
      'person.family_name',
      'person.locale',
      'person.country',
      'person.postal_code',
      'person.place_id',
      'person.town',
      'person.department_id',
      'person.origin',
      'person.origin_label',
      'person.agreed',
      'person.custom',
      'person.recruited_by',
      'person.restricted_at',
      'person.created_at',
      'person.updated_at',
      'place.name as place',
      'place.time_zone',
      'area.name as department',
      'recruiter.given_name as recruiter',
    ])
    .select(sql<string | null>`person.confirmed_on::text`.as('confirmed_on'))
    .select(selected(FIELD_NAMES))
    .select(sql<string | null>`person.paused_until::text`.as('paused_until'))
    .where('person.id', '=', id)
    .executeTakeFirst()
}

const others = (sees: Scope) => sql<number>`(select count(*)::int from contact_point o join person on person.id = o.person_id
  where ${visibleTo(sees)} and o.kind = contact_point.kind and o.value collate "C" = contact_point.value and o.person_id <> contact_point.person_id
    and not o.claimed)`

/** Her addresses and numbers. `others`: how many people besides hold each, of those in a territory: who looks learns of nobody else that she is in the file. */
export function contactPoints(handle: Handle, person: PersonId, sees: Scope = []) {
  return db(handle)
    .selectFrom('contact_point')
    .select(['id', 'kind', 'value', 'quality', 'refusal', 'claimed', 'verified_at', others(sees).as('others')])
    .where('person_id', '=', person)
    .orderBy('kind')
    .orderBy('created_at')
    .execute()
}

export function notes(handle: Handle, person: PersonId) {
  return db(handle)
    .selectFrom('note')
    .select(['id', 'text', 'written_by', 'written_at'])
    .where('person_id', '=', person)
    .orderBy('written_at', 'desc')
    .limit(200)
    .execute()
}

export function tagsOf(handle: Handle, person: PersonId) {
  return db(handle)
    .selectFrom('person_tag')
    .innerJoin('tag', 'tag.id', 'person_tag.tag_id')
    .select(['tag.id', 'name', 'added_at'])
    .where('person_id', '=', person)
    .orderBy('tag.key')
    .execute()
}

export function foreignIds(handle: Handle, person: PersonId) {
  return db(handle)
    .selectFrom('foreign_id')
    .select(['system', 'value'])
    .where('person_id', '=', person)
    .orderBy('system')
    .execute()
}

export function customFields(handle: Handle) {
  return db(handle).selectFrom('custom_field').select(['id', 'key', 'label', 'kind', 'options']).orderBy('created_at').execute()
}

export function allTags(handle: Handle) {
  return db(handle).selectFrom('tag').select(['id', 'name', 'key']).orderBy('key').limit(2000).execute()
}

/** Whether staff of a territory may see a person in a list: she lives there, and is not under restriction. */
export async function isVisible(handle: Handle, person: PersonId, scope: Scope): Promise<boolean> {
  const found = await db(handle)
    .selectFrom('person')
    .select('person.id')
    .where('person.id', '=', person)
    .where(visibleTo(scope))
    .executeTakeFirst()
  return found !== undefined
}

/** Whether a person lives in a territory. */
export async function isWithin(handle: Handle, person: PersonId, scope: Scope): Promise<boolean> {
  const found = await db(handle)
    .selectFrom('person')
    .select('person.id')
    .where('person.id', '=', person)
    .where(withinTerritory(scope, 'person'))
    .executeTakeFirst()
  return found !== undefined
}
