import type { App } from '#platform/app'
import type { Handle } from '#platform/db/handle'
import type { Locale } from '#platform/i18n/locales'
import { defineSlot } from '#platform/slots'
import type { PictureId } from '../blocks/index.ts'

/** Where a picture stands: a letter, a page, by its name and its page. */
export type PictureUse = { picture: PictureId; text: string; path: string }

/** Rooms that show pictures say where; one query each. */
export const pictureUses =
  defineSlot<(handle: Handle, pictures: PictureId[], locale: Locale) => Promise<PictureUse[]>>('content.picture-uses')

/** Where pictures stand, by picture. */
export async function usesOf(
  app: App,
  handle: Handle,
  { pictures, locale }: { pictures: PictureId[]; locale: Locale },
): Promise<Map<PictureId, PictureUse[]>> {
  const uses = (await Promise.all(app.filled(pictureUses).map((find) => find(handle, pictures, locale)))).flat()
  return Map.groupBy(uses, ({ picture }) => picture)
}
