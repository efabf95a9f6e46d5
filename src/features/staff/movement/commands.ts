import type { Movement } from '#platform/config/config'
import type { Tx } from '#platform/db/handle'
import { db } from './tables.ts'

export type MovementInput = { [K in keyof Movement]: Exclude<Movement[K], undefined> | null }

/** Saves who the movement is. */
export async function saveMovement(tx: Tx, movement: MovementInput): Promise<void> {
  await db(tx)
    .insertInto('movement')
    .values(movement as never)
    .onConflict((on) => on.column('id').doUpdateSet(movement as never))
    .execute()
}
