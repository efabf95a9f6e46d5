import type { Tx } from '#platform/db/handle'
import { inOrder } from '#platform/db/id'
import { Conflict, NotFound } from '#platform/errors'
import type { GroupId } from '../../core/index.ts'
import type { PersonId } from '#people'
import { db, type SplitId } from '../tables.ts'

/** Companions whom one may name: more, and nothing could be moved. */
const MOST_COMPANIONS = 3

export type Wish = { group: GroupId; person: PersonId; organises: boolean; hosts: boolean; companions: PersonId[] }

/** Takes what a member says about the split of her group; said again, it replaces what she said before. */
export async function sayWish(tx: Tx, { group, person, organises, hosts, companions }: Wish, now: Date): Promise<void> {
  const split = await lockOpen(tx, group)
  const others = await membersAmong(tx, group, companions.filter((one) => one !== person).slice(0, MOST_COMPANIONS))
  await db(tx)
    .insertInto('split_wish')
    .values({ split_id: split, person_id: person, organises, hosts, at: now })
    .onConflict((on) => on.columns(['split_id', 'person_id']).doUpdateSet({ organises, hosts, at: now }))
    .execute()
  await db(tx)
    .deleteFrom('split_tie')
    .where('split_id', '=', split)
    .where('person_id', '=', person)
    .where('kind', '=', 'wish')
    .execute()
  if (others.length > 0)
    await db(tx)
      .insertInto('split_tie')
      .values(others.map((other_id) => ({ split_id: split, person_id: person, other_id, kind: 'wish' as const })))
      .execute()
}

/** Organisers say that two stay together: a household, somebody who drives another. */
export async function pin(tx: Tx, group: GroupId, pair: [PersonId, PersonId]): Promise<void> {
  const split = await lockOpen(tx, group)
  const [person_id, other_id] = inOrder(...pair)
  if (person_id === other_id || (await membersAmong(tx, group, pair)).length < 2) throw new NotFound('splitting.pin.who')
  await db(tx)
    .insertInto('split_tie')
    .values({ split_id: split, person_id, other_id, kind: 'pin' })
    .onConflict((on) => on.doNothing())
    .execute()
}

export async function unpin(tx: Tx, group: GroupId, pair: [PersonId, PersonId]): Promise<void> {
  const split = await lockOpen(tx, group)
  const [person_id, other_id] = inOrder(...pair)
  await db(tx)
    .deleteFrom('split_tie')
    .where('split_id', '=', split)
    .where('person_id', '=', person_id)
    .where('other_id', '=', other_id)
    .where('kind', '=', 'pin')
    .execute()
}

/** Whether those who share a language that few speak should stay together. */
export async function keepLanguages(tx: Tx, group: GroupId, keep: boolean): Promise<void> {
  const split = await lockOpen(tx, group)
  await db(tx).updateTable('split').set({ keep_languages: keep }).where('id', '=', split).execute()
}

/** Holds the split of a group that is under way; nobody decides it meanwhile. */
async function lockOpen(tx: Tx, group: GroupId): Promise<SplitId> {
  const split = await db(tx)
    .selectFrom('split')
    .select('id')
    .where('group_id', '=', group)
    .where('state', '=', 'open')
    .forUpdate()
    .executeTakeFirst()
  if (!split) throw new Conflict('splitting.over')
  return split.id
}

async function membersAmong(tx: Tx, group: GroupId, people: PersonId[]): Promise<PersonId[]> {
  if (people.length === 0) return []
  const rows = await db(tx)
    .selectFrom('membership')
    .select('person_id')
    .where('group_id', '=', group)
    .where('person_id', 'in', people)
    .execute()
  return rows.map(({ person_id }) => person_id)
}
