import type { Movement } from '#platform/config/config'
import type { Tx } from '#platform/db/handle'
import { db } from './tables.ts'

/** A movement that somebody has spoken for. */
type Saved = Movement & { contact: string }

/** Saves who the movement is. */
export async function saveMovement(tx: Tx, { timeZone: time_zone, ...movement }: Saved): Promise<void> {
  const { sentence = null, accent = null, controller = null, ...named } = movement
  const row = { ...named, time_zone, sentence, accent: accent?.toLowerCase() ?? null, controller }
  await db(tx)
    .insertInto('movement')
    .values(row)
    .onConflict((on) => on.column('id').doUpdateSet(row))
    .execute()
}

/** A mail arrived that went out by this setting. */
export async function noteMailArrived(tx: Tx, setting: string): Promise<void> {
  await db(tx).updateTable('movement').set({ mail_proved: setting }).execute()
}
