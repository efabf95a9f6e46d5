import { parentPort, workerData } from 'node:worker_threads'
import readSheets from 'read-excel-file/node'
import { csvLine } from '#platform/csv'
import { Invalid } from '#platform/errors'
import { LARGEST_RATIO, LARGEST_SHEET, SMALL_SHEET } from './rules.ts'
import { entriesOf } from './unzipping.ts'
import type { Answer, Sheet } from './workbook.ts'

/** Runs in a thread of its own: what a workbook takes, or does to its reader, keeps nobody else waiting. */
async function read(file: Buffer): Promise<Sheet[]> {
  await measure(file)
  const sheets = await readSheets(file).catch(() => {
    throw new Invalid({ file: 'imports.file.no-table' })
  })
  const tables = sheets.filter(({ data }) => data.length > 1)
  if (tables.length === 0) throw new Invalid({ file: 'imports.file.no-table' })
  return tables.map(({ sheet, data }) => ({
    sheet,
    csv: new TextEncoder().encode(data.map((row) => csvLine(row.map(cellText))).join('')),
  }))
}

/** A small file can unfold into gigabytes: it is unfolded once for its size alone, and thrown away as it comes. */
async function measure(file: Buffer): Promise<void> {
  const most = Math.min(LARGEST_SHEET, Math.max(SMALL_SHEET, file.length * LARGEST_RATIO))
  let size = 0
  for await (const { content } of entriesOf(once(file))) {
    for await (const piece of content) if ((size += piece.length) > most) throw new Invalid({ file: 'imports.file.too-large' })
  }
}

async function* once(file: Uint8Array) {
  yield file
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  return cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell)
}

const answer: Answer = await read(Buffer.from(workerData)).then(
  (sheets) => ({ sheets }),
  (error: unknown) => {
    if (error instanceof Invalid) return { wrong: error.fields }
    throw error
  },
)
parentPort!.postMessage(answer, 'sheets' in answer ? answer.sheets.map(({ csv }) => csv.buffer) : [])
