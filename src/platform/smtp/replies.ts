import type { Reply } from './outcomes.ts'

/** What is no answer of a mail server. */
export class Garbage extends Error {}

/** RFC 5321 §4.5.3.1.5 allows a line 512 octets; some write more. */
const LONGEST_LINE = 4_096
const MOST_LINES = 128
/** Characters of an answer that are kept. */
const KEPT = 1_000
const LF = 0x0a
const LINE = /^([2-5][0-5]\d)(?:([ -])([^\r\n]*))?$/
const ENHANCED = /^([245]\.\d{1,3}\.\d{1,3})(?: |$)/

/** Makes answers of octets as they come, in whatever pieces. Never holds more than a line and what is kept of an answer. */
export class ReplyReader {
  #octets: Buffer = Buffer.alloc(0)
  #from = 0
  #code = ''
  #lines = 0
  #all: string[] = []
  #text = ''
  #enhanced: string | undefined

  /** Whether more has come than was taken, be it the beginning of an answer. */
  get hasMore(): boolean {
    return this.#from < this.#octets.length || this.#lines > 0
  }

  /** The words of the latest answer, line by line. */
  get lines(): string[] {
    return this.#all
  }

  /** Hands over each answer that ends in this piece. Throws Garbage, after those that came before it. */
  read(piece: Buffer, take: (reply: Reply) => void): void {
    this.#octets = this.hasMore ? Buffer.concat([this.#octets, piece]) : piece
    this.#from = 0
    for (let end = this.#octets.indexOf(LF); end >= 0; end = this.#octets.indexOf(LF, this.#from)) {
      const line = this.#octets.toString('utf8', this.#from, end)
      this.#from = end + 1
      const reply = this.#readLine(line)
      if (reply) take(reply)
    }
    // A copy: a slice would hold the whole piece.
    this.#octets = Buffer.from(this.#octets.subarray(this.#from))
    this.#from = 0
    if (this.#octets.length > LONGEST_LINE) throw new Garbage('an answer without end')
  }

  #readLine(line: string): Reply | undefined {
    if (line.length > LONGEST_LINE) throw new Garbage('an answer with too long a line')
    const [, code, mark, words = ''] = LINE.exec(line.endsWith('\r') ? line.slice(0, -1) : line) ?? []
    if (code === undefined || (this.#lines > 0 && code !== this.#code))
      throw new Garbage(`no answer of a mail server: ${plain(line, 60)}`)
    this.#lines += 1
    if (this.#lines > MOST_LINES) throw new Garbage('an answer of too many lines')
    this.#code = code
    this.#keep(words)
    return mark === '-' ? undefined : this.#end(Number(code))
  }

  #keep(words: string): void {
    if (this.#lines === 1) this.#all = []
    this.#all.push(words)
    const enhanced = ENHANCED.exec(words)?.[1]
    if (enhanced !== undefined && enhanced[0] === this.#code[0]) this.#enhanced ??= enhanced
    const own = enhanced === undefined ? words : words.slice(enhanced.length + 1)
    if (this.#text.length < KEPT) this.#text += this.#lines > 1 ? ` ${own}` : own
  }

  #end(code: number): Reply {
    const enhanced = this.#enhanced
    const reply: Reply = { code, ...(enhanced === undefined ? {} : { enhanced }), text: plain(this.#text, KEPT) }
    this.#lines = 0
    this.#text = ''
    this.#enhanced = undefined
    return reply
  }
}

/** Words of a stranger on their way to a log or a page: no controls. */
const plain = (text: string, longest: number) => (/[^ -~]/.test(text) ? text.replace(/\p{C}/gu, ' ') : text).slice(0, longest)
