import type { Scope } from '#platform/auth/actor'
import type { Handle } from '#platform/db/handle'
import { sql } from 'kysely'
import { db, type MergeId } from './tables.ts'

const inScope = (alias: string, scope: Scope) =>
  scope === 'everywhere'
    ? sql<boolean>`${sql.ref(`${alias}.restricted_at`)} is null`
    : sql<boolean>`(${sql.ref(`${alias}.restricted_at`)} is null and (${sql.ref(`${alias}.place_id`)} = any(${scope}::text[]) or ${sql.ref(`${alias}.department_id`)} = any(${scope}::text[]) or ${sql.ref(`${alias}.country`)} = any(${scope}::text[])))`

/** Pairs to look at, both within the territory, those with most reasons first. */
export function suggestions(handle: Handle, scope: Scope, limit: number) {
  return db(handle)
    .selectFrom('duplicate_suggestion')
    .innerJoin('person as pa', 'pa.id', 'a')
    .innerJoin('person as pb', 'pb.id', 'b')
    .select([
      'a',
      'b',
      'reasons',
      'pa.given_name as a_given',
      'pa.family_name as a_family',
      'pb.given_name as b_given',
      'pb.family_name as b_family',
    ])
    .where('dismissed_at', 'is', null)
    .where(inScope('pa', scope))
    .where(inScope('pb', scope))
    .orderBy(sql`cardinality(reasons) desc`)
    .orderBy('a')
    .orderBy('b')
    .limit(limit)
    .execute()
}

export function recentMerges(handle: Handle, since: Date) {
  return db(handle)
    .selectFrom('person_merge')
    .innerJoin('person', 'person.id', 'kept')
    .select(['person_merge.id', 'kept', 'name', 'merged_at', 'undone_at'])
    .where('restricted_at', 'is', null)
    .where('merged_at', '>', since)
    .orderBy('merged_at', 'desc')
    .limit(200)
    .execute()
}

export function findMerge(handle: Handle, id: MergeId) {
  return db(handle).selectFrom('person_merge').selectAll().where('id', '=', id).executeTakeFirst()
}
