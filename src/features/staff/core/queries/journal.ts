import { sql } from 'kysely'
import type { Id } from '#platform/db/id'
import type { AccountId } from '#platform/auth/session'
import type { Handle } from '#platform/db/handle'
import { chainHash, GENESIS } from '../rules.ts'
import { db, type JournalRow } from '../tables.ts'

export function lastRow(handle: Handle) {
  return db(handle).selectFrom('journal').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst()
}

/** Persons that an account saw since then. */
export async function viewsSince(handle: Handle, actor: AccountId, since: Date): Promise<number> {
  const { n } = await db(handle)
    .selectFrom('journal')
    .select((q) => q.fn.sum<string | null>('count').as('n'))
    .where('actor', '=', actor)
    .where('at', '>', since)
    .where('action', 'in', ['view', 'list'])
    .executeTakeFirstOrThrow()
  return Number(n ?? 0)
}

export type JournalFilter = { actor?: AccountId | undefined; object?: string | undefined; before?: string | undefined }

/** The journal, newest first; pages go on before a row's number. */
export function journalPage(handle: Handle, { actor, object, before }: JournalFilter, limit: number) {
  return db(handle)
    .selectFrom('journal')
    .leftJoin('account', 'account.id', 'journal.actor')
    .select(['seq', 'at', 'account.email', 'actor', 'roles', 'action', 'object_kind', 'object_id', 'fields', 'count', 'reason'])
    .$if(actor !== undefined, (q) => q.where('actor', '=', actor!))
    .$if(object !== undefined, (q) => q.where('object_id', '=', object!))
    .$if(before !== undefined, (q) => q.where('seq', '<', before!))
    .orderBy('seq', 'desc')
    .limit(limit)
    .execute()
}

export async function accountOf(handle: Handle, email: string): Promise<AccountId | undefined> {
  return (await db(handle).selectFrom('account').select('id').where('email', '=', email).executeTakeFirst())?.id
}

/** Kinds of people who opened a record, with the last time: what the person may know of who looked at her. */
export function whoOpened(handle: Handle, person: Id<'person'>) {
  return db(handle)
    .selectFrom('journal')
    .select([sql<string>`coalesce(roles[1], 'system')`.as('role'), 'action'])
    .select((q) => [q.fn.max('at').as('last'), q.fn.countAll<string>().as('times')])
    .where('object_id', '=', person)
    .where('object_kind', '=', 'person')
    .groupBy(['role', 'action'])
    .orderBy('last', 'desc')
    .execute()
}

export function lastCheck(handle: Handle) {
  return db(handle)
    .selectFrom('journal')
    .select(['at', 'reason', 'fields'])
    .where('action', '=', 'check')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
}

const CHECK_CHUNK = 5_000

/** Goes along the whole chain. The number of the first row that does not follow from the one before; undefined: all do. */
export async function firstBrokenRow(handle: Handle): Promise<string | undefined> {
  let previous: Buffer = GENESIS
  let seq = 0n
  for (;;) {
    const rows: JournalRow[] = await db(handle)
      .selectFrom('journal')
      .selectAll()
      .where('seq', '>', String(seq))
      .orderBy('seq')
      .limit(CHECK_CHUNK)
      .execute()
    for (const row of rows) {
      seq += 1n
      if (row.seq !== String(seq) || !row.previous.equals(previous) || !row.hash.equals(chainHash(previous, row)))
        return String(seq)
      previous = row.hash
    }
    if (rows.length < CHECK_CHUNK) return undefined
  }
}
