import type { Socket } from 'node:net'
import { Garbage, ReplyReader } from './replies.ts'
import { inWords, type Reply } from './outcomes.ts'

/** An answer, and its lines as they came: what a server can do stands on one each. */
export type Answer = { reply: Reply; lines: string[] }

type Expected = { until: number; within: number; take(reply: Reply): void }

/** How often time is looked at: a part of the shortest wait, so that no letter costs a timer. */
const TICKS = 8
const LONGEST_TICK = 1_000

/**
 * One connection: what is written, and the answers in the order in which they are awaited. Whatever goes wrong ends it once, and says why. A server has the time
 * of a step for its whole answer, counted from when the answer before it came.
 */
export class Wire {
  readonly #socket: Socket
  readonly #reader = new ReplyReader()
  readonly #expected: Expected[] = []
  readonly #tick: NodeJS.Timeout
  #gone: string | undefined
  #onGone: (why: string) => void = () => {}
  #onTick: (now: number) => void = () => {}

  constructor(socket: Socket, shortest: number) {
    this.#socket = socket
    socket.on('data', this.#read).on('error', this.#failed).on('end', this.#ended).on('close', this.#ended)
    this.#tick = setInterval(() => this.#look(), Math.max(1, Math.min(shortest / TICKS, LONGEST_TICK)))
  }

  /** Why it ended; undefined while it lives. */
  get gone(): string | undefined {
    return this.#gone
  }

  /** Whether more has come than the answer that is being taken: then the server is ahead of what it was told. */
  get hasMore(): boolean {
    return this.#reader.hasMore
  }

  get isQuiet(): boolean {
    return this.#expected.length === 0
  }

  /** `onGone` is called once, at the end; `onTick` from time to time, with the time. */
  watch(onGone: (why: string) => void, onTick: (now: number) => void): void {
    this.#onGone = onGone
    this.#onTick = onTick
  }

  write(...pieces: (string | Buffer)[]): void {
    if (this.#gone !== undefined) return
    this.#socket.cork()
    for (const piece of pieces) this.#socket.write(piece)
    this.#socket.uncork()
  }

  /** The next answer that nobody waits for yet is `take`'s. */
  expect(within: number, take: (reply: Reply) => void): void {
    this.#expected.push({ until: performance.now() + within, within, take })
  }

  /** Says one command, where it is one, and waits for its answer. */
  ask(command: string | undefined, within: number): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#gone !== undefined) return reject(new Error(this.#gone))
      this.watch((why) => reject(new Error(why)), this.#onTick)
      this.expect(within, (reply) => resolve({ reply, lines: this.#reader.lines }))
      if (command !== undefined) this.write(`${command}\r\n`)
    })
  }

  /** Ends it at once. */
  end(why: string): void {
    if (this.#gone !== undefined) return
    this.#gone = why
    clearInterval(this.#tick)
    this.#expected.length = 0
    this.#socket.destroy()
    this.#onGone(why)
  }

  /** Hands the socket on, to be spoken to under TLS. */
  release(): Socket {
    clearInterval(this.#tick)
    this.#gone = 'handed on'
    return this.#socket.off('data', this.#read).off('error', this.#failed).off('end', this.#ended).off('close', this.#ended)
  }

  readonly #failed = (error: NodeJS.ErrnoException) => this.end(error.code ? `${error.code}: ${error.message}` : error.message)
  readonly #ended = () => this.end('the server closed the connection')

  readonly #read = (piece: Buffer) => {
    if (this.#gone !== undefined) return
    try {
      this.#reader.read(piece, (reply) => this.#take(reply))
    } catch (error) {
      if (!(error instanceof Garbage)) throw error
      this.end(error.message)
    }
  }

  #take(reply: Reply): void {
    if (this.#gone !== undefined) return
    const expected = this.#expected.shift()
    if (!expected) return this.end(`unasked: ${inWords(reply)}`)
    const [next] = this.#expected
    // Its time begins when its turn comes: what stands before it may have taken long.
    if (next) next.until = performance.now() + next.within
    expected.take(reply)
  }

  #look(): void {
    const now = performance.now()
    const [first] = this.#expected
    if (first && now > first.until) return this.end(`no answer within ${first.within} ms`)
    this.#onTick(now)
  }
}
