import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { jsonb } from '#platform/db/jsonb'
import { record } from '#staff'
import { db, type LetterId } from '../tables.ts'
import type { LetterRecord } from '../queries/letters.ts'

/** Begins a letter with nothing in it. */
export async function beginLetter(tx: Tx, { actor, now }: Hand, title: string): Promise<LetterId> {
  const id = newId() as LetterId
  const scope = jsonb(actor.scope('letters.write'))
  await db(tx)
    .insertInto('letter')
    .values({ id, title, audience_id: null, kind: 'propaganda', scope, written_by: actor.account, made_at: now, updated_at: now })
    .execute()
  await record(tx, { actor, now }, { action: 'add', object: 'letter', id })
  return id
}

/** What a save writes. `version`: of which it was made. */
export type Change = Pick<LetterRecord, 'id' | 'version'> &
  Partial<Pick<LetterRecord, 'title' | 'sources' | 'audience_id' | 'kind'>>

/** Saves a letter, unless somebody saved another since `version`: then nothing is changed. Whether it did. */
export async function saveLetter(tx: Tx, now: Date, { id, version, sources, ...change }: Change): Promise<boolean> {
  const { numUpdatedRows } = await db(tx)
    .updateTable('letter')
    .set({ ...change, ...(sources ? { sources: jsonb(sources) } : {}), version: version + 1, updated_at: now })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  return numUpdatedRows === 1n
}

/** Takes a draft away. What was sent of it stays. */
export async function removeLetter(tx: Tx, hand: Hand, id: LetterId): Promise<void> {
  await db(tx).deleteFrom('letter').where('id', '=', id).execute()
  await record(tx, hand, { action: 'remove', object: 'letter', id })
}
