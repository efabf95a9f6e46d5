import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { type Counted, tallyChanges, type TallyChange } from '../rules.ts'
import { db, type TallyRow } from '../tables.ts'

/**
 * Counts a person who comes, goes or moves, in the transaction that makes it so: the tally cannot drift from the file.
 * Returns the counts that changed, as they are now.
 */
export async function countPerson(tx: Tx, before: Counted | null, after: Counted | null): Promise<TallyRow[]> {
  const changes = tallyChanges(before, after)
  if (changes.length === 0) return []
  const counts = await change(tx, changes)
  const deltas = new Map(changes.map(({ scope, key, n }) => [`${scope} ${key}`, n]))
  const places = counts.filter(({ scope }) => scope === 'place')
  const opened = places.filter(({ key, n }) => n === 1 && deltas.get(`place ${key}`) === 1).length
  const emptied = places.filter(({ n }) => n === 0).length
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
