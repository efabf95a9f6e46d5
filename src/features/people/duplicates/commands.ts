import { sql } from 'kysely'
import type { App, PersonalData } from '#platform/app'
import type { Actor } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { inOrder, newId } from '#platform/db/id'
import { jsonb } from '#platform/db/jsonb'
import { Conflict } from '#platform/errors'
import { type Holding, likeness } from '../addresses/index.ts'
import { mergePeople, type PersonId, type Side, takeApart } from '../core/index.ts'
import { record } from '#staff'
import { findMerge } from './queries.ts'
import { db, type MergeId } from './tables.ts'

type Hand = { actor: Pick<Actor, 'account' | 'roles'>; now: Date }

/** How long a merge can be taken back. */
export const REVERSIBLE_FOR = 30 * 86_400_000

/** One mailbox in two spellings: tags after a plus, dots at Gmail (as `people.mailboxOf` reads them). */
const MAILBOX = sql`case when split_part(value, '@', 2) in ('gmail.com', 'googlemail.com')
  then replace(split_part(split_part(value, '@', 1), '+', 1), '.', '') || '@gmail.com'
  else split_part(split_part(value, '@', 1), '+', 1) || '@' || split_part(value, '@', 2) end`

/** Looks through the file for pairs that may be one person. What was dismissed stays so; what is no longer true goes. */
export async function findDuplicates({ database, now }: App): Promise<void> {
  const at = now()
  await database.transact(async (tx) => {
    await db(tx).deleteFrom('duplicate_suggestion').where('dismissed_at', 'is', null).execute()
    const alike = await alikeAtOneMailbox(tx)
    await sql`insert into duplicate_suggestion (a, b, reasons, found_at)
      select a, b, array_agg(distinct reason order by reason), ${at}::timestamptz from (
        select x.person_id as a, y.person_id as b, case when px.sort_name = py.sort_name then 'phone-and-name' else 'phone' end as reason
        from contact_point x join contact_point y on y.kind = 'phone' and y.value = x.value and y.person_id > x.person_id
        join person px on px.id = x.person_id join person py on py.id = y.person_id where x.kind = 'phone'
        union all
        select x.id, y.id, 'name-and-birth' from person x join person y on y.sort_name = x.sort_name and y.born_on = x.born_on and y.id > x.id where x.sort_name <> ''
        union all
        select x.id, y.id, 'name-and-town' from person x join person y on y.sort_name = x.sort_name and y.place_id = x.place_id and y.id > x.id
        where x.sort_name like '% %' and (x.born_on is null or y.born_on is null) and not (
          exists (select from contact_point where person_id = x.id and kind = 'email') and exists (select from contact_point where person_id = y.id and kind = 'email'))
        union all
        select a, b, 'mailbox' from unnest(${alike.map(({ a }) => a)}::uuid[], ${alike.map(({ b }) => b)}::uuid[]) as pair (a, b)
      ) as pair (a, b, reason) group by a, b
      having not (array_agg(distinct reason) = array['phone'])
      on conflict do nothing`.execute(db(tx))
  })
}

type Pair = { a: PersonId; b: PersonId }

/** Pairs who hold one mailbox, in two spellings or not, under names that may be one: other names are a household. */
async function alikeAtOneMailbox(tx: Tx): Promise<Pair[]> {
  const { rows } = await sql<Holding & { id: PersonId; box: string }>`
    with holding as (select distinct person_id, ${MAILBOX} as box from contact_point where kind = 'email'),
      shared as (select box from holding group by box having count(*) > 1)
    select box, person.id, given_name, family_name, null as bearer from shared join holding using (box) join person on person.id = person_id`.execute(
    db(tx),
  )
  return [...Map.groupBy(rows, ({ box }) => box).values()].flatMap((holders) =>
    holders.flatMap((x, n) =>
      holders
        .slice(n + 1)
        .filter((y) => likeness(x, y) !== 'other')
        .map((y) => {
          const [a, b] = inOrder(x.id, y.id)
          return { a, b }
        }),
    ),
  )
}

export async function dismiss(tx: Tx, { actor, now }: Hand, [a, b]: [PersonId, PersonId]): Promise<void> {
  await db(tx).updateTable('duplicate_suggestion').set({ dismissed_at: now }).where('a', '=', a).where('b', '=', b).execute()
  await record(tx, { actor, now }, { action: 'dismiss', object: 'duplicate', id: a, count: 2 })
}

export type Merging = {
  keep: PersonId
  drop: PersonId
  choices: Record<string, Side>
  tables: PersonalData[]
  /** The act of many merges that this one is part of. */
  batch?: string
}

/** Makes one person of two, and keeps what stood before. */
export async function merge(tx: Tx, { actor, now }: Hand, merging: Merging): Promise<MergeId> {
  const { keep, drop } = merging
  const { snapshot, name } = await mergePeople(tx, merging, now)
  const id = newId()
  await db(tx)
    .insertInto('person_merge')
    .values({
      id,
      kept: keep,
      dropped: drop,
      name,
      snapshot: jsonb(snapshot),
      merged_by: actor.account,
      merged_at: now,
      undone_at: null,
      batch: merging.batch ?? null,
    })
    .execute()
  await record(tx, { actor, now }, { action: 'merge', object: 'person', id: keep, fields: [drop], count: 2 })
  return id
}

/** Takes a merge apart again. Throws Conflict when it is too late, or somebody did already. */
export async function undoMerge(tx: Tx, { actor, now }: Hand, id: MergeId): Promise<void> {
  const taken = await db(tx)
    .updateTable('person_merge')
    .set({ undone_at: now })
    .where('id', '=', id)
    .where('undone_at', 'is', null)
    .where('merged_at', '>', new Date(now.getTime() - REVERSIBLE_FOR))
    .returning('id')
    .executeTakeFirst()
  if (!taken) throw new Conflict('duplicates.undo.late')
  const { kept, dropped, snapshot, merged_at } = (await findMerge(tx, id))!
  await takeApart(tx, { keep: kept, drop: dropped, snapshot, mergedAt: merged_at }, now)
  // What stood before stands again: nobody needs a second copy, least of all in the other person's record.
  await db(tx)
    .updateTable('person_merge')
    .set({ snapshot: sql`'{}'`, name: '' })
    .where('id', '=', id)
    .execute()
  await record(tx, { actor, now }, { action: 'undo', object: 'merge', id: kept, fields: [dropped], count: 2 })
}

/** Lets a merge stand alone that cannot be taken back with the others. */
export async function leaveBatch(tx: Tx, id: MergeId): Promise<void> {
  await db(tx).updateTable('person_merge').set({ batch: null }).where('id', '=', id).execute()
}

/** Past their time, merges are for good, and what stood before is nobody's business. */
export async function forgetMerges(tx: Tx, now: Date): Promise<void> {
  await db(tx)
    .deleteFrom('person_merge')
    .where('merged_at', '<', new Date(now.getTime() - REVERSIBLE_FOR))
    .execute()
}
