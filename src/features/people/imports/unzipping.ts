import { Unzip, UnzipInflate, type UnzipFile } from 'fflate'
import { Invalid } from '#platform/errors'

export type Bytes = AsyncIterable<Uint8Array>

type Entry = { name: string; content: Bytes }

/** Entries of a zip as they come, each to be read to its end before the next. */
export async function* entriesOf(bytes: Bytes): AsyncGenerator<Entry> {
  const found: { name: string; pieces: Uint8Array[]; ended: boolean }[] = []
  let failed = false
  const unzip = new Unzip((file: UnzipFile) => {
    const entry = { name: file.name, pieces: [] as Uint8Array[], ended: false }
    found.push(entry)
    file.ondata = (error, data, final) => {
      if (error) failed = true
      else entry.pieces.push(data)
      entry.ended = entry.ended || final
    }
    file.start()
  })
  unzip.register(UnzipInflate)
  const source = bytes[Symbol.asyncIterator]()
  let over = false
  const more = async () => {
    const next = await source.next()
    over = next.done === true
    // Small steps: a zip bomb unfolds a thousandfold, and each step is drained before the next.
    try {
      if (!next.done) for (const step of steps(next.value)) unzip.push(step)
    } catch {
      failed = true
    }
    if (failed) throw new Invalid({ file: 'imports.file.broken' })
  }
  for (let at = 0; ; at++) {
    while (!over && found.length <= at) await more()
    const entry = found[at]
    if (!entry) return
    yield {
      name: entry.name,
      content: (async function* () {
        for (;;) {
          while (entry.pieces.length > 0) yield entry.pieces.shift()!
          if (entry.ended) return
          // The archive is over before its entry: half a download.
          if (over) throw new Invalid({ file: 'imports.file.broken' })
          await more()
        }
      })(),
    }
    entry.pieces.length = 0
  }
}

const STEP = 16 * 1024

function steps(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: Math.ceil(bytes.length / STEP) }, (_, at) => bytes.subarray(at * STEP, (at + 1) * STEP))
}
