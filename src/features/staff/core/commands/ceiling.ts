import { sql } from 'kysely'
import type { Actor } from '#platform/auth/actor'
import type { AccountId } from '#platform/auth/session'
import type { Tx } from '#platform/db/handle'
import { db } from '../tables.ts'
import { alert } from './alerts.ts'

/** Who is shown persons, and how many. `most`: a day, for a key that was given another ceiling than the one of all. */
export type Shown = { by: Pick<Actor, 'account' | 'personsADay'>; persons: number }

/**
 * Adds up how many persons each has been shown today, and gives those who are past their ceiling: by pages, searches, files and the API
 * together, since what leaves in small pieces is the same file. Two statements; of two at once, the database lets one pass.
 */
export async function countShown(tx: Tx, shown: Shown[], { at, most }: { at: Date; most: number }): Promise<Set<AccountId>> {
  const sums = new Map<AccountId, number>()
  for (const { by, persons } of shown) sums.set(by.account, (sums.get(by.account) ?? 0) + persons)
  if (sums.size === 0) return new Set()
  const { rows } = await sql<{ actor: AccountId; persons: number }>`insert into disclosure (actor, day, persons)
    select actor, ${at.toISOString().slice(0, 10)}::date, persons from unnest(${[...sums.keys()].sort()}::uuid[], ${sortedValues(sums)}::int[]) as shown (actor, persons)
    on conflict (actor, day) do update set persons = disclosure.persons + excluded.persons
    returning actor, persons`.execute(db(tx))
  const ceilings = new Map(shown.map(({ by }) => [by.account, by.personsADay ?? most]))
  const over = rows.filter(({ actor, persons }) => persons > ceilings.get(actor)!)
  for (const { actor, persons } of over) await alert(tx, { kind: 'day-ceiling', actor, at, count: persons })
  return new Set(over.map(({ actor }) => actor))
}

/** In the order of their keys: whoever counts for the same actors takes their rows in the same order. */
const sortedValues = (sums: Map<string, number>) => [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, persons]) => persons)

/** Nobody asks any more. */
export async function forgetShown(tx: Tx, before: Date): Promise<void> {
  await db(tx).deleteFrom('disclosure').where('day', '<', before.toISOString().slice(0, 10)).execute()
}
