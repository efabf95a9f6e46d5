import { sql } from 'kysely'
import type { Actor } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { Conflict, Invalid, NotFound } from '#platform/errors'
import type { Locale } from '#platform/i18n/locales'
import { type Bringing, bringPeople, currentConsents, type Fate, type Incoming, unbringPerson } from '#people'
import { record } from '#staff'
import type { SheetRecord } from './queries.ts'
import { db } from './tables.ts'

type Hand = { actor: Actor; now: Date }

export type Printing = { locale: Locale; place: string | null; copies: number; wording_version: number }

/** Gives numbers to sheets about to be printed. The lock keeps two printers from the same number. Gives the first and the last. */
export async function printSheets(tx: Tx, { actor, now }: Hand, { copies, ...sheet }: Printing): Promise<[number, number]> {
  await sql`select pg_advisory_xact_lock(hashtextextended('sheet', 0))`.execute(db(tx))
  const { last } = await db(tx)
    .selectFrom('sheet')
    .select((q) => q.fn.coalesce(q.fn.max('number'), sql<number>`0`).as('last'))
    .executeTakeFirstOrThrow()
  const numbers = Array.from({ length: copies }, (_, n) => last + 1 + n)
  await db(tx)
    .insertInto('sheet')
    .values(
      numbers.map((number) => ({
        number,
        ...sheet,
        printed_by: actor.account,
        printed_at: now,
        collector: null,
        collected_on: null,
      })),
    )
    .execute()
  await record(tx, actor, { action: 'add', object: 'sheet', id: String(numbers[0]), count: copies }, now)
  return [numbers[0]!, numbers.at(-1)!]
}

/** Says who collected a sheet, and when: without it no line of it proves anything. A day to come is Invalid. */
export async function returnSheet(
  tx: Tx,
  { actor, now }: Hand,
  { number, collector, collected_on }: { number: number; collector: string; collected_on: string },
): Promise<void> {
  if (collected_on > now.toISOString().slice(0, 10)) throw new Invalid({ collected_on: 'paper.return.future' })
  await db(tx).updateTable('sheet').set({ collector, collected_on }).where('number', '=', number).execute()
  await record(tx, actor, { action: 'change', object: 'sheet', id: String(number), fields: ['collector'] }, now)
}

export type LineEntry = {
  sheet: SheetRecord
  row: Incoming
  hashOf: Bringing['hashOf']
  wordings: NonNullable<Bringing['signed']>['wordings']
  /** "Sheet 12, line 3, collected by …": what the ledger keeps as proof. */
  proof: string
}

/** Enters one line of a sheet: its person signed by hand. Conflict when somebody entered that line already, or nobody said who collected the sheet. */
export async function enterLine(tx: Tx, { actor, now }: Hand, entry: LineEntry): Promise<Fate> {
  const { sheet, row, proof, hashOf, wordings } = entry
  if (!sheet.collected_on) throw new Conflict('paper.return.first')
  await takeLine(tx, { actor, now }, sheet.number, row.line)
  const [fate] = await bringPeople(tx, [row], {
    origin: 'paper',
    origin_label: proof,
    proof,
    evidence: proof,
    method: 'paper',
    now,
    hashOf,
    signed: { on: sheet.collected_on, wordings },
  })
  const reason = fate!.reason ?? (await heldBack(tx, fate!, row))
  await db(tx)
    .updateTable('sheet_line')
    .set({ person_id: fate!.person, fate: fate!.fate, reason })
    .where('sheet', '=', sheet.number)
    .where('line', '=', row.line)
    .execute()
  await record(tx, actor, { action: 'add', object: 'person', id: fate!.person ?? undefined, reason: proof }, now)
  return { ...fate!, reason }
}

/** She ticked a box and is left alone all the same: she said no before. Whoever transcribes should know, and she may say otherwise herself. */
async function heldBack(tx: Tx, { person }: Fate, row: Incoming): Promise<string | null> {
  if (!person || (!row.news && !row.calls)) return null
  const agreed = new Set((await currentConsents(tx, person)).map(({ purpose }) => purpose))
  return (row.news && !agreed.has('news')) || (row.calls && !agreed.has('calls')) ? 'paper.line.held-back' : null
}

/** Notes a line that nobody can read, or that was crossed out: the sheet is done all the same. */
export function skipLine(tx: Tx, hand: Hand, { sheet, line }: { sheet: number; line: number }): Promise<void> {
  return takeLine(tx, hand, sheet, line)
}

async function takeLine(tx: Tx, { actor, now }: Hand, sheet: number, line: number): Promise<void> {
  const taken = await db(tx)
    .insertInto('sheet_line')
    .values({
      sheet,
      line,
      person_id: null,
      fate: 'illegible',
      reason: null,
      entered_by: actor.account,
      entered_at: now,
    })
    .onConflict((on) => on.doNothing())
    .returning('line')
    .executeTakeFirst()
  if (!taken) throw new Conflict('paper.line.taken')
}

/** Takes a mistyped line back: the person goes if the line made her and nothing touched her since. Conflict when something has. */
export async function takeBackLine(
  tx: Tx,
  { actor, now }: Hand,
  { sheet, line }: { sheet: number; line: number },
): Promise<void> {
  const gone = await db(tx)
    .deleteFrom('sheet_line')
    .where('sheet', '=', sheet)
    .where('line', '=', line)
    .returning(['person_id', 'fate', 'entered_at'])
    .executeTakeFirst()
  if (!gone) throw new NotFound('error.not-found')
  const nobody = gone.fate === 'illegible' || gone.fate === 'refused'
  if (!nobody && !(gone.fate === 'created' && gone.person_id && (await unbringPerson(tx, gone.person_id, gone.entered_at))))
    throw new Conflict('paper.line.touched')
  await record(tx, actor, { action: 'remove', object: 'sheet line', id: `${sheet}/${line}` }, now)
}
