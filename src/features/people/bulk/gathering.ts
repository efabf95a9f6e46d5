import { sql } from 'kysely'
import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { selectedBy } from '../audiences/index.ts'
import type { ActRecord } from './queries.ts'
import { db } from './tables.ts'

/** People written down in one transaction: 20 ms, also where the embedded database has nobody else waiting for it. */
const CHUNK = 2_000

type Gathering = Pick<ActRecord, 'id' | 'rule' | 'scope' | 'targets'>

/**
 * Writes down the next people whom the rule of an act selects, in the order of their ids. Whether there may be more. Who comes while it works
 * may be among them: nobody is asked to allow it before all stand there.
 */
export async function gatherSome(tx: Tx, app: App, act: Gathering): Promise<boolean> {
  const found = await writeDown(tx, app, act)
  const more = found === CHUNK
  const nobody = act.targets + found === 0
  await db(tx)
    .updateTable('bulk_act')
    .set((q) => ({ targets: q('targets', '+', found), ...(more || nobody ? {} : { state: 'asked' as const }) }))
    .where('id', '=', act.id)
    .execute()
  return more
}

async function writeDown(tx: Tx, app: App, { id, rule, scope, targets }: Gathering): Promise<number> {
  const condition = await selectedBy(tx, app, { rule: rule!, scope })
  const { numAffectedRows = 0n } = await sql`
    insert into bulk_target (act_id, n, person_id)
    select ${id}, ${targets}::int + row_number() over (order by found.id), found.id from (
      select person.id from person
      where ${condition}
        and person.id > coalesce((select person_id from bulk_target where act_id = ${id} order by n desc limit 1),
          '00000000-0000-0000-0000-000000000000')
      order by person.id limit ${CHUNK}) as found`.execute(db(tx))
  return Number(numAffectedRows)
}
