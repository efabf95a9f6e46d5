import { sql } from 'kysely'
import type { Actor, Scope, Hand } from '#platform/auth/actor'
import type { Tx } from '#platform/db/handle'
import { jsonb } from '#platform/db/jsonb'
import { Conflict, Denied, Invalid, NotFound } from '#platform/errors'
import type { Locale } from '#platform/i18n/locales'
import { isDay } from '#platform/text/day'
import { record } from '#staff'
import { coveringOf } from '#territories'
import { isWithin, unbringPerson } from '../core/index.ts'
import { currentConsents, currentVersion, type Purpose } from '../ledger/index.ts'
import { type Bringing, bringPeople, type Fate, type Incoming } from '../bringing/index.ts'
import { openIn, type SheetRecord, type Written, writtenOf } from './queries.ts'
import { db } from './tables.ts'
const DAY = 86_400_000

export type Printing = { locale: Locale; place: string | null; copies: number; purposes: Purpose[] }

/** Gives numbers to sheets about to be printed. The lock keeps two printers from the same number. Gives the first and the last. */
export async function printSheets(
  tx: Tx,
  { actor, now }: Hand,
  { copies, purposes, ...sheet }: Printing,
): Promise<[number, number]> {
  await sql`select pg_advisory_xact_lock(hashtextextended('sheet', 0))`.execute(db(tx))
  const { last } = await db(tx)
    .selectFrom('sheet')
    .select((q) => q.fn.coalesce(q.fn.max('number'), sql<number>`0`).as('last'))
    .executeTakeFirstOrThrow()
  const numbers = Array.from({ length: copies }, (_, n) => last + 1 + n)
  const lies = await coveringOf(tx, actor.scope('people.enter'))
  const agreed = jsonb(Object.fromEntries(purposes.map((purpose) => [purpose.key, currentVersion(purpose)])))
  await db(tx)
    .insertInto('sheet')
    .values(
      numbers.map((number) => ({
        number,
        ...sheet,
        agreed,
        lies,
        printed_by: actor.account,
        printed_at: now,
        collector: null,
        collected_on: null,
      })),
    )
    .execute()
  await record(tx, { actor, now }, { action: 'add', object: 'sheet', id: String(numbers[0]), count: copies })
  return [numbers[0]!, numbers.at(-1)!]
}

/** Says who collected a sheet, and when: without it no line of it proves anything; from then on it is of the territory of who says it. `today`: by the clocks of the movement, since a sheet has no place of its own. Invalid: a day to come, or before it was printed. Conflict once a line quotes it. */
export async function returnSheet(
  tx: Tx,
  { actor, now }: Hand,
  { number, collector, collected_on, today }: { number: number; collector: string; collected_on: string; today: string },
): Promise<void> {
  if (!isDay(collected_on)) throw new Invalid({ collected_on: 'form.wrong' })
  if (collected_on > today) throw new Invalid({ collected_on: 'paper.return.future' })
  const sheet = await db(tx)
    .selectFrom('sheet')
    .select(['printed_at'])
    .where('number', '=', number)
    .where(await openIn(tx, actor.scope('people.enter')))
    .forUpdate()
    .executeTakeFirst()
  if (!sheet) throw new NotFound('paper.elsewhere')
  // A day earlier in the world's westernmost zone.
  if (collected_on < new Date(sheet.printed_at.getTime() - DAY).toISOString().slice(0, 10))
    throw new Invalid({ collected_on: 'paper.return.before' })
  const line = await db(tx).selectFrom('sheet_line').select('line').where('sheet', '=', number).executeTakeFirst()
  if (line) throw new Conflict('paper.return.begun')
  const around = await coveringOf(tx, actor.scope('people.enter'))
  // Of the smaller of two territories: that of who printed it, and of who brings it back.
  const lies = sql<string[] | null>`case when lies is null or lies <@ ${around}::text[] then ${around}::text[] else lies end`
  await db(tx).updateTable('sheet').set({ collector, collected_on, lies }).where('number', '=', number).execute()
  await record(tx, { actor, now }, { action: 'change', object: 'sheet', id: String(number), fields: ['collector'] })
}

export type LineEntry = {
  sheet: SheetRecord
  row: Incoming
  hashOf: Bringing['hashOf']
  /** Those that stand on the sheet. */
  purposes: Purpose[]
  wordings: NonNullable<Bringing['signed']>['wordings']
  /** "Sheet 12, line 3, collected by …": what the ledger keeps as proof. */
  proof: string
}

/** Enters one line of a sheet: its person signed by hand. Conflict when somebody entered that line already, or nobody said who collected the sheet. */
export async function enterLine(tx: Tx, { actor, now }: Hand, entry: LineEntry): Promise<Fate> {
  const { sheet, row, proof, hashOf, purposes, wordings } = entry
  if (!sheet.collected_on) throw new Conflict('paper.return.first')
  await holdSheet(tx, sheet)
  await takeLine(tx, { actor, now }, { sheet: sheet.number, line: row.line })
  const [fate] = await bringPeople(tx, [row], {
    origin: 'paper',
    origin_label: proof,
    proof,
    evidence: proof,
    method: 'paper',
    now,
    hashOf,
    purposes,
    reach: reachOf(actor),
    signed: { on: sheet.collected_on, wordings },
  })
  const reason = fate!.reason ?? (await heldBack(tx, fate!, row))
  await db(tx)
    .updateTable('sheet_line')
    .set({ person_id: fate!.person, fate: fate!.fate, reason })
    .where('sheet', '=', sheet.number)
    .where('line', '=', row.line)
    .execute()
  const paper = `sheet ${sheet.number}, line ${row.line}`
  await record(tx, { actor, now }, { action: 'add', object: 'person', id: fate!.person ?? undefined, reason: paper })
  return { ...fate!, reason }
}

/** What the proof quotes stays so until the line stands. Conflict when somebody has just corrected it. */
async function holdSheet(tx: Tx, { number, collector, collected_on }: SheetRecord): Promise<void> {
  const same = await db(tx)
    .selectFrom('sheet')
    .select('number')
    .where('number', '=', number)
    .where('collector', '=', collector)
    .where(sql<boolean>`collected_on::text = ${collected_on}`)
    .forShare()
    .executeTakeFirst()
  if (!same) throw new Conflict('paper.return.first')
}

/** Whom a line may be about: people of the territory, as far as the actor sees it. Whoever is known elsewhere gets a record of this sheet. */
function reachOf({ grants, scope }: Actor): Scope[] {
  return [scope('people.enter'), grants.get('people.see') ?? 'everywhere']
}

/** She ticked a box and is left alone all the same: she said no before. Whoever transcribes should know, and she may say otherwise herself. */
async function heldBack(tx: Tx, { person }: Fate, row: Incoming): Promise<string | null> {
  const ticked = Object.keys(row.wishes)
  if (!person || ticked.length === 0) return null
  const agreed = new Set((await currentConsents(tx, person)).map(({ purpose }) => purpose))
  return ticked.every((purpose) => agreed.has(purpose)) ? null : 'paper.line.held-back'
}

/** A line of the sheet of that number. */
type Line = { sheet: number; line: number }

/** Notes a line that nobody can read, or that was crossed out: the sheet is done all the same. */
export function skipLine(tx: Tx, hand: Hand, line: Line): Promise<void> {
  return takeLine(tx, hand, line)
}

async function takeLine(tx: Tx, { actor, now }: Hand, { sheet, line }: Line): Promise<void> {
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

/**
 * Takes a mistyped line back: one's own of the same day, or any for who may erase people there. The person goes if the line made her and
 * nothing touched her since. Who sees the file is told when something has (Conflict); for others the line goes in any case, so that nobody learns
 * from it whether its person was known. Gives what stood in the line, where she may know, to be corrected.
 */
export async function takeBackLine(
  tx: Tx,
  { actor, now }: Hand,
  { sheet, line }: { sheet: number; line: number },
): Promise<Written | undefined> {
  const gone = await db(tx)
    .deleteFrom('sheet_line')
    .where('sheet', '=', sheet)
    .where('line', '=', line)
    .returning(['person_id', 'fate', 'entered_at', 'entered_by'])
    .executeTakeFirst()
  if (!gone) throw new NotFound('error.not-found')
  await requireMine(tx, { actor, now }, gone)
  // Who does not see the file would learn by it whether her line made the person.
  const own = gone.entered_by === actor.account && actor.grants.has('people.see')
  const written = own && gone.person_id ? await writtenOf(tx, gone.person_id) : undefined
  const nobody = gone.fate === 'illegible' || gone.fate === 'refused'
  const unmade = gone.fate === 'created' && gone.person_id && (await unbringPerson(tx, gone.person_id, gone.entered_at))
  if (!nobody && !unmade && actor.grants.has('people.see')) throw new Conflict('paper.line.touched')
  await record(tx, { actor, now }, { action: 'remove', object: 'sheet line', id: `${sheet}/${line}` })
  return unmade ? written : undefined
}

type Gone = { person_id: string | null; entered_by: string | null; entered_at: Date }

async function requireMine(tx: Tx, { actor, now }: Hand, { person_id, entered_by, entered_at }: Gone): Promise<void> {
  if (entered_by === actor.account && now.getTime() - entered_at.getTime() < DAY) return
  const scope = actor.grants.get('people.erase')
  if (!scope || !(person_id ? await isWithin(tx, person_id, scope) : scope === 'everywhere'))
    throw new Denied('paper.line.not-yours')
}
