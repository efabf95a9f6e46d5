import { sql } from 'kysely'
import type { Tx } from '#platform/db/handle'
import { db } from '../tables.ts'

/** Lets go of what imports of before that day still hold of people: bytes, refused rows, samples, what cells said. The counts stay. */
export async function forgetOldImports(tx: Tx, before: Date): Promise<void> {
  const old = db(tx).selectFrom('import').select('id').where('created_at', '<', before)
  await db(tx).deleteFrom('import_piece').where('import_id', 'in', old).execute()
  await db(tx).deleteFrom('import_row').where('import_id', 'in', old).execute()
  await db(tx)
    .updateTable('import')
    .set({ samples: sql`'[]'`, answers: sql`'[]'` })
    .where('created_at', '<', before)
    .execute()
}
