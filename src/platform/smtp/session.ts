import { greet, type Greeted } from './greeting.ts'
import { NOTHING, prepare, type Prepared } from './envelope.ts'
import { type Capabilities, inWords, type Letter, type Limits, LIMITS, type Outcome, type Reply, type Step } from './outcomes.ts'
import type { Target } from './target.ts'
import type { Wire } from './wire.ts'

export type Session = {
  /** Sends one letter; those handed over together go one after the other, in one round trip each where the server pipelines. Never throws, and tries nothing twice. */
  send(letter: Letter): Promise<Outcome>
  readonly capabilities: Capabilities
  /** Whether it may take letters still. What is sent to one that may not comes back as `unsent`. */
  readonly isOpen: boolean
  /** Takes leave when the letters under way have their answers. */
  close(): Promise<void>
}

/** Connects to a server, under TLS and logged in as the target has it. Throws NoSession. An abort ends it at once, in the middle of a letter too. */
export async function openSession(
  target: Target,
  { signal, limits = {} }: { signal?: AbortSignal; limits?: Partial<Limits> } = {},
): Promise<Session> {
  const all = { ...LIMITS, ...limits }
  const greeted = await greet({ target, limits: all, signal })
  const line = new Line(greeted, all)
  const stop = () => greeted.wire.end('given up')
  signal?.addEventListener('abort', stop, { once: true })
  if (signal?.aborted) stop()
  return {
    send: (letter) => line.send(letter),
    capabilities: greeted.capabilities,
    get isOpen() {
      return line.isOpen
    },
    close: async () => {
      await line.close()
      signal?.removeEventListener('abort', stop)
    },
  }
}

type Job = Prepared & {
  resolve(outcome: Outcome): void
  since: number
  isSettled: boolean
  isMailTaken: boolean
  hasGoneWhole: boolean
}

/**
 * The letters of one session. Two of them may be under way: one whole at the server, its answer awaited (`ending`), and one whose MAIL, RCPT and DATA went out
 * with that one's end (`current`): RFC 2920 §3.1. DATA is last in a group: no octet of a letter leaves before its 354.
 */
class Line {
  readonly #wire: Wire
  readonly #can: Capabilities
  readonly #limits: Limits
  readonly #waiting: Job[] = []
  #current: Job | undefined
  #ending: Job | undefined
  #mustReset = false
  #leaving: string | undefined
  #quiet: (() => void) | undefined
  #closing: Promise<void> | undefined

  constructor({ wire, capabilities }: Greeted, limits: Limits) {
    this.#wire = wire
    this.#can = capabilities
    this.#limits = limits
    wire.watch(
      (why) => this.#lost(why),
      (now) => this.#look(now),
    )
  }

  get isOpen(): boolean {
    return this.#wire.gone === undefined && this.#leaving === undefined
  }

  send(letter: Letter): Promise<Outcome> {
    const prepared = prepare(letter, this.#can)
    if ('code' in prepared) return Promise.resolve({ kind: 'refused', step: 'before', reply: prepared })
    const why = this.#wire.gone ?? this.#leaving
    if (why !== undefined) return Promise.resolve({ kind: 'unsent', why })
    return new Promise((resolve) => {
      this.#waiting.push({ ...prepared, resolve, since: 0, isSettled: false, isMailTaken: false, hasGoneWhole: false })
      this.#begin()
    })
  }

  close(): Promise<void> {
    this.#leaving ??= 'the session is being closed'
    return (this.#closing ??= this.#takeLeave())
  }

  async #takeLeave(): Promise<void> {
    if (this.#current ?? this.#ending ?? this.#waiting[0]) await new Promise<void>((resolve) => (this.#quiet = resolve))
    // Whether it says goodbye or not, all is over.
    await this.#wire.ask('QUIT', this.#limits.command).catch(() => {})
    this.#wire.end('the session is closed')
  }

  /** Says the beginning of the next letter, when the line is free for it, after what is to be written anyhow. */
  #begin(pieces: (string | Buffer)[] = []): void {
    const next = this.#isFree ? this.#waiting.shift() : undefined
    if (next) {
      this.#current = next
      next.since = performance.now()
      if (this.#mustReset) pieces.push(...this.#reset(next))
      else pieces.push(this.#start(next))
    }
    if (pieces.length > 0) this.#wire.write(...pieces)
    if (!this.#current && !this.#ending && this.#waiting.length === 0) this.#quiet?.()
  }

  #start(job: Job): string {
    this.#expect(job, 'MAIL')
    if (!this.#can.pipelining) return job.mail
    this.#expect(job, 'RCPT')
    this.#expect(job, 'DATA')
    return `${job.mail}${job.rcpt}DATA\r\n`
  }

  #reset(job: Job): string[] {
    this.#mustReset = false
    this.#wire.expect(this.#limits.command, (reply) => {
      if (reply.code !== 250) this.#wire.end(strange('RSET', reply))
      else if (!this.#can.pipelining) this.#wire.write(this.#start(job))
    })
    return ['RSET\r\n', ...(this.#can.pipelining ? [this.#start(job)] : [])]
  }

  get #isFree(): boolean {
    return !this.#current && (this.#can.pipelining || !this.#ending)
  }

  #expect(job: Job, step: 'MAIL' | 'RCPT' | 'DATA'): void {
    this.#wire.expect(this.#limits.command, (reply) => this.#onReply(job, step, reply))
  }

  #onReply(job: Job, step: 'MAIL' | 'RCPT' | 'DATA', reply: Reply): void {
    if (reply.code >= 400) return this.#onNo(job, step, reply)
    if ((step === 'DATA') !== reply.code >= 300) return this.#wire.end(strange(step, reply))
    if (step === 'DATA') return this.#onGo(job)
    if (step === 'MAIL') job.isMailTaken = true
    if (this.#can.pipelining) return
    const following = step === 'MAIL' ? 'RCPT' : 'DATA'
    this.#expect(job, following)
    this.#wire.write(following === 'RCPT' ? job.rcpt : 'DATA\r\n')
  }

  /** The first no is the letter's outcome; what was said after it is answered still. */
  #onNo(job: Job, step: Step, reply: Reply): void {
    this.#settle(job, { kind: reply.code >= 500 ? 'refused' : 'deferred', step, reply })
    if (reply.code === 421) return this.#wire.end(inWords(reply))
    if (this.#can.pipelining && step !== 'DATA') return
    // What was begun and came to nothing is still open at the server.
    this.#mustReset = job.isMailTaken
    this.#current = undefined
    this.#begin()
  }

  /** 354: the letter may go, unless the server is ahead of us: then its next answer would be taken for one to the letter's end. */
  #onGo(job: Job): void {
    if (this.#wire.hasMore) return this.#wire.end('answers that nothing asked for')
    if (job.isSettled && !job.isMailTaken) return this.#wire.end('354 to a letter that was refused')
    this.#current = undefined
    this.#ending = job
    job.hasGoneWhole = true
    this.#wire.expect(this.#limits.dot, (reply) => this.#onEnd(job, reply))
    this.#begin(job.isSettled ? [...NOTHING] : [...job.data])
  }

  #onEnd(job: Job, reply: Reply): void {
    if (reply.code >= 300 && reply.code < 400) return this.#wire.end(strange('dot', reply))
    this.#ending = undefined
    if (reply.code < 300) this.#settle(job, { kind: 'accepted', reply })
    else this.#settle(job, { kind: reply.code >= 500 ? 'refused' : 'deferred', step: 'dot', reply })
    if (reply.code === 421) return this.#wire.end(inWords(reply))
    this.#begin()
  }

  #settle(job: Job, outcome: Outcome): void {
    if (job.isSettled) return
    job.isSettled = true
    job.data = []
    job.resolve(outcome)
  }

  #look(now: number): void {
    const oldest = this.#ending ?? this.#current
    if (oldest && now > oldest.since + this.#limits.letter) this.#wire.end(`a letter took longer than ${this.#limits.letter} ms`)
  }

  /** The connection is gone. A letter whose end was handed over may have been taken; all others were surely not. */
  #lost(why: string): void {
    for (const job of [this.#ending, this.#current, ...this.#waiting])
      if (job) this.#settle(job, { kind: job.hasGoneWhole ? 'uncertain' : 'unsent', why })
    this.#waiting.length = 0
    this.#ending = this.#current = undefined
    this.#quiet?.()
  }
}

const strange = (step: string, reply: Reply) => `a strange answer to ${step}: ${inWords(reply)}`
