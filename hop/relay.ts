import type { Outcome } from '../src/platform/smtp/outcomes.ts'
import { inWords } from '../src/platform/smtp/outcomes.ts'
import { openSession, type Session } from '../src/platform/smtp/session.ts'
import type { Target } from '../src/platform/smtp/target.ts'
import type { End, Spool, Waiting } from './spool.ts'

export type Relaying = { target: Target; connections: number; uncertain: 'resend' | 'park'; log(line: object): void }

/** Letters at once in a session (see platform/smtp). */
const DEPTH = 3
const MINUTE = 60_000
/** Minutes until a letter that was put off is tried again; then every hour, for two days. */
const WAITS = [1, 5, 15, 60]
const GIVEN_UP_MS = 48 * 60 * MINUTE
const AGAIN_MS = 1_000
const LONGEST_REST_MS = 60_000
const IDLE_MS = 100
/** How long letters under way are waited for at the end. */
const LEAVE_MS = 5_000

/** Hands on what the spool has, by several sessions, until stopped: then those under way have some seconds for their answers. */
export function relay(spool: Spool, relaying: Relaying): { stop(): Promise<void> } {
  const [stop, cut] = [new AbortController(), new AbortController()]
  const running = lanes({ spool, relaying, stop: stop.signal, cut: cut.signal })
  return {
    stop: () => {
      stop.abort()
      setTimeout(() => cut.abort(), LEAVE_MS).unref()
      return running
    },
  }
}

type Relay = { spool: Spool; relaying: Relaying; stop: AbortSignal; cut: AbortSignal }
type Lane = Relay & { next(): Waiting | undefined; notes: ReturnType<typeof noting> }

async function lanes(relay: Relay): Promise<void> {
  const { spool, relaying, stop } = relay
  const notes = noting(spool, relaying)
  // Several at a time: each `begin` is a write to the disk. What is begun and not sent when all ends waits again.
  let begun: Waiting[] = []
  const next = () => {
    if (stop.aborted) return undefined
    if (begun.length === 0) begun = spool.begin(relaying.connections * DEPTH, Date.now())
    return begun.shift()
  }
  await Promise.all(Array.from({ length: relaying.connections }, () => lane({ ...relay, next, notes })))
  for (const letter of begun) notes.add(letter, { kind: 'unsent', why: 'the hop was ended' })
  notes.flush()
}

/** One session after another, each as long as the next hop keeps it. A next hop that is away is asked again ever more seldom. */
async function lane(lane: Lane): Promise<void> {
  const { relaying, stop, cut, next, notes } = lane
  let rest = AGAIN_MS
  while (!stop.aborted) {
    const first = next()
    if (!first) {
      await sleep(IDLE_MS, stop)
      continue
    }
    const session = await openSession(relaying.target, { signal: cut }).catch((error: Error) => {
      relaying.log({ event: 'next hop away', why: error.message })
    })
    if (session) {
      rest = AGAIN_MS
      await serve(session, first, lane)
    } else {
      notes.add(first, { kind: 'unsent', why: 'next hop away' })
      await sleep(rest, stop)
      rest = Math.min(rest * 2, LONGEST_REST_MS)
    }
  }
}

async function serve(session: Session, first: Waiting, { next, notes }: Lane): Promise<void> {
  const send = async (letter: Waiting | undefined) => {
    while (letter) {
      notes.add(letter, await session.send(letter))
      letter = session.isOpen ? next() : undefined
    }
  }
  await Promise.all([send(first), ...Array.from({ length: DEPTH - 1 }, () => send(next()))])
  await session.close()
}

/** Writes down what became of letters, those of a moment together. */
function noting(spool: Spool, { uncertain, log }: Relaying) {
  let ended: { key: Buffer; end: End; answer: string }[] = []
  let putOff: { key: Buffer; until: number; attempts: number; answer: string }[] = []
  const flush = () => {
    if (ended.length > 0) spool.end(ended)
    if (putOff.length > 0) spool.putOff(putOff)
    ended = []
    putOff = []
  }
  const add = (letter: Waiting, outcome: Outcome) => {
    if (ended.length + putOff.length === 0) setImmediate(flush)
    const { key, attempts } = letter
    const answer = 'why' in outcome ? outcome.why : inWords(outcome.reply)
    const over = endOf(outcome, letter, uncertain)
    if (over) ended.push({ key, end: over, answer })
    else putOff.push({ key, answer, ...later(outcome, attempts) })
    if (over === 'refused' || over === 'parked') log({ event: over, to: letter.to, answer })
  }
  return { add, flush }
}

function endOf(outcome: Outcome, { takenAt }: Waiting, uncertain: 'resend' | 'park'): End | undefined {
  if (outcome.kind === 'accepted') return 'given'
  if (outcome.kind === 'refused') return 'refused'
  if (outcome.kind === 'uncertain' && uncertain === 'park') return 'parked'
  return outcome.kind === 'deferred' && Date.now() - takenAt > GIVEN_UP_MS ? 'refused' : undefined
}

function later({ kind }: Outcome, attempts: number): { until: number; attempts: number } {
  if (kind !== 'deferred') return { until: Date.now() + AGAIN_MS, attempts }
  return { until: Date.now() + WAITS[Math.min(attempts, WAITS.length - 1)]! * MINUTE, attempts: attempts + 1 }
}

const sleep = (ms: number, signal: AbortSignal) =>
  new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, ms)
    signal.addEventListener('abort', () => (clearTimeout(timer), resolve()), { once: true })
  })
