import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict } from '#platform/errors'
import { emit } from '#platform/jobs/queue'
import type { Point } from '#platform/geo/points'
import { lockPeople, type PersonId } from '#people'
import { type Precision, publicPoint } from '#territories'
import { groupCreated } from '../events.ts'
import { whyNotFound } from '../rules.ts'
import { db, type GroupId, type Joining } from '../tables.ts'
import { heldBy, touchGroup } from './locks.ts'
import { type Agreed, writeSharing } from './sharing.ts'
import { tellOne } from './telling.ts'

/** What organisers say of their group. */
export type GroupDetails = {
  name: string
  description: string | null
  habits: string | null
  place_id: string
  department_id: string | null
  country: string
  /** The town's point. */
  town: Point
  /** Where it meets; null: only the town is known. */
  exact: Point | null
  precision: Precision
  address: string | null
  languages: string[]
  themes: string[]
  accessible: boolean
  joining: Joining
}

/** Founds a group, of which its founder is the first organiser. Throws Conflict with the reason when she may not. */
export async function createGroup(
  tx: Tx,
  { founder, details, agreed }: { founder: PersonId; details: GroupDetails; agreed: Agreed },
  now: Date,
): Promise<GroupId> {
  await lockPeople(tx, [founder])
  const reason = whyNotFound({ ...(await founderOf(tx, founder)), ...(await heldBy(tx, founder)) })
  if (reason) throw new Conflict(reason)
  const id = newId()
  await db(tx)
    .insertInto('local_group')
    .values({ id, ...columnsOf(details), last_active_at: now, created_at: now })
    .execute()
  await db(tx)
    .insertInto('membership')
    .values({ group_id: id, person_id: founder, role: 'organiser', joined_at: now, how: 'founder', sees_from: null })
    .execute()
  await writeSharing(tx, { group: id, person: founder, agreed }, now)
  tellOne(tx, founder, { kind: 'created', group: id })
  emit(tx, groupCreated, { group: id })
  return id
}

/** Changes what a group says of itself. */
export async function changeGroup(
  tx: Tx,
  { group, details }: { group: GroupId; details: GroupDetails },
  now: Date,
): Promise<void> {
  await db(tx)
    .updateTable('local_group')
    .set((q) => ({
      ...columnsOf(details),
      // Where it was founded: what is set here are the columns as they were.
      anchor_lng: q.fn.coalesce('anchor_lng', 'lng'),
      anchor_lat: q.fn.coalesce('anchor_lat', 'lat'),
      moved_at: q.case().when('place_id', '!=', details.place_id).then(now).else(q.ref('moved_at')).end(),
    }))
    .where('id', '=', group)
    .where('closed_at', 'is', null)
    .execute()
  await touchGroup(tx, group, now)
}

function columnsOf({ town, exact, ...details }: GroupDetails) {
  return {
    ...details,
    ...publicPoint(details.precision, town, exact),
    exact_lng: exact?.lng ?? null,
    exact_lat: exact?.lat ?? null,
  }
}

function founderOf(tx: Tx, person: PersonId) {
  return db(tx)
    .selectFrom('person')
    .select(['given_name', 'family_name', sql<string | null>`confirmed_on::text`.as('confirmed_on')])
    .where('id', '=', person)
    .executeTakeFirstOrThrow()
}

/** Whether somebody may found a group now, by the same rules. */
export async function mayFound(tx: Tx, person: PersonId): Promise<boolean> {
  return whyNotFound({ ...(await founderOf(tx, person)), ...(await heldBy(tx, person)) }) === undefined
}
