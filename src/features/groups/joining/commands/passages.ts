import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict } from '#platform/errors'
import { emit } from '#platform/jobs/queue'
import type { PersonId } from '#people'
import type { GroupId } from '../../core/index.ts'
import { cameToMany } from '../events.ts'
import { dayBefore, MOST_A_DAY, restBefore, whyNotCome } from '../rules.ts'
import { db } from '../tables.ts'

type Passing = { group: GroupId; person: PersonId }

/**
 * Counts that somebody comes to a group, or asks to, by her own hand. Call it while she is held: then the count is true under a crowd. Throws Conflict
 * past the ceiling of a day, or while she rests from this group. At the ceiling those in charge are told.
 */
export async function countComing(tx: Tx, { group, person }: Passing, now: Date): Promise<void> {
  const { rows } = await sql<{ came: number; left: Date | null }>`select
      (count(*) filter (where kind = 'came' and at > ${dayBefore(now)}::timestamptz))::integer as came,
      max(at) filter (where kind = 'left' and group_id = ${group}::uuid) as left
    from passage where person_id = ${person}::uuid`.execute(db(tx))
  const { came } = rows[0]!
  const reason = whyNotCome(rows[0]!, now)
  if (reason) throw new Conflict(reason)
  await note(tx, { group, person, kind: 'came' }, now)
  if (came + 1 === MOST_A_DAY) emit(tx, cameToMany, { group, person, at: now.toISOString() })
}

/** Notes that somebody left a group by herself. */
export function noteLeaving(tx: Tx, passing: Passing, now: Date): Promise<void> {
  return note(tx, { ...passing, kind: 'left' }, now)
}

/** Forgets what counts no more. */
export async function forgetPassages(tx: Tx, now: Date): Promise<void> {
  await db(tx).deleteFrom('passage').where('at', '<=', restBefore(now)).execute()
}

async function note(tx: Tx, { group, person, kind }: Passing & { kind: 'came' | 'left' }, now: Date): Promise<void> {
  await db(tx).insertInto('passage').values({ id: newId(), group_id: group, person_id: person, kind, at: now }).execute()
}
