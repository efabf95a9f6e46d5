import { sql } from 'kysely'
import type { App } from '#platform/app'
import { inBatches } from '#platform/db/batch'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import type { Actor } from '#platform/auth/actor'
import { lastRow, viewsSince } from '../queries/journal.ts'
import { chainHash, GENESIS, LARGE_EXPORT, VIEWS_A_MINUTE } from '../rules.ts'
import { db, type JournalRow } from '../tables.ts'

/** Something seen or done. `count`: how many persons it was about. */
export type Entry = {
  action: string
  object: string
  id?: string | undefined
  fields?: string[]
  count?: number
  reason?: string | undefined
}

type By = Pick<Actor, 'account' | 'roles'> | undefined
type Told = { by: By; entry: Entry; at: Date }

/** A `Hand` as the journal needs it: also that of a job, which acts for whoever asked for it, or for nobody. */
type Doer = { actor: By; now: Date }

/**
 * Writes to the journal in the transaction of the act itself: both are there, or neither. Call it last: the chain has one
 * order, so who writes to it makes others wait until the commit.
 */
export function record(tx: Tx, { actor, now }: Doer, entry: Entry): Promise<void> {
  return append(tx, [{ by: actor, entry, at: now }])
}

/** Writes what somebody is about to see, before it is shown. Those who look at the same moment share a transaction. */
export type Witness = (by: By, entry: Entry) => Promise<void>

const witnesses = new WeakMap<App, Witness>()

export function witnessOf(app: App): Witness {
  const witness = witnesses.get(app) ?? createWitness(app)
  witnesses.set(app, witness)
  return witness
}

function createWitness(app: App): Witness {
  const write = inBatches(
    async (told: Told[]) => {
      await app.database.transact((tx) => append(tx, told))
      return told.map(() => undefined)
    },
    { max: 100, parallel: 1, waiting: 1_000 },
  )
  return async (by, entry) => void (await write({ by, entry, at: app.now() }))
}

/** A number of its own: nobody else waits for the end of the chain. */
const CHAIN_LOCK = 2016_03_31

async function append(tx: Tx, told: Told[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(${CHAIN_LOCK})`.execute(db(tx))
  const last = await lastRow(tx)
  let previous = last?.hash ?? GENESIS
  let seq = BigInt(last?.seq ?? 0)
  const rows = told.map(({ by, entry, at }): JournalRow => {
    seq += 1n
    const row = {
      seq: String(seq),
      at,
      actor: by?.account ?? null,
      roles: by?.roles ?? [],
      action: entry.action,
      object_kind: entry.object,
      object_id: entry.id ?? null,
      fields: entry.fields ?? [],
      count: entry.count ?? 1,
      reason: entry.reason ?? null,
    }
    const chained = { ...row, previous, hash: chainHash(previous, row) }
    previous = chained.hash
    return chained
  })
  await db(tx).insertInto('journal').values(rows).execute()
  for (const one of told) await watch(tx, one)
}

/** Leaves word for the data officer when somebody opens too much, or where he has no business. */
async function watch(tx: Tx, { by, entry, at }: Told): Promise<void> {
  if (!by) return
  const count = entry.count ?? 1
  if (entry.action === 'denied') return alert(tx, { kind: 'outside-territory', actor: by.account, at, count })
  if (entry.action === 'export' && count > LARGE_EXPORT) return alert(tx, { kind: 'large-export', actor: by.account, at, count })
  if (entry.action !== 'view' && entry.action !== 'list') return
  const seen = await viewsSince(tx, by.account, new Date(at.getTime() - 60_000))
  if (seen > VIEWS_A_MINUTE) await alert(tx, { kind: 'many-views', actor: by.account, at, count: seen })
}

async function alert(
  tx: Tx,
  { kind, actor, at, count }: { kind: string; actor: string; at: Date; count: number },
): Promise<void> {
  const hour = new Date(Math.floor(at.getTime() / 3_600_000) * 3_600_000)
  await db(tx)
    .insertInto('alert')
    .values({ id: newId(), kind, actor, hour, count, seen_at: null })
    .onConflict((on) =>
      on.columns(['kind', 'actor', 'hour']).doUpdateSet({
        count: sql`greatest(alert.count, excluded.count)`,
        // More of it than was seen is news again.
        seen_at: sql`case when excluded.count > alert.count then null else alert.seen_at end`,
      }),
    )
    .execute()
}

/** Somebody looked at all alerts. */
export async function markAlertsSeen(tx: Tx, { actor, now }: Doer): Promise<void> {
  const seen = await db(tx).updateTable('alert').set({ seen_at: now }).where('seen_at', 'is', null).returning('id').execute()
  await record(tx, { actor, now }, { action: 'settle', object: 'alert', count: seen.length })
}
