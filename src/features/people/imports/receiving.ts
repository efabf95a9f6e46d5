import type { App } from '#platform/app'
import { Invalid } from '#platform/errors'
import { addPart, addPiece } from './commands/receive.ts'
import { decoderOf, type Encoding, EncodingGuess, isLegacy } from './encoding.ts'
import { rowsOf } from './parsing.ts'
import { partsOf } from './queries.ts'
import { ABOVE, headingOf } from './heading.ts'
import { HEAD, LARGEST_FILE, LARGEST_SHEET, separatorOf } from './rules.ts'
import type { ImportId, Part } from './tables.ts'
import { type Bytes, entriesOf } from './unzipping.ts'
import { readWorkbook } from './workbook.ts'

/** Bytes of a piece: small enough for one statement on the embedded database. */
const PIECE = 512 * 1024

/**
 * Takes an upload in, piece by piece: a CSV as it is, each CSV of a zip, each sheet of an XLSX as CSV. Nothing is held in
 * memory but the piece under way; sheets, whose format allows no other way, have a limit, and a thread of their own. Throws Invalid when it is none of these.
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

/** Files in a zip, those that are no table too: exports of any system hold some dozens. */
const MOST_ENTRIES = 1000

/** Each table of a zip is a part. What comes out is counted as it comes, whatever the zip says of its size. */
async function receiveZip(app: App, id: ImportId, bytes: Bytes): Promise<void> {
  let [entries, n] = [0, 0]
  for await (const { name, content } of entriesOf(bytes)) {
    if ((entries += 1) > MOST_ENTRIES) throw new Invalid({ file: 'imports.file.too-many' })
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
  const sheets = await readWorkbook(file)
  for (const [n, { sheet, csv }] of sheets.entries())
    await receivePart(app, id, { n, name: sheets.length > 1 ? sheet : name, bytes: one(csv) })
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
