import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { changesOfMany, type Counted, type Move, type TallyChange } from '../rules.ts'
import { db, type TallyRow } from '../tables.ts'

/**
 * Counts a person who comes, goes or moves, in the transaction that makes it so: the tally cannot drift from the file.
 * Returns the counts that changed, as they are now.
 */
export function countPerson(tx: Tx, before: Counted | null, after: Counted | null): Promise<TallyRow[]> {
  return countPeople(tx, [[before, after]])
}

/** The same of many at once. */
export async function countPeople(tx: Tx, moves: Move[]): Promise<TallyRow[]> {
  const changes = changesOfMany(moves)
  if (changes.length === 0) return []
  const counts = await change(tx, changes)
  const deltas = new Map(changes.map(({ scope, key, n }) => [`${scope} ${key}`, n]))
  const places = counts
    .filter(({ scope }) => scope === 'place')
    .map(({ key, n }) => ({ n, before: n - deltas.get(`place ${key}`)! }))
  const opened = places.filter(({ n, before }) => n > 0 && before === 0).length
  const emptied = places.filter(({ n, before }) => n === 0 && before > 0).length
  if (opened !== emptied) await change(tx, [{ scope: 'total', key: 'places', n: opened - emptied }])
  return counts
}

/**
 * One statement, in the order given, so that two transactions lock the same rows in the same order. A row to be inserted
 * may not stand below zero even when it only meets its older self, hence the change is looked up instead of `excluded.n`.
 */
function change(tx: Tx, changes: TallyChange[]): Promise<TallyRow[]> {
  const rows = sql`jsonb_populate_recordset(null::supporter_tally, ${JSON.stringify(changes)}::jsonb)`
  const delta = sql<number>`(select change.n from ${rows} as change where change.scope = excluded.scope and change.key = excluded.key)`
  return db(tx)
    .insertInto('supporter_tally')
    .columns(['scope', 'key', 'n'])
    .expression(sql`select scope, key, greatest(n, 0) from ${rows}`)
    .onConflict((on) => on.columns(['scope', 'key']).doUpdateSet({ n: sql`supporter_tally.n + ${delta}` }))
    .returning(['scope', 'key', 'n'])
    .execute()
}
