import { sql } from 'kysely'
import { recordset } from '#platform/db/recordset'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { enqueue } from '#platform/jobs/queue'
import { MAY_BE_ASKED, mayHoldMore } from '../queries/waiting.ts'
import { askMail, holderMail } from '../queues.ts'
import type { Limit } from '../rules.ts'
import { type AskId, db, type HolderId, type MatchId } from '../tables.ts'

export type Proposal = { ask: AskId; holder: HolderId; km: number; answer_by: Date }

/**
 * Brings people together: a match for each pair, and a seat of the holder with it. What others did since the pairs were found is seen here, under the
 * locks of both: such a pair is left out. Each ask and each holder at most once. Two statements to lock, one to write.
 */
export async function propose(tx: Tx, proposals: Proposal[], { limit, now }: { limit: Limit; now: Date }): Promise<MatchId[]> {
  if (proposals.length === 0) return []
  const pairs = proposals.map((one) => ({ id: newId(), ...one, answer_by: one.answer_by.toISOString() }))
  await sql`select id from proxy_ask where id = any(${pairs.map(({ ask }) => ask)}::uuid[]) order by id for update`.execute(
    db(tx),
  )
  await sql`select id from proxy_holder where id = any(${pairs.map(({ holder }) => holder)}::uuid[]) order by id for update`.execute(
    db(tx),
  )
  const columns = { id: 'uuid', ask: 'uuid', holder: 'uuid', km: 'float8', answer_by: 'timestamptz' }
  const { rows } = await sql<{ id: MatchId; ask: AskId; holder: HolderId }>`with placed as (
      select p.*, a.made, a.how, free.nth, home.nth as nth_home
      from ${recordset('p', pairs, columns)}
        join proxy_ask a on a.id = p.ask join proxy_holder h on h.id = p.holder and h.election_id = a.election_id
        cross join lateral (select min(n) as nth from generate_series(1, ${limit.most}::int) n
          where not exists (select from proxy_mandate m where m.holder_id = h.id and m.nth = n)) free
        cross join lateral (select min(n) as nth from generate_series(1, ${limit.madeHome}::int) n
          where a.made = 'home' and not exists (select from proxy_mandate m where m.holder_id = h.id and m.nth_home = n)) home
      where ${MAY_BE_ASKED} and ${mayHoldMore(now)}
        and free.nth is not null and (a.made = 'abroad' or home.nth is not null)
        and not exists (select from proxy_match m where m.ask_id = a.id and m.holder_id = h.id)),
    made as (insert into proxy_match (id, ask_id, holder_id, km, state, proposed_at, answer_by, asker_yes_at)
      select id, ask, holder, km, 'proposed', ${now}::timestamptz, answer_by, case when how = 'staff' then ${now}::timestamptz end
      from placed),
    seated as (insert into proxy_mandate (holder_id, nth, nth_home, most, most_home, match_id, said)
      select holder, nth, nth_home, ${limit.most}::int, ${limit.madeHome}::int, id, false from placed)
    select id, ask, holder from placed`.execute(db(tx))
  for (const { id, ask, holder } of rows) {
    enqueue(tx, askMail, { kind: 'proposed', ask, about: id })
    enqueue(tx, holderMail, { kind: 'asked', holder, about: id })
  }
  return rows.map(({ id }) => id)
}
