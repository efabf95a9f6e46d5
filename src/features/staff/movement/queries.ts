import type { Movement } from '#platform/config/config'
import type { Handle } from '#platform/db/handle'
import { db } from './tables.ts'

/** Who the movement is, as it was last saved; undefined before the set-up. */
export async function findMovement(handle: Handle): Promise<Movement | undefined> {
  const row = await db(handle).selectFrom('movement').selectAll().executeTakeFirst()
  if (!row) return undefined
  const { name, locale, contact, sentence, accent, controller } = row
  return {
    name,
    locale,
    contact,
    sentence: sentence ?? undefined,
    accent: accent ?? undefined,
    controller: controller ?? undefined,
  }
}
