import { extname } from 'node:path'
import { Worker } from 'node:worker_threads'
import { codeOf, Invalid } from '#platform/errors'
import { READING } from './rules.ts'

/** A sheet of a workbook, as CSV. */
export type Sheet = { sheet: string; csv: Uint8Array<ArrayBuffer> }
export type Answer = { sheets: Sheet[] } | { wrong: Record<string, string> }

/** What is built lies beside what is built, a source beside its source. */
const THREAD = new URL(`./workbook.thread${extname(new URL(import.meta.url).pathname)}`, import.meta.url)

type Limits = { thread?: URL; megabytes?: number; seconds?: number }

/**
 * Reads the sheets of a workbook, in a thread that is stopped where it takes too much memory or time. Throws Invalid when the file is none, or too large.
 */
export async function readWorkbook(file: Uint8Array, limits: Limits = {}): Promise<Sheet[]> {
  const { thread = THREAD, megabytes = READING.megabytes, seconds = READING.seconds } = limits
  const worker = new Worker(thread, { workerData: file, resourceLimits: { maxOldGenerationSizeMb: megabytes } })
  const { promise, resolve, reject } = Promise.withResolvers<Answer>()
  const tooLarge = () => reject(new Invalid({ file: 'imports.file.sheet-too-large' }))
  const late = setTimeout(tooLarge, seconds * 1000)
  worker.once('message', resolve)
  worker.once('error', (error) => (codeOf(error) === 'ERR_WORKER_OUT_OF_MEMORY' ? tooLarge() : reject(error)))
  worker.once('exit', (code) => reject(new Error(`The thread of a workbook ended with ${code}`)))
  try {
    const answer = await promise
    if ('wrong' in answer) throw new Invalid(answer.wrong)
    return answer.sheets
  } finally {
    clearTimeout(late)
    await worker.terminate()
  }
}
