import type { Movement } from '#platform/config/config'
import type { Handle } from '#platform/db/handle'
import { db } from './tables.ts'

/** Who the movement is, as it was last saved; undefined before the set-up. */
export async function findMovement(handle: Handle): Promise<Movement | undefined> {
  const found = await db(handle).selectFrom('movement').selectAll().executeTakeFirst()
  if (!found) return undefined
  const { sentence, accent, controller, time_zone, id: _one, mail_proved: _proved, ...row } = found
  return {
    ...row,
    timeZone: time_zone,
    sentence: sentence ?? undefined,
    accent: accent ?? undefined,
    controller: controller ?? undefined,
  }
}

/** The setting by which a mail was seen to arrive; null: none was. */
export async function provenMail(handle: Handle): Promise<string | null> {
  const found = await db(handle).selectFrom('movement').select('mail_proved').executeTakeFirst()
  return found?.mail_proved ?? null
}
