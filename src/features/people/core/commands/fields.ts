import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict, NotFound } from '#platform/errors'
import { record } from '#staff'
import { type CustomField, db } from '../tables.ts'
import type { Hand } from './edit.ts'

/** Adds a field of the movement's own. Its key is made of its label, and stays when the label changes. */
export async function addField(
  tx: Tx,
  { actor, now }: Hand,
  field: Pick<CustomField, 'key' | 'label' | 'kind' | 'options'>,
): Promise<void> {
  const id = newId()
  const added = await db(tx)
    .insertInto('custom_field')
    .values({ id, ...field, created_at: now })
    .onConflict((on) => on.column('key').doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!added) throw new Conflict('directory.fields.taken')
  await record(tx, { actor, now }, { action: 'add', object: 'custom-field', id: field.key, count: 0 })
}

/** Takes a field away, with all that was written in it: nobody would see it any more, and it would still be kept. Throws NotFound when there is none. */
export async function removeField(tx: Tx, hand: Hand, key: string): Promise<void> {
  const removed = await db(tx).deleteFrom('custom_field').where('key', '=', key).returning('id').executeTakeFirst()
  if (!removed) throw new NotFound('error.not-found')
  const { numUpdatedRows } = await db(tx)
    .updateTable('person')
    .set({ custom: sql`custom - ${key}::text` })
    .where(sql<boolean>`custom ? ${key}::text`)
    .executeTakeFirstOrThrow()
  await record(tx, hand, { action: 'remove', object: 'custom-field', id: key, count: Number(numUpdatedRows) })
}
