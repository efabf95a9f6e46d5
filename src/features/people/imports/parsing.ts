import { parse } from 'csv-parse'
import { Readable } from 'node:stream'
import type { Handle } from '#platform/db/handle'
import { codeOf, Invalid } from '#platform/errors'
import { decoderOf } from './encoding.ts'
import { findPiece } from './queries.ts'
import { LARGEST_ROW } from './rules.ts'
import type { ImportId } from './tables.ts'

/** `skipped`: rows before the first of people, which are not given. */
type Part = { import_id: ImportId; n: number; encoding: string; separator: string; skipped: number }

/** The rows of a part, without its header, read from its pieces as they are asked for. Throws Invalid for a row that is larger than any can be. */
export async function* rowsOf(handle: Handle, part: Part): AsyncGenerator<string[]> {
  const parser = parse({
    delimiter: part.separator,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    max_record_size: LARGEST_ROW,
  })
  const source = Readable.from(textOf(handle, part))
  source.on('error', (error) => parser.destroy(error))
  try {
    let n = 0
    for await (const cells of source.pipe(parser)) {
      n += 1
      // Without `columns` the parser gives a row as its cells; its types say nothing of it.
      if (n > part.skipped) yield cells as string[]
    }
  } catch (error) {
    if (codeOf(error)?.startsWith('CSV_')) throw new Invalid({ file: 'imports.file.broken' })
    throw error
  }
}

async function* textOf(handle: Handle, { import_id, n, encoding }: Part): AsyncGenerator<string> {
  const decoder = decoderOf(encoding)
  for (let at = 0; ; at++) {
    const bytes = await findPiece(handle, { import_id, part: n, n: at })
    if (!bytes) break
    const text = decoder.decode(bytes)
    if (text !== '') yield text
  }
  const rest = decoder.end()
  if (rest !== '') yield rest
}
