import { setTimeout } from 'node:timers/promises'
import type { App } from '#platform/app'
import {
  type Again,
  type Held,
  letGo,
  raise,
  type Recipient,
  recordAgain,
  recordWindow,
  takeAgain,
  takeChunk,
} from './commands/lane.ts'
import type { Asked } from './contact.ts'
import { clearGroup, takeTokens } from './commands/pace.ts'
import { runs } from './queries.ts'
import { fateOf, type Outcome, settle, WINDOW } from './rules.ts'
import type { Mailing } from './tables.ts'

/** A letter as it leaves, to one mailbox. `id`: the left part of its Message-ID, the same each time. */
export type Envelope = { id: string; from: string; to: string; data: Buffer }

/** An open way to a server. */
export type Way = {
  /** Several at once; they go in this order. Never throws. After an abort, what was not begun is unsent. */
  send(letter: Envelope, signal: AbortSignal): Promise<Outcome>
  /** It takes nothing any more. */
  isShut(): boolean
  close(): void
}

/** How letters leave. */
export type Sender = {
  /** Throws where nobody answers. */
  open(): Promise<Way>
  compose(recipient: Recipient & { email: string }): Envelope
}

/** A mailing as its lanes know it. */
export type Sending = Pick<Mailing, 'id' | 'policy'> & Asked

/** `more`: its time is over; `nothing`: nobody waits now; `down`: no server answers; `held`: it is not to go on. */
export type Ended = 'more' | 'nothing' | 'down' | 'held'

type Lane = { app: App; sender: Sender; mailing: Sending; signal: AbortSignal }

/** Milliseconds after which a pause is heard in the middle of a window. */
const HEARD_WITHIN = 1_000

/** One lane: takes chunk after chunk, window after window, and then what is to be tried again. Ends by itself after `time` milliseconds. */
export async function runLane(app: App, sender: Sender, { mailing, time }: { mailing: Sending; time: number }): Promise<Ended> {
  const until = performance.now() + time
  const stop = new AbortController()
  const watching = watch(app, mailing, stop)
  const lane = { app, sender, mailing, signal: stop.signal }
  const ways = keepOpen(app, sender)
  try {
    while (performance.now() < until) {
      const way = await ways.get()
      if (!way) return 'down'
      const held = await app.database.transact((tx) => takeChunk(tx, mailing.id, mailing.policy))
      const worked = held ? await workChunk(lane, { held, way, until }) : await workAgain(lane, way)
      if (worked !== 'on') return worked
    }
    return 'more'
  } finally {
    clearInterval(watching)
    ways.close()
  }
}

/** Looks each second whether it is still to go on. */
function watch({ database }: App, { id }: Sending, stop: AbortController) {
  const look = async () => {
    if (!(await runs(database.read, id))) stop.abort()
  }
  // While the database is away nobody can pause anything; each window asks it by itself.
  return setInterval(() => void look().catch(() => {}), HEARD_WITHIN).unref()
}

/** One way at a time, opened anew when it shut. */
function keepOpen({ log }: App, sender: Sender) {
  let way: Way | void
  return {
    get: async () => {
      if (way && !way.isShut()) return way
      way?.close()
      way = await sender.open().catch((error: unknown) => void log.warn({ err: error }, 'no mail server answers'))
      return way
    },
    close: () => way?.close(),
  }
}

type Work = { held: Held; way: Way; until: number }

async function workChunk(lane: Lane, { held, way, until }: Work): Promise<Ended | 'on'> {
  const { app, mailing } = lane
  const { transact } = app.database
  for (let first = true; ; first = false) {
    const size = held.paced ? await transact((tx) => takeTokens(tx, held.dest, WINDOW)) : WINDOW
    if (size === 0) return release(app, held, { seconds: 5 })
    const announced = await transact((tx) => raise(tx, app, { held, mailing, size }))
    // Paused, stopped, or somebody else's by now: of the last one our word changes nothing.
    if (!announced) return release(app, held, { ended: 'held' })
    const outcomes = await sendWindow(lane, way, announced)
    const settled = settle(announced.from, outcomes, mailing.policy)
    const kept = await surely(() =>
      transact(async (tx) => {
        if (held.paced && first && !settled.held) await clearGroup(tx, held.dest)
        return recordWindow(tx, held, settled)
      }),
    )
    if (!kept || settled.done === held.hi) return 'on'
    if (settled.held) return release(app, held)
    if (lane.signal.aborted) return release(app, held, { ended: 'held' })
    if (way.isShut()) return release(app, held)
    if (performance.now() > until) return release(app, held, { ended: 'more' })
  }
}

/** For how many seconds nobody takes it, and why the lane ends. */
type Released = { seconds?: number; ended?: Ended | 'on' }

async function release(app: App, held: Held, { seconds = 0, ended = 'on' }: Released = {}): Promise<Ended | 'on'> {
  await app.database.transact((tx) => letGo(tx, held, seconds))
  return ended
}

/** What came of each row of a window, in order: of one that is empty, its person went. */
async function sendWindow(lane: Lane, way: Way, { from, to, people }: { from: number; to: number; people: Recipient[] }) {
  const bySeq = new Map(people.map((one) => [one.seq, one]))
  const seqs = Array.from({ length: to - from }, (_, n) => from + n)
  return Promise.all(seqs.map((seq) => sendOne(lane, way, bySeq.get(seq))))
}

async function sendOne({ app, sender, signal }: Lane, way: Way, recipient: Recipient | undefined): Promise<Outcome> {
  if (!recipient) return { kind: 'left-out', reason: 'gone' }
  const { email, answer } = recipient
  if (answer.answer === 'not-before') return { kind: 'waits', reason: answer.reason, seconds: secondsTo(answer.at, app.now()) }
  if (answer.answer === 'no') return { kind: 'left-out', reason: answer.reason }
  if (email === null) return { kind: 'left-out', reason: 'no-address' }
  const letter = composed(app, sender, { ...recipient, email })
  return letter ? way.send(letter, signal) : { kind: 'deferred', reply: 'could not be written', group: false }
}

/** One that cannot be written holds up none of those beside it, whose fate would be unknown; it is tried again, and given up like one that a server puts off. */
function composed(app: App, sender: Sender, recipient: Recipient & { email: string }): Envelope | undefined {
  try {
    return sender.compose(recipient)
  } catch (error) {
    app.log.error({ err: error }, 'a letter could not be written')
    return undefined
  }
}

const secondsTo = (moment: string, now: Date) => Math.max(1, Math.ceil((Date.parse(moment) - now.getTime()) / 1000))

/** What is to be tried again, some at a time. */
async function workAgain(lane: Lane, way: Way): Promise<Ended | 'on'> {
  const { app, mailing } = lane
  const { transact } = app.database
  const again = await transact((tx) => takeAgain(tx, app, mailing))
  if (again.length === 0) return 'nothing'
  const tried = await Promise.all(again.map(async (one) => triedOf(one, await sendOne(lane, way, one), mailing)))
  await surely(() => transact((tx) => recordAgain(tx, mailing.id, tried)))
  return way.isShut() && tried.every(({ kept }) => kept?.reason === 'unsent') ? 'down' : 'on'
}

const triedOf = ({ seq, epoch, tries }: Again, outcome: Outcome, { policy }: Sending) => ({
  seq,
  epoch,
  tries,
  kept: fateOf(seq, outcome, policy) ?? null,
})

/** What a server took has to be written down: while the database is away, that waits, as long as the lease does. */
async function surely<T>(work: () => Promise<T>): Promise<T> {
  for (let wait = 100; ; wait *= 2) {
    try {
      return await work()
    } catch (error) {
      if (wait > 120_000) throw error
      await setTimeout(wait)
    }
  }
}
