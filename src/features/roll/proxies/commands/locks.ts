import type { Tx } from '#platform/db/handle'
import { NotFound } from '#platform/errors'
import { type AskId, db, type MatchId } from '../tables.ts'

export async function lockAsk(tx: Tx, id: AskId) {
  const ask = await db(tx)
    .selectFrom('proxy_ask')
    .select(['id', 'state', 'election_id'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!ask) throw new NotFound('proxies.gone')
  return ask
}

/** Locks a match with both of whom it is: first who asks, then who holds, as all do. */
export async function lockMatch(tx: Tx, id: MatchId) {
  const found = await db(tx).selectFrom('proxy_match').select(['ask_id', 'holder_id']).where('id', '=', id).executeTakeFirst()
  if (!found?.ask_id || !found.holder_id) throw new NotFound('proxies.gone')
  await lockAsk(tx, found.ask_id)
  await db(tx).selectFrom('proxy_holder').select('id').where('id', '=', found.holder_id).forUpdate().execute()
  const match = await db(tx).selectFrom('proxy_match').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
  if (!match) throw new NotFound('proxies.gone')
  return match
}
