import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** A letter that the hop was given. `id`: its Message-ID. */
export type Taken = { id: string; from: string; to: string; data: Buffer }
/** A letter on its way. `attempts`: how often the next hop said no for now. */
export type Waiting = { key: Buffer; from: string; to: string; data: Buffer; attempts: number; takenAt: number }

/** `waiting` until its time; `underway`: handed to a sender, so in doubt after a crash; `parked`: in doubt, for a person to decide; the rest is over, and only remembered. */
const STATE = { waiting: 0, underway: 1, given: 2, refused: 3, parked: 4 } as const
export type End = 'given' | 'refused' | 'parked'

const REMEMBERED_MS = 7 * 86_400_000

/**
 * What was taken and what became of it, in one file. The claim of a Message-ID and the letter itself are one row: written together or not at all, and on the disk
 * before anybody is told (`synchronous = full`), so neither a kill nor a power cut can part them.
 */
export class Spool {
  readonly #db: DatabaseSync

  /** Opens it for this process alone. Those under way when the last one ended wait again, or are parked: the next hop may have them. */
  constructor(folder: string, uncertain: 'resend' | 'park') {
    mkdirSync(folder, { recursive: true, mode: 0o700 })
    this.#db = new DatabaseSync(join(folder, 'spool.db'))
    this.#db.exec(`
      pragma locking_mode = exclusive; pragma journal_mode = wal; pragma synchronous = full;
      create table if not exists letter (
        key blob not null unique, message_id text not null, sender text not null, recipient text not null, data blob,
        state integer not null, taken_at integer not null, next_at integer not null, attempts integer not null, answer text
      );
      create index if not exists letter_waiting on letter (next_at) where state = 0;
      update letter set state = ${uncertain === 'park' ? STATE.parked : STATE.waiting} where state = ${STATE.underway};`)
  }

  /** Takes letters, all on the disk when it returns. Gives how many were new: of a Message-ID and reader that is known nothing is written. */
  take(letters: Taken[], now: number): number {
    const insert = this.#db.prepare(
      `insert into letter (key, message_id, sender, recipient, data, state, taken_at, next_at, attempts) values (?, ?, ?, ?, ?, ${STATE.waiting}, ?, ?, 0) on conflict do nothing`,
    )
    return this.#together(() =>
      letters.reduce(
        (taken, { id, from, to, data }) => taken + Number(insert.run(keyOf(id, to), id, from, to, data, now, now).changes),
        0,
      ),
    )
  }

  /** Letters whose time has come, at most so many: under way from here on. */
  begin(most: number, now: number): Waiting[] {
    const due = this.#db.prepare(`select * from letter where state = ${STATE.waiting} and next_at <= ? order by next_at limit ?`)
    const begin = this.#db.prepare(`update letter set state = ${STATE.underway} where key = ?`)
    return this.#together(() =>
      due.all(now, most).map((row) => {
        begin.run(row.key!)
        return {
          key: Buffer.from(row.key as Uint8Array),
          from: String(row.sender),
          to: String(row.recipient),
          data: Buffer.from(row.data as Uint8Array),
          attempts: Number(row.attempts),
          takenAt: Number(row.taken_at),
        }
      }),
    )
  }

  /** Notes what became of letters. What is over keeps its claim, not its words. */
  end(ended: { key: Buffer; end: End; answer: string }[]): void {
    const end = this.#db.prepare(`update letter set state = ?, answer = ?, data = case when ? then data end where key = ?`)
    this.#together(() => ended.forEach(({ key, end: how, answer }) => end.run(STATE[how], answer, how === 'parked' ? 1 : 0, key)))
  }

  /** Lets letters wait again. */
  putOff(letters: { key: Buffer; until: number; attempts: number; answer: string }[]): void {
    const wait = this.#db.prepare(
      `update letter set state = ${STATE.waiting}, next_at = ?, attempts = ?, answer = ? where key = ?`,
    )
    this.#together(() => letters.forEach(({ key, until, attempts, answer }) => wait.run(until, attempts, answer, key)))
  }

  /** Forgets the claims of a week ago, of letters that are over. */
  forget(now: number): number {
    const over = `${STATE.given}, ${STATE.refused}`
    return Number(
      this.#db.prepare(`delete from letter where state in (${over}) and taken_at < ?`).run(now - REMEMBERED_MS).changes,
    )
  }

  counts(): Record<string, number> {
    const names = Object.keys(STATE)
    const rows = this.#db.prepare('select state, count(*) as n from letter group by state').all()
    return Object.fromEntries(rows.map(({ state, n }) => [names[Number(state)]!, Number(n)]))
  }

  close(): void {
    this.#db.close()
  }

  #together<T>(work: () => T): T {
    this.#db.exec('begin immediate')
    try {
      const done = work()
      this.#db.exec('commit')
      return done
    } catch (error) {
      this.#db.exec('rollback')
      throw error
    }
  }
}

/** A Message-ID is claimed for one reader: the same letter to another is another. */
const keyOf = (id: string, to: string) => createHash('sha256').update(`${id}\0${to}`).digest()
