import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Answer = { status: number; body: object }
export type Call = { method: string; path: string; query: URLSearchParams; headers: IncomingMessage['headers']; raw: string }

/** A failure that a fake is told to have: it answers with an error having done nothing, or does it and the line is cut. */
type Fault = { only: 'POST' | 'any' } & (
  | { kind: 'error'; status: number }
  | { kind: 'cut' }
  | { kind: 'hang' }
  | { kind: 'deaf' }
)

export type HttpFake = {
  port: number
  /** Calls that came, by method and path. */
  calls: string[]
  /** The next calls fail: nothing is done. */
  fail(times: number, status?: number): void
  /** No call fails any more. */
  calm(): void
  /** What the next call that changes something asks for is done, and its answer never arrives. */
  cut(times?: number): void
  /** The same, and the line stays open without a word. */
  hang(): void
  /** The next call that would change something is not heard, and the line stays open. */
  deaf(): void
  /** How many calls have no answer and get none. */
  silent(): number
  close(): Promise<void>
}

type Remembered = { asked: string; answer: Answer }

/**
 * A server on loopback that answers as `respond` says, with idempotency keys as payment providers keep them: the same key gives the same answer, and for another
 * request what `conflict` says.
 */
export async function startFake(
  respond: (call: Call) => Answer,
  { conflict, broken }: { conflict: Answer; broken(status: number): object },
): Promise<HttpFake> {
  const remembered = new Map<string, Remembered>()
  const faults: Fault[] = []
  const calls: string[] = []
  let silent = 0
  const answerOf = (call: Call): Answer => {
    const key = call.headers['idempotency-key']
    if (call.method !== 'POST' || typeof key !== 'string') return respond(call)
    const asked = `${call.path} ${call.raw}`
    const known = remembered.get(key)
    if (known) return known.asked === asked ? known.answer : conflict
    const answer = respond(call)
    // A card that is refused is an answer too.
    if (answer.status < 400 || answer.status === 402) remembered.set(key, { asked, answer })
    return answer
  }

  const server = createServer(async (request, response) => {
    const call = await callOf(request)
    calls.push(`${call.method} ${call.path}`)
    const at = faults.findIndex(({ only }) => only === 'any' || only === call.method)
    const [fault] = at < 0 ? [] : faults.splice(at, 1)
    if (fault?.kind === 'error') return send(response, { status: fault.status, body: broken(fault.status) })
    if (fault?.kind === 'deaf') return void (silent += 1)
    const answer = answerOf(call)
    if (fault?.kind === 'hang') return void (silent += 1)
    if (fault?.kind === 'cut') return void request.socket.destroy()
    return send(response, answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    calls,
    fail: (times: number, status = 500) =>
      void faults.push(...Array.from({ length: times }, () => ({ only: 'any', kind: 'error', status }) as const)),
    calm: () => void faults.splice(0),
    cut: (times = 1) => void faults.push(...Array.from({ length: times }, () => ({ only: 'POST', kind: 'cut' }) as const)),
    hang: () => void faults.push({ only: 'POST', kind: 'hang' }),
    deaf: () => void faults.push({ only: 'POST', kind: 'deaf' }),
    silent: () => silent,
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

async function callOf(request: IncomingMessage): Promise<Call> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const url = new URL(request.url!, 'http://fake')
  const { method = 'GET', headers } = request
  return { method, path: url.pathname, query: url.searchParams, headers, raw: Buffer.concat(chunks).toString('utf8') }
}

function send(response: ServerResponse, { status, body }: Answer): void {
  // Nobody in a test waits as long as the library would by itself.
  response
    .writeHead(status, { 'content-type': 'application/json', ...(status >= 500 ? { 'retry-after': '0' } : {}) })
    .end(JSON.stringify(body))
}
