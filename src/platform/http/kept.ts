import { LRUCache } from 'lru-cache'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const compressGzip = promisify(gzip)
const compressBrotli = promisify(brotliCompress)

type Encoding = 'br' | 'gzip' | 'identity'
/** An answer that is the same for everybody. */
export type Answer = { body: Buffer; type: string; cacheControl: string; encoded: Map<Encoding, Promise<Buffer>> }

/** What is being drawn, for those who ask meanwhile: undefined when it came to nothing that may be kept. */
type Drawing = { until: number; answer: Promise<Answer | undefined>; of: unknown }

/** Enough for every page that many ask for; one of a hundred kilobytes, with its compressed copies, takes half as much again. */
const MOST = 200

/** Keeps answers that are the same for everybody for a moment, and lets each be drawn once however many ask. */
export function createKept() {
  const drawings = new LRUCache<string, Drawing>({ max: MOST })
  return {
    /** The answer, or the one that somebody draws right now. `of` is what all answers depend on: those of before it changed are void. */
    find(key: string, of: unknown): Promise<Answer | undefined> | undefined {
      const known = drawings.get(key)
      return known && known.until > Date.now() && known.of === of ? known.answer : undefined
    },
    /** Says that the answer is being drawn; `done` is told what came of it, once. Kept for so many milliseconds from its beginning. */
    begin(key: string, { ttl, of }: { ttl: number; of: unknown }): (answer: Answer | undefined) => void {
      const { promise, resolve } = Promise.withResolvers<Answer | undefined>()
      const drawing = { until: Date.now() + ttl, answer: promise, of }
      drawings.set(key, drawing)
      return (answer) => {
        if (!answer && drawings.peek(key) === drawing) drawings.delete(key)
        resolve(answer)
      }
    },
  }
}

/** The answer as this browser takes it (RFC 9110 §12.5.3), compressed once. */
export async function encoded(answer: Answer, accepted: string): Promise<{ encoding: Encoding; body: Buffer }> {
  const encoding = encodingFor(accepted)
  const known = answer.encoded.get(encoding) ?? compress(answer.body, encoding)
  answer.encoded.set(encoding, known)
  return { encoding, body: await known }
}

function encodingFor(accepted: string): Encoding {
  if (/\bbr\b/.test(accepted)) return 'br'
  return /\bgzip\b/.test(accepted) ? 'gzip' : 'identity'
}

async function compress(body: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding === 'br') return compressBrotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } })
  return encoding === 'gzip' ? compressGzip(body) : body
}
