import { sql } from 'kysely'
import type { App } from '#platform/app'
import { inBatches } from '#platform/db/batch'
import type { Tx } from '#platform/db/handle'
import type { Actor } from '#platform/auth/actor'
import { Denied } from '#platform/errors'
import { lastRow, viewsSince } from '../queries/journal.ts'
import { chainHash, GENESIS, LARGE_EXPORT, VIEWS_A_MINUTE } from '../rules.ts'
import { db, type JournalRow } from '../tables.ts'
import { alert, markSeen } from './alerts.ts'
import { countShown } from './ceiling.ts'

/** Something seen or done. `count`: how many persons it was about. */
export type Entry = {
  action: string
  object: string
  id?: string | undefined
  fields?: string[]
  count?: number
  reason?: string | undefined
}

type By = Pick<Actor, 'account' | 'roles' | 'personsADay'> | undefined
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

/** Writes what somebody is about to see, before it is shown. Those who look at the same moment share a transaction. Denied for whoever has been shown as many persons as one may be in a day. */
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
      const over = await app.database.transact(async (tx) => {
        await append(tx, told)
        return countShown(tx, told.flatMap(shownIn), { at: app.now(), most: app.config.personsADay })
      })
      return told.map(({ by }) => by !== undefined && over.has(by.account))
    },
    { max: 100, parallel: 1, waiting: 1_000 },
  )
  return async (by, entry) => {
    if (await write({ by, entry, at: app.now() })) throw new Denied('staff.ceiling')
  }
}

/** Acts by which somebody is shown persons. */
const SHOWS = ['view', 'list', 'see']

const shownIn = ({ by, entry: { action, count = 1 } }: Told) => (by && SHOWS.includes(action) ? [{ by, persons: count }] : [])

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

/** Somebody looked at all alerts. */
export async function markAlertsSeen(tx: Tx, { actor, now }: Doer): Promise<void> {
  await record(tx, { actor, now }, { action: 'settle', object: 'alert', count: await markSeen(tx, now) })
}
