import { sql } from 'kysely'
import { openDatabase } from './database.ts'
import { migrate } from './migrate.ts'

/** Tables to which rows may only be added. */
const GROWING = ['journal']

/**
 * Brings the schema up to date as its owner, and gives the program's own role what it needs: to read and write, but of what only
 * grows to read and add alone. Whoever gets hold of that role can change the past as little as the program can.
 */
export async function migrateAsOwner(ownerUrl: string, programUrl: string, folders: string[]): Promise<void> {
  const owner = openDatabase({ url: ownerUrl })
  const role = sql.id(decodeURIComponent(new URL(programUrl).username))
  try {
    await migrate(owner, folders)
    const statements = [
      sql`grant usage on schema public to ${role}`,
      sql`grant select, insert, update, delete, truncate on all tables in schema public to ${role}`,
      ...GROWING.map((table) => sql`revoke update, delete, truncate on ${sql.table(table)} from ${role}`),
    ]
    await owner.transact(async (tx) => {
      // No table of ours is read here: the handle is taken for what it is.
      for (const statement of statements) await statement.execute(tx as unknown as Parameters<typeof statement.execute>[0])
    })
  } finally {
    await owner.close()
  }
}
