import type { Policy } from './tables.ts'

/** Letters of one window: what a crash leaves uncertain, at most, of each lane. */
export const WINDOW = 50
/** Letters of one chunk. */
export const CHUNK = 500
/** Seconds after which somebody else may take a chunk whose sender is silent: longer than a server may think about a letter (RFC 5321 §4.5.3.2.6: ten minutes). */
export const LEASE = 660

/** What came of one letter, as far as anybody knows. */
export type Outcome =
  | { kind: 'accepted' }
  /** For good (5xx). */
  | { kind: 'refused'; reply: string }
  /** For now (4xx). `group`: all letters to the same servers (421, 4.7.x), and not this one alone. */
  | { kind: 'deferred'; reply: string; group: boolean }
  /** Surely not taken. */
  | { kind: 'unsent'; why: string }
  /** The whole of it went, and no answer came. */
  | { kind: 'uncertain'; why: string }
  /** She is not to be written to, or not in the file any more. */
  | { kind: 'left-out'; reason: string }
  /** She is not to be written to yet, but after so many seconds. */
  | { kind: 'waits'; reason: string; seconds: number }

/** What is kept of a letter that did not simply go. `again`: seconds until a deferred one is tried again; null: as often as it was tried says. */
export type Kept = {
  seq: number
  fate: 'deferred' | 'refused' | 'left-out' | 'uncertain'
  reason: string
  reply: string | null
  again: number | null
}

/** What a window comes to: all below `done` is settled, by silence or by a fate; from `done` on nothing was taken. `held`: why its servers take nothing now. */
export type Settled = { done: number; fates: Kept[]; held: { reply: string } | undefined }

/**
 * Settles a window of letters that begins with `from`: each by itself, and those at the end that surely nobody took go back as they were. So a server that
 * shuts its door costs no row a letter.
 */
export function settle(from: number, outcomes: readonly Outcome[], policy: Policy): Settled {
  const last = outcomes.findLastIndex((one) => !goesBack(one))
  const fates = outcomes.slice(0, last + 1).flatMap((outcome, n) => fateOf(from + n, outcome, policy) ?? [])
  const held = outcomes.find((one) => one.kind === 'deferred' && one.group)
  return { done: from + last + 1, fates, held: held?.kind === 'deferred' ? { reply: held.reply } : undefined }
}

const goesBack = (outcome: Outcome) => outcome.kind === 'unsent' || (outcome.kind === 'deferred' && outcome.group)

/** What is kept of it; undefined: a server took it, which its silence says. */
export function fateOf(seq: number, outcome: Outcome, policy: Policy): Kept | undefined {
  switch (outcome.kind) {
    case 'accepted':
      return undefined
    case 'refused':
      return { seq, fate: 'refused', reason: 'refused', reply: outcome.reply, again: null }
    case 'deferred':
      return { seq, fate: 'deferred', reason: 'deferred', reply: outcome.reply, again: null }
    case 'unsent':
      return { seq, fate: 'deferred', reason: 'unsent', reply: outcome.why, again: 0 }
    case 'left-out':
      return { seq, fate: 'left-out', reason: outcome.reason, reply: null, again: null }
    case 'waits':
      return { seq, fate: 'deferred', reason: outcome.reason, reply: null, again: outcome.seconds }
    case 'uncertain':
      // Sent again it has the same Message-ID, and a hop that takes each once ends at one copy.
      return policy === 'resend'
        ? { seq, fate: 'deferred', reason: 'uncertain', reply: outcome.why, again: 0 }
        : { seq, fate: 'uncertain', reason: 'uncertain', reply: outcome.why, again: null }
  }
}

const MINUTE = 60
const BACK_OFF = [1, 5, 15, 60, 120, 240, 480].map((minutes) => minutes * MINUTE)

/** Seconds until the next try of a letter that was deferred so many times; null: two days of tries are enough (RFC 5321 §4.5.4.1 asks for four or five at a host that queues; behind us stands one). */
export function nextTry(tries: number): number | null {
  if (tries > BACK_OFF.length + 3) return null
  return BACK_OFF[Math.min(tries, BACK_OFF.length) - 1] ?? BACK_OFF[0]!
}

/** Seconds for which a group that refuses us is left alone, the nth time without a letter taken between: 30 s, doubled, to an hour. */
export function restOf(blocks: number): number {
  return Math.min(30 * 2 ** Math.max(0, blocks - 1), 3600)
}
