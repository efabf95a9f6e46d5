import type { App } from '#platform/app'
import type { Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { newId } from '#platform/db/id'
import { Conflict, NotFound } from '#platform/errors'
import type { Worded } from '#platform/images'
import { record } from '#staff'
import type { PictureId } from '../blocks/index.ts'
import { db } from './tables.ts'
import { usesOf } from './uses.ts'

/** Keeps a picture that was drawn anew. */
export async function keepPicture(tx: Tx, hand: Hand, picture: Worded & { credit: string }): Promise<PictureId> {
  const id: PictureId = newId()
  await db(tx)
    .insertInto('picture')
    .values({ id, ...picture, sent_at: hand.now })
    .execute()
  await record(tx, hand, { action: 'add', object: 'content-picture', id })
  return id
}

/** Takes a picture away that stands nowhere. Throws Conflict where it does: a letter that went out would lose it. */
export async function dropPicture(tx: Tx, app: App, { hand, id }: { hand: Hand; id: PictureId }): Promise<void> {
  // Locked first: whoever puts it into a text reads it there.
  const found = await db(tx).selectFrom('picture').select('id').where('id', '=', id).forUpdate().executeTakeFirst()
  if (!found) throw new NotFound('library.none')
  const uses = await usesOf(app, tx, { pictures: [id], locale: app.movement.current.locale })
  if (uses.size > 0) throw new Conflict('library.used')
  await db(tx).deleteFrom('picture').where('id', '=', id).execute()
  await record(tx, hand, { action: 'remove', object: 'content-picture', id })
}
