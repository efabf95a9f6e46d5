import type { PersonId } from '../core/index.ts'
import { type RawBuilder, sql } from 'kysely'
import type { Handle } from '#platform/db/handle'
import { db, type RuleName } from './tables.ts'

/** Tables and columns that point at a person, by the catalogue. */
async function pointers(handle: Handle): Promise<{ table: string; column: string }[]> {
  const { rows } = await sql<{ table: string; column: string }>`
    select c.relname as table, a.attname as column from pg_constraint k
    join pg_class c on c.oid = k.conrelid join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1]
    where k.contype = 'f' and k.confrelid = 'person'::regclass and c.relname not in ('person', 'person_key', 'person_merge', 'duplicate_suggestion') order by 1`.execute(
    db(handle),
  )
  return rows
}

/** Columns that say something about others: who wrote a note is nobody's business but theirs. */
const OTHERS = ['written_by']

/**
 * Every row that points at a person, by table: complete by construction, whatever slices are added. Others whom a row names are left out of it, and rows that
 * are about others (`ofOthers`) altogether.
 */
export async function everythingAbout(
  handle: Handle,
  person: PersonId,
  ofOthers: { table: string; column: string }[],
): Promise<Record<string, Record<string, unknown>[]>> {
  const all = await pointers(handle)
  const mine = all.filter((one) => !ofOthers.some(({ table, column }) => one.table === table && one.column === column))
  const found: Record<string, Record<string, unknown>[]> = {}
  for (const [table, columns] of Map.groupBy([{ table: 'person', column: 'id' }, ...mine], (one) => one.table)) {
    const hers = sql.join(
      columns.map(({ column }) => sql`${sql.ref(`t.${column}`)} = ${person}::uuid`),
      sql` or `,
    )
    const { rows } = await sql<{ row: Record<string, unknown> }>`
      select to_jsonb(t) - ${OTHERS}::text[] as row from ${sql.table(table)} t where ${hers} limit 10000`.execute(db(handle))
    const people = all.filter((one) => one.table === table).map(({ column }) => column)
    if (rows.length > 0) found[table] = rows.map(({ row }) => withoutOthers(row, people, person))
  }
  return found
}

function withoutOthers(row: Record<string, unknown>, people: string[], person: PersonId): Record<string, unknown> {
  return Object.fromEntries(Object.entries(row).filter(([name, value]) => !people.includes(name) || value === person))
}

export function openRequests(handle: Handle) {
  return db(handle)
    .selectFrom('rights_request')
    .select(['id', 'kind', 'about', 'answered_at'])
    .select([sql<string>`received_on::text`.as('received_on'), sql<string>`due_on::text`.as('due_on')])
    .orderBy(sql`answered_at is not null`)
    .orderBy('due_on')
    .limit(200)
    .execute()
}

/** How many requests wait for an answer. */
export async function unansweredRequests(handle: Handle): Promise<number> {
  const { n } = await db(handle)
    .selectFrom('rights_request')
    .select((q) => q.fn.countAll<string>().as('n'))
    .where('answered_at', 'is', null)
    .executeTakeFirstOrThrow()
  return Number(n)
}

/** Most records under restriction that one page shows: they are few. */
const MOST_RESTRICTED = 200

/** Records under restriction, the latest first. */
export function restrictedPeople(handle: Handle) {
  return db(handle)
    .selectFrom('person')
    .select(['id', 'given_name', 'family_name', 'restricted_at'])
    .where('restricted_at', 'is not', null)
    .orderBy('restricted_at', 'desc')
    .limit(MOST_RESTRICTED)
    .execute()
}

export function retentionRules(handle: Handle) {
  return db(handle).selectFrom('retention_rule').select(['name', 'months', 'active']).orderBy('name').execute()
}

/** Whom a rule is about, on a day. */
const WHO: Record<RuleName, (months: number, today: string) => RawBuilder<boolean>> = {
  // A prospect who never answered: three years from the last contact (CNIL, LINC guide, sheet 14).
  'never-signed': (months, today) =>
    sql`(person.confirmed_on is null and person.updated_at < ${today}::date - make_interval(months => ${months}))`,
  // Nobody can reach her, and she has not come by: what is kept serves nothing.
  unreachable: (months, today) =>
    sql`(person.updated_at < ${today}::date - make_interval(months => ${months})
      and not exists (select from contact_point where person_id = person.id and quality not in ('bad', 'bouncing')))`,
}

/** People whom a rule would erase today, some of them. Those under restriction are left: nobody touches them. */
export async function dueForErasure(
  handle: Handle,
  { name, months }: { name: RuleName; months: number },
  { today, limit }: { today: string; limit: number },
): Promise<string[]> {
  const rows = await db(handle)
    .selectFrom('person')
    .select('person.id')
    .where(WHO[name](months, today))
    .where('restricted_at', 'is', null)
    .orderBy('person.id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}
