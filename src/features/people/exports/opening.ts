import { Unzip, UnzipInflate } from 'fflate'
import { parse } from 'csv-parse'
import { createReadStream } from 'node:fs'
import { Readable } from 'node:stream'
import type { Manifest } from './archive.ts'
import type { Opened } from './restoring.ts'
import { type Bytes, isSealed, type Key, unsealed } from './sealing.ts'

/**
 * Opens an archive on disk, encrypted or not. Each table is read by going through the file once more: nothing is unpacked, nor decrypted, to any disk.
 * `key` is asked for an encrypted one.
 */
export async function openArchive(path: string, key?: () => Promise<Key>): Promise<Opened> {
  const bytes: Bytes = key && (await isSealed(path)) ? await unsealed(path, await key()) : () => createReadStream(path)
  let text = ''
  for await (const piece of entryOf(bytes, 'manifest.json')) text += Buffer.from(piece).toString()
  // Of another file it may be anything: what it must say is looked at first.
  const manifest = JSON.parse(text) as Manifest
  if (manifest.format !== 'appui-archive' || manifest.version !== 1)
    throw new Error(`${path} is no archive that this program can read`)
  return { manifest, rowsOf: (table) => rowsIn(bytes, table) }
}

async function* rowsIn(bytes: Bytes, table: string): AsyncGenerator<string[]> {
  const parser = Readable.from(entryOf(bytes, `${table}.csv`)).pipe(parse({ relax_column_count: true }))
  let header = true
  for await (const row of parser) {
    // Without `columns` the parser gives a row as its cells; its types say nothing of it.
    if (!header) yield row as string[]
    header = false
  }
}

async function* entryOf(bytes: Bytes, name: string): AsyncGenerator<Uint8Array> {
  const pieces: Uint8Array[] = []
  let ended = false
  const unzip = new Unzip((file) => {
    if (file.name !== name) return
    file.ondata = (error, data, final) => {
      if (error) throw error
      pieces.push(data)
      ended = final
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  for await (const piece of bytes()) {
    unzip.push(piece)
    while (pieces.length > 0) yield pieces.shift()!
    if (ended) return
  }
}
