import type { Handle } from '#platform/db/handle'
import type { PictureId } from '../blocks/index.ts'
import { db } from './tables.ts'

/** As many as a page shows. */
const LATEST = 60

export type PictureCard = { id: PictureId; width: number; height: number; words: string; credit: string; sent_at: Date }

/** The pictures sent last, the last first. One query, which reads none of their bytes. */
export function latestPictures(handle: Handle): Promise<PictureCard[]> {
  return db(handle)
    .selectFrom('picture')
    .select(['id', 'width', 'height', 'words', 'credit', 'sent_at'])
    .orderBy('sent_at', 'desc')
    .orderBy('id')
    .limit(LATEST)
    .execute()
}

export function findPicture(handle: Handle, id: PictureId) {
  return db(handle).selectFrom('picture').select(['bytes', 'width', 'height']).where('id', '=', id).executeTakeFirst()
}

/** Those of these pictures that are there, with their sizes. One query. */
export async function picturesAmong(
  handle: Handle,
  ids: readonly PictureId[],
): Promise<{ id: PictureId; width: number; height: number }[]> {
  if (ids.length === 0) return []
  return db(handle).selectFrom('picture').select(['id', 'width', 'height']).where('id', 'in', ids).execute()
}
