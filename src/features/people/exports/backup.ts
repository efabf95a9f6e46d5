import { open, rename } from 'node:fs/promises'
import type { App } from '#platform/app'
import { newId } from '#platform/db/id'
import { archivePieces } from './archive.ts'
import { writeErased } from './erased.ts'
import { db } from './tables.ts'

/** Writes the whole movement, secrets of accounts included, into a file that only its owner can read. It is there whole or not at all. */
export async function backUp(app: App, path: string): Promise<void> {
  const file = await open(`${path}.part`, 'w', 0o600)
  try {
    for await (const { bytes } of archivePieces(app, { secrets: true })) await file.write(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.part`, path)
  await writeErased(app)
  await app.database.transact((tx) => db(tx).insertInto('backup').values({ id: newId(), made_at: app.now() }).execute())
}
