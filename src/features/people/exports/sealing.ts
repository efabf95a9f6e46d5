import { Decrypter, Encrypter } from 'age-encryption'
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { Readable } from 'node:stream'
import type { ReadableStream as NodeStream } from 'node:stream/web'
import { Conflict } from '#platform/errors'

/** What shuts a backup: the public key of whoever may open it (`age1…`), or a passphrase. */
export type Lock = { recipient: string } | { passphrase: string }
/** What opens it: the key that belongs to the public one (`AGE-SECRET-KEY-1…`), or the passphrase. */
export type Key = { identity: string } | { passphrase: string }
/** The bytes of a file from its beginning, each time that it is called. */
export type Bytes = () => AsyncIterable<Uint8Array>

/** Encrypts bytes as they come, in the format of age (age-encryption.org/v1), which other tools open too. */
export async function sealed(bytes: AsyncIterable<Uint8Array>, lock: Lock): Promise<AsyncIterable<Uint8Array>> {
  const age = new Encrypter()
  if ('recipient' in lock) age.addRecipient(lock.recipient)
  else age.setPassphrase(lock.passphrase)
  return fromWeb(await age.encrypt(toWeb(Readable.from(bytes))))
}

// One stream by two names: that of browsers, which the library speaks, and that of Node.
const toWeb = (stream: Readable) => Readable.toWeb(stream) as ReadableStream<Uint8Array>
const fromWeb = (stream: ReadableStream<Uint8Array>): AsyncIterable<Uint8Array> =>
  Readable.fromWeb(stream as NodeStream<Uint8Array>)

const MAGIC = 'age-encryption.org/v1\n'
/** The stanzas of all whom a file is for stand before its bytes; ours has one. */
const LONGEST_HEADER = 64 * 1024

/** Whether a file is encrypted. */
export async function isSealed(path: string): Promise<boolean> {
  return (await beginningOf(path, MAGIC.length)).toString('latin1') === MAGIC
}

/**
 * The bytes of an encrypted file, which has been read to its end once: what was cut short or changed is known before anything is done with it.
 * The key is derived once, since for a passphrase that takes a second. Throws Conflict when the key is another or the file is damaged.
 */
export async function unsealed(path: string, key: Key): Promise<Bytes> {
  const age = new Decrypter()
  if ('identity' in key) age.addIdentity(key.identity)
  else age.addPassphrase(key.passphrase)
  const fileKey = await age.decryptHeader(await headerOf(path)).catch(() => {
    throw new Conflict('exports.restore.wrong-key')
  })
  const bytes = async function* () {
    const again = new Decrypter()
    again.addIdentity({ unwrapFileKey: () => fileKey })
    yield* fromWeb(await again.decrypt(toWeb(createReadStream(path))))
  }
  try {
    for await (const _ of bytes());
  } catch {
    throw new Conflict('exports.restore.damaged')
  }
  return bytes
}

/** The header, to the end of its last line, which begins with three hyphens. */
async function headerOf(path: string): Promise<Uint8Array> {
  const beginning = await beginningOf(path, LONGEST_HEADER)
  const end = beginning.indexOf('\n', beginning.indexOf('\n---') + 1)
  return beginning.subarray(0, end + 1)
}

async function beginningOf(path: string, length: number): Promise<Buffer> {
  const file = await open(path)
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
