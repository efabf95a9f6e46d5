import type { Scope } from '#platform/auth/actor'
import type { Handle } from '#platform/db/handle'
import { sql } from 'kysely'
import { inOrder } from '#platform/db/id'
import { withinTerritory } from '#territories'
import type { PersonId } from '../core/index.ts'
import { db, type MergeId } from './tables.ts'

const inScope = (alias: string, scope: Scope) =>
  sql<boolean>`(${sql.ref(`${alias}.restricted_at`)} is null and ${withinTerritory(scope, alias)})`

/** Why two may be one. Two who share a telephone alone are a household. */
export const REASONS = ['phone-and-name', 'name-and-birth', 'name-and-town', 'mailbox'] as const
export type Reason = (typeof REASONS)[number]

/** Pairs that nobody set aside, both within the territory, those with most reasons first. */
function openPairs(handle: Handle, scope: Scope) {
  return db(handle)
    .selectFrom('duplicate_suggestion')
    .innerJoin('person as pa', 'pa.id', 'a')
    .innerJoin('person as pb', 'pb.id', 'b')
    .where('dismissed_at', 'is', null)
    .where(inScope('pa', scope))
    .where(inScope('pb', scope))
    .orderBy(sql`cardinality(reasons) desc`)
    .orderBy('a')
    .orderBy('b')
}

/** Pairs that may be one for a reason. */
export function pairsBecause(handle: Handle, { reason, scope }: { reason: Reason; scope: Scope }, limit: number) {
  return openPairs(handle, scope)
    .select(['a', 'b'])
    .where(sql<boolean>`${reason} = any(reasons)`)
    .limit(limit)
    .execute()
}

/** Whether a pair may still be one: nobody set it aside, put one under restriction or touched her since, but the same act of many merges. */
export async function mayStillMerge(
  handle: Handle,
  pair: [PersonId, PersonId],
  { since, batch }: { since: Date; batch: string },
): Promise<boolean> {
  const [a, b] = inOrder(...pair)
  const { rows } = await sql`select 1 from duplicate_suggestion where a = ${a} and b = ${b} and dismissed_at is null
    and not exists (select from person where id in (${a}, ${b}) and (restricted_at is not null or (updated_at > ${since}::timestamptz
      and not exists (select from person_merge where kept = person.id and batch = ${batch} and merged_at >= person.updated_at))))`.execute(
    db(handle),
  )
  return rows.length > 0
}

/** Pairs to look at, with their names. */
export function suggestions(handle: Handle, scope: Scope, limit: number) {
  return openPairs(handle, scope)
    .select([
      'a',
      'b',
      'reasons',
      'pa.given_name as a_given',
      'pa.family_name as a_family',
      'pb.given_name as b_given',
      'pb.family_name as b_family',
    ])
    .limit(limit)
    .execute()
}

/** How many pairs there are to look at. */
export async function countPairs(handle: Handle, scope: Scope): Promise<number> {
  const { n } = await db(handle)
    .selectFrom(openPairs(handle, scope).clearOrderBy().select('a').as('open'))
    .select((q) => q.fn.countAll<string>().as('n'))
    .executeTakeFirstOrThrow()
  return Number(n)
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

/** Merges of an act of many that stand and can be taken back, the last first: a record may have taken in several. */
export async function mergesOf(
  handle: Handle,
  { batch, since }: { batch: string; since: Date },
  limit: number,
): Promise<MergeId[]> {
  const rows = await db(handle)
    .selectFrom('person_merge')
    .select('id')
    .where('batch', '=', batch)
    .where('undone_at', 'is', null)
    .where('merged_at', '>', since)
    .orderBy('merged_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}

export function findMerge(handle: Handle, id: MergeId) {
  return db(handle).selectFrom('person_merge').selectAll().where('id', '=', id).executeTakeFirst()
}

/** When a record took in others. */
export function mergesInto(handle: Handle, person: PersonId) {
  return db(handle)
    .selectFrom('person_merge')
    .select(['merged_at'])
    .where('kept', '=', person)
    .where('undone_at', 'is', null)
    .orderBy('merged_at')
    .limit(50)
    .execute()
}
