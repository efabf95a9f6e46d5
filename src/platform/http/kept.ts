import { LRUCache } from 'lru-cache'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const compressGzip = promisify(gzip)
const compressBrotli = promisify(brotliCompress)

type Encoding = 'br' | 'gzip' | 'identity'
/** An answer that is the same for everybody. */
export type Answer = { body: Buffer; type: string; cacheControl: string; encoded: Map<Encoding, Promise<Buffer>> }

/** What is asked for, by whom, and what all answers depend on: those of before it changed are void. */
type AskedFor = { name: string; network: string; of: unknown; ttl: number }

/** What is being drawn, for those who ask meanwhile: undefined when it came to nothing that may be kept. */
type Drawing = { until: number; answer: Promise<Answer | undefined>; of: unknown; network: string; atWork: boolean }

/** Enough for every page that many ask for; one of a hundred kilobytes, with its compressed copies, takes half as much again. */
const MOST = 200

/** Keeps answers that are the same for everybody for a moment, and lets each be drawn once however many ask. */
export function createKept() {
  const drawings = new LRUCache<string, Drawing>({ max: MOST })

  function current({ name, of }: AskedFor): Drawing | undefined {
    const known = drawings.get(name)
    return known && known.until > Date.now() && known.of === of ? known : undefined
  }

  return {
    /** The answer, or the one that somebody draws right now. One that waits for its turn is waited for by its own network alone: others would stand in a line that is not theirs. */
    find(asked: AskedFor): Promise<Answer | undefined> | undefined {
      const known = current(asked)
      return known && (known.atWork || known.network === asked.network) ? known.answer : undefined
    },
    /** Says that the answer will be drawn. Kept for `ttl` milliseconds from when it is. */
    begin(asked: AskedFor) {
      const { promise, resolve } = Promise.withResolvers<Answer | undefined>()
      const { name, of, network, ttl } = asked
      const drawing: Drawing = { until: Date.now() + ttl, answer: promise, of, network, atWork: false }
      drawings.set(name, drawing)
      return {
        /** Its turn has come: gives what somebody else draws or drew meanwhile, if that may be kept; or says that it is drawn from now on. */
        async start(): Promise<Answer | undefined> {
          const other = current(asked)
          const answer = other?.atWork ? await other.answer : undefined
          if (answer) return answer
          Object.assign(drawing, { atWork: true, until: Date.now() + ttl })
          drawings.set(name, drawing)
          return undefined
        },
        /** Is told what came of it, once. */
        done(answer: Answer | undefined): void {
          if (!answer && drawings.peek(name) === drawing) drawings.delete(name)
          resolve(answer)
        },
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
