import { sql } from 'kysely'
import type { PersonalData } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { handOver, type Held, rowsOf } from '#platform/db/handover'
import { Conflict } from '#platform/errors'
import { merged, mergedNames, type Pair, type PersonWritten, rankOf, type Side } from '../merging.ts'
import { supporterOf } from '../rules.ts'
import { db, type PersonId } from '../tables.ts'
import { keepWithdrawals } from '../../ledger/index.ts'
import { refreshAgreed } from './agreed.ts'
import { writeKeys } from './keys.ts'
import { countPerson } from './tally.ts'

/** What stood before: both records, whom the one had recruited, and by table the rows of each. */
export type MergeSnapshot = Pair & { recruits: PersonId[]; tables: Held[] }

type Merging = { keep: PersonId; drop: PersonId; choices: Record<string, Side>; tables: PersonalData[] }

/**
 * Makes one person of two: fields by their strategy (`merging.ts`), tables by what their rooms declare. Throws Conflict when one of the
 * two is gone: somebody was faster.
 */
export async function mergePeople(
  tx: Tx,
  { keep, drop, choices, tables }: Merging,
  now: Date,
): Promise<{ snapshot: MergeSnapshot; name: string }> {
  const pair = await lockPair(tx, { keep, drop })
  const recruits = await moveRecruits(tx, { from: drop, to: keep })
  const snapshot = { ...pair, recruits, tables: await heldBy(tx, { keep, drop, tables }) }
  await keepWithdrawals(tx, { keep, drop }, now)
  const after = merged(pair, choices)
  await countPerson(tx, supporterOf(pair.drop), null)
  await countPerson(tx, supporterOf(pair.keep), supporterOf(after))
  for (const table of tables)
    if (table.onMerge === 'moved' || table.onMerge === 'handed') await handOver(tx, table, { from: drop, to: keep })
  await sql`delete from person where id = ${drop}`.execute(db(tx))
  await db(tx).insertInto('person_alias').values({ old_id: drop, person_id: keep }).execute()
  const made = { area_rank: rankOf(pair, after), updated_at: now.toISOString() }
  await setColumns(tx, { ...after, ...made }, [...mergedNames(), ...Object.keys(made)])
  await refreshAgreed(tx, [keep])
  await writeKeys(tx, [after])
  return { snapshot, name: [after.given_name, after.family_name].filter(Boolean).join(' ') }
}

type Ids = { keep: PersonId; drop: PersonId }

async function lockPair(tx: Tx, ids: Ids): Promise<Pair> {
  const { rows } = await sql<{ row: PersonWritten }>`select to_jsonb(person) as row from person
    where id in (${ids.keep}, ${ids.drop}) order by id for update`.execute(db(tx))
  const find = (id: PersonId) => rows.find(({ row }) => row.id === id)?.row
  const [keep, drop] = [find(ids.keep), find(ids.drop)]
  if (!keep || !drop || keep === drop) throw new Conflict('duplicates.merge.gone')
  return { keep, drop }
}

/** What both hold, of the tables whose rows can be given back. */
async function heldBy(tx: Tx, { keep, drop, tables }: Ids & { tables: PersonalData[] }): Promise<Held[]> {
  const held: Held[] = []
  for (const { table, column, onMerge } of tables) {
    if (onMerge !== 'moved' && onMerge !== 'dropped') continue
    const hanging = { table, column }
    held.push({ ...hanging, keep: await rowsOf(tx, hanging, keep), drop: await rowsOf(tx, hanging, drop) })
  }
  return held
}

/** Whoever came by the one came by the other: all of them, or `only` some. Gives who. */
export async function moveRecruits(
  tx: Tx,
  { from, to, only }: { from: PersonId; to: PersonId; only?: PersonId[] },
): Promise<PersonId[]> {
  const moved = await db(tx)
    .updateTable('person')
    .set({ recruited_by: to })
    .where('recruited_by', '=', from)
    .where('id', '!=', to)
    .$if(only !== undefined, (q) => q.where('id', '=', sql<string>`any(${only!}::uuid[])`))
    .returning('id')
    .execute()
  return moved.map(({ id }) => id)
}

/** Sets columns of a person to what they are in `row`. */
export async function setColumns(tx: Tx, row: PersonWritten, names: string[]): Promise<void> {
  const columns = sql.join(names.map((name) => sql.ref(name)))
  await sql`update person set (${columns}) =
    (select ${columns} from jsonb_populate_record(null::person, ${JSON.stringify(row)}::jsonb)) where id = ${row.id}`.execute(
    db(tx),
  )
}
