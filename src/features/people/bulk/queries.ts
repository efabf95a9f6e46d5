import type { AccountId } from '#platform/auth/session'
import type { Handle } from '#platform/db/handle'
import type { PersonId } from '../core/index.ts'
import { type ActId, db } from './tables.ts'

export type ActRecord = NonNullable<Awaited<ReturnType<typeof findAct>>>

export function findAct(handle: Handle, id: ActId) {
  return db(handle).selectFrom('bulk_act').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The newest acts: all, or those that an account asked for. */
export function acts(handle: Handle, askedBy: string | undefined) {
  return db(handle)
    .selectFrom('bulk_act')
    .select(['id', 'kind', 'about', 'targets', 'state', 'asked_at'])
    .$if(askedBy !== undefined, (q) => q.where('asked_by', '=', askedBy!))
    .orderBy('asked_at', 'desc')
    .limit(100)
    .execute()
}

/** How many acts of an account wait to be begun. */
export async function openActs(handle: Handle, account: AccountId): Promise<number> {
  const { n } = await db(handle)
    .selectFrom('bulk_act')
    .select((q) => q.fn.countAll<number>().as('n'))
    .where('asked_by', '=', account)
    .where('state', 'in', ['gathering', 'asked'])
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** Whom the next transaction of an act will erase. */
export async function nextToErase(handle: Handle, id: ActId, limit: number): Promise<PersonId[]> {
  const rows = await db(handle)
    .selectFrom('bulk_target')
    .innerJoin('bulk_act', 'bulk_act.id', 'act_id')
    .innerJoin('person', 'person.id', 'person_id')
    .select('person_id')
    .where('act_id', '=', id)
    .where('kind', '=', 'erase')
    .where('state', '=', 'waiting')
    .whereRef('person.updated_at', '<=', 'asked_at')
    .where('restricted_at', 'is', null)
    .orderBy('n')
    .limit(limit)
    .execute()
  return rows.map((row) => row.person_id)
}
