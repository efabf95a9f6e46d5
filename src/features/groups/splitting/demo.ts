import type { App } from '#platform/app'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { sayWish } from './commands/wish.ts'
import { daysAfter, DECIDED_WITHIN, WISHES_FOR } from './rules.ts'
import { db } from './tables.ts'

/** Opens the splits of the demo's groups that are over twelve, with what two of their members wish; nobody made up gets a mail. Open already: nothing changes. */
export async function loadDemoSplits(app: App): Promise<void> {
  const { read, transact } = app.database
  const now = app.now()
  const over = await db(read).selectFrom('local_group').select('id').where('over_since', 'is not', null).execute()
  for (const { id } of over) {
    const members = await db(read)
      .selectFrom('membership')
      .select('person_id')
      .where('group_id', '=', id)
      .orderBy('joined_at')
      .execute()
    const [, , third, fourth, fifth] = members.map(({ person_id }) => person_id)
    await transact(async (tx) => {
      await openQuietly(tx, id, now)
      await sayWish(tx, { group: id, person: third!, organises: true, hosts: false, companions: [fourth!] }, now)
      await sayWish(tx, { group: id, person: fifth!, organises: false, hosts: true, companions: [] }, now)
    })
  }
}

async function openQuietly(tx: Tx, group: string, now: Date): Promise<void> {
  const open = {
    opened_at: now,
    opened_by: null,
    wishes_until: daysAfter(now, WISHES_FOR),
    decide_until: daysAfter(now, DECIDED_WITHIN),
  }
  await db(tx)
    .insertInto('split')
    .values({ id: newId(), group_id: group, ...open })
    .onConflict((on) => on.column('group_id').where('state', '=', 'open').doNothing())
    .execute()
}
