import { open, rename } from 'node:fs/promises'
import type { App } from '#platform/app'
import { newId } from '#platform/db/id'
import { archivePieces, type Piece } from './archive.ts'
import { writeErased } from './erased.ts'
import { type Lock, sealed } from './sealing.ts'
import { db } from './tables.ts'

/** Writes the whole movement, secrets of accounts included, into an encrypted file that only its owner can read. It is there whole or not at all. */
export async function backUp(app: App, path: string, lock: Lock): Promise<void> {
  const file = await open(`${path}.part`, 'w', 0o600)
  try {
    for await (const bytes of await sealed(bytesOf(archivePieces(app, { secrets: true })), lock)) await file.write(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(`${path}.part`, path)
  await writeErased(app)
  await app.database.transact((tx) => db(tx).insertInto('backup').values({ id: newId(), made_at: app.now() }).execute())
}

async function* bytesOf(pieces: AsyncIterable<Piece>): AsyncGenerator<Uint8Array> {
  for await (const { bytes } of pieces) yield bytes
}
