import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { lastWords } from '../queries.ts'
import { type ConsentRow, db } from '../tables.ts'

type PersonId = ConsentRow['person_id']
type Ids = { keep: PersonId; drop: PersonId }

const COPIED = sql`purpose, channel, about, action, wording_id, wording_text, locale, method`

/** Two records become one. Who said no in either has said no: written anew, so that it is the last word of both. */
export async function keepWithdrawals(tx: Tx, { keep, drop }: Ids, now: Date): Promise<void> {
  const both = [keep, drop]
  await sql`insert into consent (id, person_id, ${COPIED}, source, collected_at, evidence)
    select gen_random_uuid(), ${keep}, ${COPIED}, 'merge', ${now}::timestamptz, ${newId()} from (${lastWords(both)}) as last
    where action = 'withdrawn' and exists (
      select from consent other where other.person_id = any(${both}::uuid[]) and other.person_id <> last.person_id
        and other.purpose = last.purpose and other.channel = last.channel and other.about is not distinct from last.about)`.execute(
    db(tx),
  )
}

/** The list after it: what either said no to in the ledger is of each who did, at every address of either. */
export async function takeListApart(tx: Tx, { keep, drop }: Ids): Promise<void> {
  const both = [keep, drop]
  await sql`insert into suppression (address_hash, purpose, person_id, reason, since, until)
    select distinct on (address_hash, word.purpose, last.person_id) address_hash, word.purpose, last.person_id, 'withdrawn', since, until
    from suppression as word join (${lastWords(both)}) as last on last.purpose = word.purpose and action = 'withdrawn'
    where word.person_id = any(${both}::uuid[]) order by address_hash, word.purpose, last.person_id, since
    on conflict do nothing`.execute(db(tx))
}

type Apart = Ids & { mergedAt: Date }

/** They are two again. Who said no while they were one has said no in both; what the merge itself wrote goes. */
export async function takeWordsApart(tx: Tx, { keep, drop, mergedAt }: Apart, now: Date): Promise<void> {
  await sql`insert into consent (id, person_id, ${COPIED}, source, collected_at, evidence)
    select gen_random_uuid(), ${drop}, ${COPIED}, source, ${now}::timestamptz, evidence from (${lastWords([keep])}) as last
    where action = 'withdrawn' and collected_at > ${mergedAt}::timestamptz`.execute(db(tx))
  await sql`delete from consent where person_id = ${keep} and source = 'merge' and collected_at = ${mergedAt}::timestamptz`.execute(
    db(tx),
  )
}
