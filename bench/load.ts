import { connect, type Socket } from 'node:net'

export type Load = {
  /** Requests answered a second. */
  rate: number
  p50: number
  p95: number
  p99: number
  /** How often each status was answered; 0 for a connection that broke. */
  statuses: Map<number, number>
}

type Options = {
  port: number
  clients: number
  seconds: number
  /** Bytes of the nth request. */
  request(n: number): Buffer | string
  /** Told of each answer, by the number of its request; with its head, from the status to the last header. */
  answered?(n: number, status: number, head: string): void
  /** Milliseconds that a client rests between two requests. */
  pause?: number
}

/**
 * Keeps `clients` connections busy, each with one request at a time, and one at least. Speaks just enough HTTP/1.1 to read a status and to
 * find the end of an answer, so that the generator costs little beside the server on the same two cores.
 */
export async function load({ port, clients, seconds, request, answered = () => {}, pause = 0 }: Options): Promise<Load> {
  const latencies: number[] = []
  const statuses = new Map<number, number>()
  const started = performance.now()
  const end = started + seconds * 1000
  let n = 0

  const client = async () => {
    let connection = new Connection(port)
    do {
      const mine = n++
      const sent = performance.now()
      const { status, head } = await connection.ask(request(mine))
      if (status > 0) latencies.push(performance.now() - sent)
      else connection = new Connection(port)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      answered(mine, status, head)
      const rest = status === 0 ? 20 : pause
      if (rest > 0) await new Promise((resolve) => setTimeout(resolve, rest))
    } while (performance.now() < end)
    connection.close()
  }
  await Promise.all(Array.from({ length: clients }, client))
  const took = (performance.now() - started) / 1000
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(share * latencies.length))] ?? Number.NaN
  return { rate: latencies.length / took, p50: at(0.5), p95: at(0.95), p99: at(0.99), statuses }
}

/** Sends all requests at the same moment, each over a connection of its own. */
export async function burst({ port, requests }: { port: number; requests: Buffer[] }): Promise<Load> {
  const connections = requests.map(() => new Connection(port))
  await new Promise((resolve) => setTimeout(resolve, 200))
  const latencies: number[] = []
  const statuses = new Map<number, number>()
  const started = performance.now()
  await Promise.all(
    requests.map(async (request, n) => {
      const { status } = await connections[n]!.ask(request)
      latencies.push(performance.now() - started)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }),
  )
  const took = (performance.now() - started) / 1000
  for (const connection of connections) connection.close()
  latencies.sort((a, b) => a - b)
  const at = (share: number) => latencies[Math.min(latencies.length - 1, Math.floor(share * latencies.length))] ?? Number.NaN
  return { rate: requests.length / took, p50: at(0.5), p95: at(0.95), p99: at(0.99), statuses }
}

type Answer = { status: number; head: string }

/** Of a connection that broke. */
const NONE: Answer = { status: 0, head: '' }

const LAST_CHUNK = Buffer.from('\r\n0\r\n\r\n')

class Connection {
  readonly #socket: Socket
  #received: Buffer = Buffer.alloc(0)
  #closed = false
  #resolve: (answer: Answer) => void = () => {}

  constructor(port: number) {
    this.#socket = connect(port, '127.0.0.1')
    this.#socket.setNoDelay(true)
    this.#socket.on('data', (chunk) => this.#read(chunk))
    const broken = () => {
      this.#closed = true
      this.#resolve(NONE)
    }
    this.#socket.on('error', broken).on('close', broken)
  }

  ask(request: Buffer | string): Promise<Answer> {
    if (this.#closed) return Promise.resolve(NONE)
    return new Promise((resolve) => {
      this.#resolve = resolve
      this.#socket.write(request)
    })
  }

  close(): void {
    this.#socket.destroy()
  }

  #read(chunk: Buffer): void {
    this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk])
    const head = this.#received.indexOf('\r\n\r\n')
    if (head < 0) return
    const headers = this.#received.toString('latin1', 0, head)
    const length = /content-length: (\d+)/i.exec(headers)?.[1]
    // Without a length the body comes in chunks, and ends with an empty one (RFC 9112 §7.1).
    const whole = /transfer-encoding: chunked/i.test(headers)
      ? this.#received.subarray(-LAST_CHUNK.length).equals(LAST_CHUNK)
      : this.#received.length >= head + 4 + Number(length ?? 0)
    if (!whole) return
    this.#received = Buffer.alloc(0)
    this.#resolve({ status: Number(headers.slice(9, 12)), head: headers })
  }
}

/** Bytes of a GET. */
export function get(path: string, headers: Record<string, string> = {}): Buffer {
  return Buffer.from(head('GET', path, headers) + '\r\n')
}

/** Bytes of a POST of JSON. */
export function post(path: string, body: string, headers: Record<string, string> = {}): string {
  return `${head('POST', path, { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)), ...headers })}\r\n${body}`
}

function head(method: string, path: string, headers: Record<string, string>): string {
  const lines = Object.entries({ host: 'localhost', ...headers }).map(([name, value]) => `${name}: ${value}\r\n`)
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}`
}

/** A network address of its own for the nth visitor, to be believed behind TRUST_PROXY=loopback. */
export function visitor(n: number): Record<string, string> {
  return { 'x-forwarded-for': `10.${(n >> 16) & 255}.${(n >> 8) & 255}.${n & 255}` }
}
