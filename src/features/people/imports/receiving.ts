import { Unzip, UnzipInflate, type UnzipFile } from 'fflate'
import readSheets from 'read-excel-file/node'
import type { App } from '#platform/app'
import { csvLine } from '#platform/csv'
import { Invalid } from '#platform/errors'
import { addPart, addPiece } from './commands/receive.ts'
import { decoderOf, type Encoding, EncodingGuess, isLegacy } from './encoding.ts'
import { rowsOf } from './parsing.ts'
import { partsOf } from './queries.ts'
import { ABOVE, headingOf } from './heading.ts'
import { HEAD, LARGEST_FILE, LARGEST_SHEET, separatorOf } from './rules.ts'
import type { ImportId, Part } from './tables.ts'

type Bytes = AsyncIterable<Uint8Array>

/** Bytes of a piece: small enough for one statement on the embedded database. */
const PIECE = 512 * 1024

/**
 * Takes an upload in, piece by piece: a CSV as it is, each CSV of a zip, each sheet of an XLSX as CSV. Nothing is held in
 * memory but the piece under way; sheets, whose format allows no other way, have a limit. Throws Invalid when it is none of these.
 */
export async function receiveFile(app: App, id: ImportId, { name, bytes }: { name: string; bytes: Bytes }): Promise<void> {
  const { first, all } = await peek(bytes)
  // Old workbooks: no library on the registry is both kept and made for them (xlsx 0.18.5 is of 2022).
  if (isCompound(first) || isOtherSheet(first, name)) throw new Invalid({ file: 'imports.file.other-sheet' })
  if (!isZip(first)) return receivePart(app, id, { n: 0, name, bytes: all })
  if (/\.xls[xm]$/i.test(name) || isOffice(first))
    return receiveSheet(app, id, { name, file: await gather(all, LARGEST_SHEET / 4) })
  await receiveZip(app, id, all)
}

type PartSource = { n: number; name: string; bytes: Bytes }

async function receivePart(app: App, id: ImportId, { n, name, bytes }: PartSource): Promise<void> {
  const guess = new EncodingGuess()
  let head = Buffer.alloc(0)
  let at = 0
  let size = 0
  for await (const piece of inPieces(bytes, PIECE)) {
    size += piece.length
    if (size > LARGEST_FILE) throw new Invalid({ file: 'imports.file.too-large' })
    guess.see(piece)
    if (head.length < HEAD) head = Buffer.concat([head, piece]).subarray(0, HEAD)
    const index = at
    at += 1
    await app.database.transact((tx) => addPiece(tx, { import_id: id, part: n, n: index, bytes: piece }))
  }
  const { name: encoding, sure } = guess.found()
  const text = decoderOf(encoding).decode(head)
  if (text.trim() === '' || text.includes('\0')) throw new Invalid({ file: 'imports.file.no-table' })
  const part: Part = { import_id: id, n, name, encoding, sure, separator: separatorOf(text), skipped: 0, header: [], rows: 0 }
  const read = await headed(app, part)
  await app.database.transact((tx) => addPart(tx, read))
}

/** A part with its header found, and its rows counted. */
async function headed(app: App, part: Part): Promise<Part> {
  const above: string[][] = []
  let rows = 0
  for await (const cells of rowsOf(app.database.read, { ...part, skipped: 0 })) {
    if (above.length < ABOVE) above.push(cells)
    rows += 1
  }
  const { header, skipped } = headingOf(above)
  if (header.length === 0) throw new Invalid({ file: 'imports.file.no-table' })
  return { ...part, header, skipped, rows: rows - skipped }
}

/** The parts of an upload as somebody says that their letters are; those that say it themselves stay. */
export async function reread(app: App, id: ImportId, encoding: Encoding): Promise<Part[]> {
  const parts: Part[] = []
  for (const part of await partsOf(app.database.read, id))
    parts.push(isLegacy(part.encoding) ? await headed(app, { ...part, encoding, sure: true }) : part)
  return parts
}

/** Each table of a zip is a part. What comes out is counted as it comes, whatever the zip says of its size. */
async function receiveZip(app: App, id: ImportId, bytes: Bytes): Promise<void> {
  let n = 0
  for await (const { name, content } of entriesOf(bytes)) {
    if (!/\.(csv|tsv|txt)$/i.test(name)) {
      await skip(content)
      continue
    }
    await receivePart(app, id, { n, name: name.split('/').at(-1)!, bytes: content })
    n += 1
  }
  if (n === 0) throw new Invalid({ file: 'imports.file.no-table' })
}

/** Lets an entry go by without keeping it. Throws Invalid when it unfolds into more than any upload may be. */
async function skip(content: Bytes): Promise<void> {
  let size = 0
  for await (const piece of content)
    if ((size += piece.length) > LARGEST_FILE) throw new Invalid({ file: 'imports.file.too-large' })
}

async function receiveSheet(app: App, id: ImportId, { name, file }: { name: string; file: Buffer }): Promise<void> {
  let size = 0
  // A small file can unfold into gigabytes: it is unfolded once for its size alone, and thrown away as it comes.
  for await (const { content } of entriesOf(one(file))) {
    for await (const piece of content)
      if ((size += piece.length) > LARGEST_SHEET) throw new Invalid({ file: 'imports.file.too-large' })
  }
  const sheets = await readSheets(file).catch(() => {
    throw new Invalid({ file: 'imports.file.no-table' })
  })
  const tables = sheets.filter(({ data }) => data.length > 1)
  if (tables.length === 0) throw new Invalid({ file: 'imports.file.no-table' })
  for (const [n, { sheet, data }] of tables.entries()) {
    const lines = data.map((row) => Buffer.from(csvLine(row.map(cellText))))
    await receivePart(app, id, { n, name: tables.length > 1 ? sheet : name, bytes: one(...lines) })
  }
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)
}

type Entry = { name: string; content: Bytes }

/** Entries of a zip as they come, each to be read to its end before the next. */
async function* entriesOf(bytes: Bytes): AsyncGenerator<Entry> {
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

const isZip = (bytes: Uint8Array) => bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 0x03 && bytes[3] === 0x04

/** Compound File Binary, of which .xls is one ([MS-CFB] §2.2). */
const isCompound = (bytes: Uint8Array) => [0xd0, 0xcf, 0x11, 0xe0].every((byte, at) => bytes[at] === byte)

/** The beginning of a zip names its first entry: OpenDocument has its type there (ODF 1.3 part 2 §3.3), Office its list of parts. */
const begins = (bytes: Uint8Array, text: string) => isZip(bytes) && Buffer.from(bytes.subarray(0, 200)).includes(text)
const isOffice = (bytes: Uint8Array) => begins(bytes, '[Content_Types].xml')
const isOtherSheet = (bytes: Uint8Array, name: string) =>
  begins(bytes, 'opendocument.spreadsheet') || (isZip(bytes) && /\.(ods|numbers)$/i.test(name))

async function peek(bytes: Bytes): Promise<{ first: Uint8Array; all: Bytes }> {
  const source = bytes[Symbol.asyncIterator]()
  const start = await source.next()
  const first = start.done ? new Uint8Array(0) : start.value
  async function* all() {
    yield first
    for (let next = await source.next(); !next.done; next = await source.next()) yield next.value
  }
  return { first, all: all() }
}

async function* one(...pieces: Uint8Array[]): Bytes {
  yield* pieces
}

async function gather(bytes: Bytes, most: number): Promise<Buffer> {
  const pieces: Uint8Array[] = []
  let size = 0
  for await (const piece of bytes) {
    size += piece.length
    if (size > most) throw new Invalid({ file: 'imports.file.sheet-too-large' })
    pieces.push(piece)
  }
  return Buffer.concat(pieces)
}

async function* inPieces(bytes: Bytes, size: number): AsyncGenerator<Buffer> {
  let held: Uint8Array[] = []
  let length = 0
  for await (const piece of bytes) {
    held.push(piece)
    length += piece.length
    if (length < size) continue
    yield Buffer.concat(held)
    held = []
    length = 0
  }
  if (length > 0) yield Buffer.concat(held)
}
