/** What a server answered (RFC 5321 §4.2): its code, the enhanced one (RFC 3463) where it gave one, and its words on one line. */
export type Reply = { code: number; enhanced?: string; text: string }

/** Where a letter stood when a server said no. `before`: nothing was said to the server, which told at its greeting that it would not take it. `dot`: after the letter's last octet. */
export type Step = 'before' | 'MAIL' | 'RCPT' | 'DATA' | 'dot'

/**
 * What became of a letter. `refused` will not change (5xx), `deferred` may (4xx). `unsent` was surely not taken: its end was never handed over. `uncertain` was
 * handed over whole and no answer was read: the server may have it or not (RFC 1047), and nobody can say which without asking the server.
 */
export type Outcome =
  | { kind: 'accepted'; reply: Reply }
  | { kind: 'refused'; step: Step; reply: Reply }
  | { kind: 'deferred'; step: Step; reply: Reply }
  | { kind: 'unsent'; why: string }
  | { kind: 'uncertain'; why: string }

/** One letter to one person. `from`: whom reports go to, empty for nobody. `data`: the letter as it is to arrive, in lines that end with CRLF. */
export type Letter = { from: string; to: string; data: Buffer }

/** What a server said that it can do (RFC 5321 §4.1.1.1). `size`: longest letter in octets, where it names one. */
export type Capabilities = {
  pipelining: boolean
  eightBit: boolean
  utf8: boolean
  startTls: boolean
  size?: number
  auth: string[]
}

/** Milliseconds that a server has: for each step until its whole answer stands there, however busily it dribbles, and for a letter from MAIL to the end. */
export type Limits = { connect: number; greeting: number; command: number; dot: number; letter: number }

/** RFC 5321 §4.5.3.2 asks for minutes; a lease has to outlive a letter, so a letter has two. */
export const LIMITS: Limits = { connect: 10_000, greeting: 30_000, command: 60_000, dot: 120_000, letter: 120_000 }

/** A session that did not come about; `reply` where the server gave one. */
export class NoSession extends Error {
  readonly reply: Reply | undefined
  constructor(why: string, reply?: Reply) {
    super(why)
    this.reply = reply
  }
}

/** A reply as the server would have written it. */
export const inWords = ({ code, enhanced, text }: Reply) => [code, enhanced, text].filter(Boolean).join(' ')
